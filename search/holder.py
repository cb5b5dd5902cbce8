"""What search holds of a person: words of a product's body in its row. Made anew from the catalogue, and compared."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.models import Product
from cooperatives.consent.holders import Artefact, StillThere, register_holder
from cooperatives.consent.models import Consent, Withdrawal
from cooperatives.media.stripping import rows_of
from search.documents import FIELDS, documents_of
from search.indexing import index_products
from search.models import SearchDocument, SearchRowBefore
from search.outbox import a_follower_still_holds, tell_followers


class SearchHolder:
    """Suggestions are made of names of products, groups and places, which no consent covers."""

    rank = 40
    kinds: tuple[str, ...] = ("search_row",)

    def find(self, consent: Consent) -> Iterator[Artefact]:
        """Rows of products whose body names the consent."""
        for product in rows_of(Product.objects.all(), ("body_vi", "body_en"), consent.pk):
            if SearchDocument.objects.filter(product_id=product.pk).exists():
                yield Artefact("search_row", str(product.pk))

    def remove(self, artefact: Artefact, withdrawal: Withdrawal) -> None:
        """Write the row anew, on a search server too."""
        index_products([int(artefact.reference)])
        SearchRowBefore.objects.filter(product_id=int(artefact.reference)).delete()
        tell_followers(patiently=True)

    def prove(self, artefact: Artefact) -> str:
        """Compare the row with what the catalogue says now. Raises StillThere."""
        pk = int(artefact.reference)
        kept = SearchDocument.objects.filter(product_id=pk).values(*FIELDS).first()
        fresh = documents_of([pk]).get(pk)
        if kept and (fresh is None or any(kept[name] != getattr(fresh, name) for name in FIELDS)):
            raise StillThere(kind=artefact.kind, reference=artefact.reference)
        if SearchRowBefore.objects.filter(product_id=pk).exists() or a_follower_still_holds(pk):
            raise StillThere(kind=artefact.kind, reference=artefact.reference)
        return "the row equals one made anew from the catalogue"


register_holder(SearchHolder(), "search")
