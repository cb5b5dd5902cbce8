"""Advice before review: what in a page could tell who a person is. It reads and says; a human decides."""
