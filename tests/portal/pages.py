"""Reads a page as a person does: its words without tags, with single spaces."""

from __future__ import annotations

from bs4 import BeautifulSoup


def words(response) -> str:
    """Everything in <main>, and the messages above it."""
    page = BeautifulSoup(response.content, "html.parser")
    parts = [*page.select(".told, .toasts"), page.find("main")]
    return " ".join(" ".join(part.get_text(" ") for part in parts if part).split())


def links(response) -> list[str]:
    """Addresses of the links in <main>."""
    return [str(link["href"]) for link in BeautifulSoup(response.content, "html.parser").select("main a[href]")]


def rows(response, section: str) -> list[str]:
    """The rows of money in the section whose heading has this id."""
    page = BeautifulSoup(response.content, "html.parser")
    return [" ".join(row.get_text(" ").split()) for row in page.select(f'section[aria-labelledby="{section}"] .mr')]
