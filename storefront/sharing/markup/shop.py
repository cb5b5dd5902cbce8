"""The center as an organisation, and its site with the search box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from storefront.sharing.addresses import absolute
from storefront.sharing.markup.script import Node, filled

NAME = "Sinh Kế"


def publisher() -> Node:
    """The center, as others point to it."""
    return {"@type": "Organization", "@id": absolute("/#to-chuc"), "name": NAME, "url": absolute("/")}


def organisation(shop: Mapping[str, Any]) -> Node:
    """The center with what e-commerce law makes it say in the footer anyway."""
    contact = {"@type": "ContactPoint", "contactType": "customer service", "telephone": shop["hotline"], "availableLanguage": ["vi", "en"]}
    address = {"@type": "PostalAddress", "streetAddress": shop["address"], "addressCountry": "VN"}
    return filled(
        {
            **publisher(),
            "legalName": shop["legal_name"],
            "taxID": shop["tax_code"],
            "email": shop["email"],
            "logo": absolute(static("storefront/img/mark.svg")),
            "address": address if shop["address"] else None,
            "contactPoint": contact if shop["hotline"] else None,
        }
    )


def website(language: str) -> Node:
    """The site, and how to search in it."""
    return {
        "@type": "WebSite",
        "@id": absolute("/#trang"),
        "name": NAME,
        "url": absolute("/"),
        "inLanguage": language,
        "publisher": {"@id": publisher()["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(reverse('search:results'))}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
