"""Reads everything that a stranger can reach: pages, maps, feeds, cards, pictures; and says which secrets stand in any of it."""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PdfReadError

HOST = "http://testserver"
MOST_PAGES = 700
MACHINES = [
    "/robots.txt",
    "/sitemap.xml",
    "/google-vi.xml",
    "/google-en.xml",
    "/nguon-tin/chuyen-nghe.xml",
    "/en/nguon-tin/chuyen-nghe.xml",
]
_ADDRESS = re.compile(r"http://testserver(/[^\s<>\"'\]]*)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
CARRIED = {"exif", "xmp", "XML:com.adobe.xmp", "icc_profile", "comment", "photoshop", "iptc", "parsed_exif", "Description", "Software"}
"""Names under which Pillow tells what a picture carries besides its pixels."""


def read(answer) -> bytes:
    """Body and headers of an answer."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body + b"\n" + "\n".join(f"{name}: {value}" for name, value in answer.items()).encode()


def found(secrets: Iterable[str], where: str, body: bytes) -> list[str]:
    """Which of ``secrets`` stand in ``body`` or in its address, in any case."""
    told = body.decode(errors="ignore")
    if b"%PDF" in body[:20]:
        told += " ".join(_inflated(stream) for stream in _STREAM.findall(body)) + words_of(body)
    plain = (told + unquote(where)).casefold()
    return [f"{secret!r} in {where}" for secret in secrets if secret.casefold() in plain]


def words_of(document: bytes) -> str:
    """What a PDF says on its pages and about itself; letters of embedded fonts are numbers until a reader turns them back."""
    try:
        reader = PdfReader(io.BytesIO(document))
        return " ".join([*(page.extract_text() for page in reader.pages), *(str(value) for value in (reader.metadata or {}).values())])
    except PdfReadError:
        return ""


def _inflated(stream: bytes) -> str:
    try:
        return zlib.decompress(stream).decode(errors="ignore")
    except zlib.error:
        return ""


def carried_by(body: bytes) -> set[str]:
    """What a picture carries besides its pixels; empty for what is no picture."""
    try:
        with Image.open(io.BytesIO(body)) as opened:
            opened.load()
            return (CARRIED & set(opened.info)) | ({"exif"} if dict(opened.getexif()) else set())
    except OSError:
        return set()


def crawl(
    client: Client, starts: list[str], *, most: int = MOST_PAGES, follow: Callable[[str], bool] = lambda link: True
) -> dict[str, bytes]:
    """Everything that can be reached by links, forms that only read, addresses of pictures, and what maps and feeds name."""
    seen: dict[str, bytes] = {}
    queue, known = deque(starts), set(starts)
    while queue and len(seen) < most:
        url = queue.popleft()
        answer = client.get(url)
        assert answer.status_code in (200, 301, 302, 404, 410, 503), (url, answer.status_code)
        seen[url] = read(answer)
        for link in [answer.get("Location", ""), *_links(answer, seen[url])]:
            link = urldefrag(urljoin(url, link.replace(HOST, "")))[0]
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not link.startswith("/") or link.startswith("/static/") or link in known:
                continue
            if parts.query.count("=") > 1 or link.startswith("/admin/") or not follow(link):
                continue
            known.add(link)
            queue.append(link)
    assert not queue, f"more than {most} pages"
    return seen


def _links(answer, body: bytes) -> list[str]:
    kind = answer.get("Content-Type", "")
    if kind.startswith(
        ("application/xml", "text/xml", "application/rss", "application/atom", "text/plain", "text/calendar", "application/json")
    ):
        return [link.replace("&amp;", "&") for link in _ADDRESS.findall(body.decode(errors="ignore"))]
    if not kind.startswith("text/html"):
        return []
    soup = BeautifulSoup(body, "html.parser")
    links = [str(tag[name]) for name in ("href", "src", "content", "hx-get") for tag in soup.select(f"[{name}]")]
    links += [str(tag["action"]) for tag in soup.select("form[action]") if str(tag.get("method", "get")).lower() == "get"]
    for tag in soup.select("[srcset]"):
        links += [part.split()[0] for part in str(tag["srcset"]).split(",")]
    for script in soup.select('script[type="application/ld+json"]'):
        links += _ADDRESS.findall(script.get_text())
    return [link for link in links if link.startswith(("/", "?", HOST))]
