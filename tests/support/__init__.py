"""Servers of our own that stand in for the outside world in tests: real ones, over HTTP, with a memory."""
