"""Reads answers as a person would: the words without the markup."""

from __future__ import annotations

from bs4 import BeautifulSoup


def html_of(response) -> BeautifulSoup:
    """The answer as a tree."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def texts(node) -> str:
    """The words of a node with single spaces; what only screen readers get is included."""
    return " ".join(node.get_text(" ").split())


def words_of(response) -> str:
    """The words of the whole answer, inline tags closed up."""
    return " ".join(html_of(response).get_text().split())
