"""Tests of the money that comes in and goes back."""
