"""What the center's pages hold of a person: pages, their old versions, translations, comments, logs, redirects and recordings.

A story or model whose plain words may tell about her goes as a whole, in all languages, with its aliases, and its addresses answer 410.
Of other pages only the blocks and pictures go that rest on her consent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.files.storage import default_storage
from django.db import models, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Comment, Page, PageLogEntry, Revision
from wagtail_localize.models import String, TranslatableObject, TranslationContext
from wagtail_localize.models import TranslationSource as Store

from cms.models.base import EditorialPage
from cooperatives.consent.blocks import recordings_in
from cooperatives.consent.holders import Artefact, StillThere, holds_nobody, register_holder
from cooperatives.consent.models import Consent, Use, Withdrawal
from cooperatives.consent.models.withdrawal import GoneAddress, address_hash
from cooperatives.consent.standing import subject_type
from cooperatives.media.models import Picture
from cooperatives.media.stripping import mentions, strip, versions_of

KINDS: Final = ("recording", "page", "page_version", "page_blocks", "page_comment", "page_log", "page_redirect", "page_translation_store")


def _pictures(consent_id: int) -> set[int]:
    return set(Picture.objects.filter(consents=consent_id).values_list("pk", flat=True))


def _touched(consent_id: int) -> list[Any]:
    """Pages that rest on the consent now, in a draft, or in any version that was kept."""
    pictures = _pictures(consent_id)
    noted = Use.objects.filter(consent=consent_id, content_type=subject_type(Page)).values_list("object_id", flat=True)
    kept = {int(revision.object_id) for revision in versions_of(Page, consent_id, pictures)}
    live = Page.objects.filter(pk__in={*noted, *kept}).specific()
    rest = (page for page in _all_pages(pictures) if page.pk not in {one.pk for one in live})
    return [*live, *(page for page in rest if mentions(page, consent_id, pictures))]


def _all_pages(pictures: Collection[int]) -> Iterator[Any]:
    """Every editorial page that has no kept version to be found by, for instance an alias."""
    aliases = Page.objects.filter(models.Q(alias_of__isnull=False) | models.Q(latest_revision__isnull=True), depth__gt=1)
    yield from (page for page in aliases.specific().iterator(chunk_size=200) if isinstance(page, EditorialPage))


def _whole(pages: list[Any]) -> list[Any]:
    """The pages that go as a whole, with translations and aliases."""
    keys = {page.translation_key for page in pages if getattr(page, "removed_with_consent", False)}
    first = Page.objects.filter(translation_key__in=keys)
    found = Page.objects.filter(models.Q(pk__in=first) | models.Q(alias_of__in=first) | models.Q(pk__in=first.values("alias_of")))
    return list(found.specific())


class PageHolder:
    """References of blocks are "page:consent", since one page may rest on several."""

    rank = 10
    kinds: tuple[str, ...] = KINDS

    def find(self, consent: Consent) -> Iterator[Artefact]:
        """In the order of removal: recordings, what hangs on pages, then the pages."""
        pictures = _pictures(consent.pk)
        touched = _touched(consent.pk)
        whole = _whole(touched)
        gone = {page.pk for page in whole}
        versions = list(versions_of(Page, consent.pk, pictures))
        for holder in [*touched, *whole, *(revision.as_object() for revision in versions)]:
            for recording in recordings_in(holder, consent.pk):
                yield Artefact("recording", str(recording))
        for page in {page.pk: page for page in [*touched, *whole]}.values():
            yield from _around(page, is_whole=page.pk in gone)
        for revision in versions:
            if int(revision.object_id) not in gone:
                yield Artefact("page_version", str(revision.pk))
        for page in touched:
            if page.pk not in gone and mentions(page, consent.pk, pictures):
                yield Artefact("page_blocks", f"{page.pk}:{consent.pk}")
        for page in whole:
            yield Artefact("page", str(page.pk))

    def remove(self, artefact: Artefact, withdrawal: Withdrawal) -> None:
        """By kind."""
        _REMOVE[artefact.kind](artefact.reference, withdrawal)

    def prove(self, artefact: Artefact) -> str:
        """Count again what the reference names."""
        rows, said = _LEFT[artefact.kind]
        if rows(artefact.reference):
            raise StillThere(kind=artefact.kind, reference=artefact.reference)
        return said


def _around(page: Any, *, is_whole: bool) -> Iterator[Artefact]:
    """What hangs on a page: versions, comments, words in logs, redirects to it, the store of its translations."""
    if is_whole:
        for revision in Revision.objects.filter(base_content_type=subject_type(Page), object_id=str(page.pk)):
            yield Artefact("page_version", str(revision.pk))
        for redirect in Redirect.objects.filter(redirect_page=page.pk):
            yield Artefact("page_redirect", str(redirect.pk))
    for comment in Comment.objects.filter(page=page.pk):
        yield Artefact("page_comment", str(comment.pk))
    if _log_words(str(page.pk)):
        yield Artefact("page_log", str(page.pk))
    if Store.objects.filter(object_id=page.translation_key).exists():
        yield Artefact("page_translation_store", str(page.translation_key))


def _remove_page(reference: str, withdrawal: Withdrawal) -> None:
    for page in Page.objects.filter(pk=int(reference)).specific():
        with transaction.atomic():
            if address := urlsplit(page.get_url() or "").path:
                GoneAddress.objects.get_or_create(path_hash=address_hash(address), defaults={"withdrawal": withdrawal})
            page.delete()
            _scrub_log(reference, withdrawal)


def _remove_redirect(reference: str, withdrawal: Withdrawal) -> None:
    for redirect in Redirect.objects.filter(pk=int(reference)):
        with transaction.atomic():
            GoneAddress.objects.get_or_create(path_hash=address_hash(redirect.old_path), defaults={"withdrawal": withdrawal})
            redirect.delete()


def _remove_blocks(reference: str, withdrawal: Withdrawal) -> None:
    pictures = _pictures(withdrawal.consent_id)
    for page in Page.objects.filter(pk=int(reference.partition(":")[0])).specific():
        if strip(page, withdrawal.consent_id, pictures):
            page.has_unpublished_changes = False
            page.save_after_removal()
            page.save_revision(log_action=False)


def _remove_recording(reference: str, withdrawal: Withdrawal) -> None:
    for document in get_document_model().objects.filter(pk=int(reference)):
        default_storage.delete(document.file.name)
        document.delete()


def _remove_version(reference: str, withdrawal: Withdrawal) -> None:
    Revision.objects.filter(pk=int(reference)).delete()


def _remove_comment(reference: str, withdrawal: Withdrawal) -> None:
    Comment.objects.filter(pk=int(reference)).delete()


def _scrub_log(reference: str, withdrawal: Withdrawal) -> None:
    PageLogEntry.objects.filter(page=int(reference)).update(label="", data={})


def _remove_store(reference: str, withdrawal: Withdrawal) -> None:
    """The whole memory of its translations, and strings that nothing else uses."""
    with transaction.atomic():
        numbers = list(String.objects.filter(segments__source__object_id=reference).values_list("pk", flat=True).distinct())
        Store.objects.filter(object_id=reference).delete()
        TranslationContext.objects.filter(object_id=reference).delete()
        TranslatableObject.objects.filter(translation_key=reference).delete()
        String.objects.filter(pk__in=numbers, segments__isnull=True).delete()


def _log_words(reference: str) -> int:
    return len(PageLogEntry.objects.filter(page=int(reference)).exclude(label="", data={}))


def _blocks_left(reference: str) -> int:
    pk, _, consent = reference.partition(":")
    pictures = _pictures(int(consent))
    return sum(mentions(page, int(consent), pictures) for page in Page.objects.filter(pk=int(pk)).specific())


def _count(model: type[models.Model], column: str = "pk") -> Callable[[str], int]:
    return lambda reference: model._default_manager.filter(**{column: reference}).count()


_REMOVE: Final[dict[str, Callable[[str, Withdrawal], None]]] = {
    "recording": _remove_recording,
    "page": _remove_page,
    "page_version": _remove_version,
    "page_blocks": _remove_blocks,
    "page_comment": _remove_comment,
    "page_log": _scrub_log,
    "page_redirect": _remove_redirect,
    "page_translation_store": _remove_store,
}
_LEFT: Final[dict[str, tuple[Callable[[str], int], str]]] = {
    "recording": (_count(get_document_model()), "no document with this number; its file was deleted first"),
    "page": (_count(Page), "no page with this number; its addresses answer 410"),
    "page_version": (_count(Revision), "no version with this number"),
    "page_blocks": (_blocks_left, "read again: no block and no picture rests on the consent"),
    "page_comment": (_count(Comment), "no comment with this number"),
    "page_log": (_log_words, "no log entry of the page carries a title or text"),
    "page_redirect": (_count(Redirect), "no redirect with this number; its address answers 410"),
    "page_translation_store": (_count(Store, "object_id"), "no stored segment, string or translation of the page"),
}

register_holder(PageHolder(), "cms", "wagtailcore", "wagtail_localize", "wagtailredirects", "wagtaildocs")
for _label in ("wagtailsearchpromotions", "wagtailembeds", "wagtailusers", "wagtailadmin", "wagtailsearch"):
    holds_nobody(_label, "settings of the admin, or rows that point at pages and go with them")
