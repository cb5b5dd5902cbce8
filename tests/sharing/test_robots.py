"""What search engines are asked to leave alone."""

from __future__ import annotations


def test_private_pages_are_not_for_search_engines(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /don/", "Disallow: /en/don/", "Disallow: /admin/"} <= set(lines)
    assert "Disallow: /hang/" not in lines


def test_the_sitemap_is_named(client):
    assert client.get("/robots.txt").content.decode().splitlines()[-1] == "Sitemap: http://testserver/sitemap.xml"
