"""Whether any index on the cluster still has words of a product that the database no longer has. For withdrawals of consents."""

from __future__ import annotations

from elasticsearch import ApiError, TransportError

from search.engines.elasticsearch.client import alias, as_away, client
from search.engines.elasticsearch.document import TEXTS
from search.models import SearchDocument


def still_holds(product_id: int) -> bool:
    """Look into every index, the one kept for going back too. True as well while the cluster cannot be asked: nothing is proven then."""
    row = SearchDocument.objects.filter(pk=product_id).values(*TEXTS).first()
    try:
        for name in client().indices.get(index=f"{alias()}-*", allow_no_indices=True):
            answer = client().options(ignore_status=404).get(index=name, id=str(product_id), source_includes=list(TEXTS))
            if answer.get("found") and answer["_source"] != row:
                return True
    except (ApiError, TransportError) as error:
        if as_away(error) is None:
            raise
        return True
    return False
