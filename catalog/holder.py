"""What the catalogue holds of a person: blocks in the bodies of products, pictures of groups, and old versions of both.

A product or a group stays on sale; only what shows her goes. Pictures in galleries go with the picture itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import ModelLogEntry, Revision

from catalog.models import GroupProfile, Product
from cooperatives.consent.blocks import recordings_in
from cooperatives.consent.holders import Artefact, StillThere, register_holder
from cooperatives.consent.models import Consent, Withdrawal
from cooperatives.media.models import Picture
from cooperatives.media.stripping import mentions, rows_of, strip, versions_of

VERSIONS = ("product_revision", "group_profile_revision")


def _pictures(consent_id: int) -> set[int]:
    return set(Picture.objects.filter(consents=consent_id).values_list("pk", flat=True))


def _profiles(consent_id: int, pictures: set[int]) -> list[GroupProfile]:
    """Public pages of groups that show her, in a block or in a picture."""
    named = {profile.pk: profile for profile in rows_of(GroupProfile.objects.all(), ("body_vi", "body_en"), consent_id)}
    shown = {profile.pk: profile for profile in GroupProfile.objects.all() if mentions(profile, consent_id, pictures)} if pictures else {}
    return [profile for _pk, profile in sorted({**shown, **named}.items())]


class CatalogHolder:
    """References are "number:consent", since the same row may rest on several."""

    rank = 20
    kinds: tuple[str, ...] = ("product_recording", "product", "product_revision", "group_profile", "group_profile_revision")

    def find(self, consent: Consent) -> Iterator[Artefact]:
        """Live rows and every kept version."""
        pictures = _pictures(consent.pk)
        for product in rows_of(Product.objects.all(), ("body_vi", "body_en"), consent.pk):
            for recording in recordings_in(product, consent.pk):
                yield Artefact("product_recording", str(recording))
            yield Artefact("product", f"{product.pk}:{consent.pk}")
        for revision in versions_of(Product, consent.pk, pictures):
            yield Artefact("product_revision", str(revision.pk))
        for profile in _profiles(consent.pk, pictures):
            for recording in recordings_in(profile, consent.pk):
                yield Artefact("product_recording", str(recording))
            yield Artefact("group_profile", f"{profile.pk}:{consent.pk}")
        for revision in versions_of(GroupProfile, consent.pk, pictures):
            yield Artefact("group_profile_revision", str(revision.pk))

    def remove(self, artefact: Artefact, withdrawal: Withdrawal) -> None:
        """Take her blocks out, delete old versions, empty a group's large picture."""
        pictures = _pictures(withdrawal.consent_id)
        if artefact.kind in VERSIONS:
            Revision.objects.filter(pk=int(artefact.reference)).delete()
            return
        if artefact.kind == "product_recording":
            for document in get_document_model().objects.filter(pk=int(artefact.reference)):
                default_storage.delete(document.file.name)
                document.delete()
            return
        pk = int(artefact.reference.partition(":")[0])
        if artefact.kind == "group_profile":
            for profile in GroupProfile.objects.filter(pk=pk):
                if strip(profile, withdrawal.consent_id, pictures):
                    profile.save_after_removal(update_fields=["cover", "body_vi", "body_en"])
            return
        with transaction.atomic():
            for product in Product.objects.filter(pk=pk):
                if strip(product, withdrawal.consent_id, pictures):
                    product.save_after_removal(update_fields=["body_vi", "body_en"])
                    ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Product), object_id=str(pk)).update(data={})

    def prove(self, artefact: Artefact) -> str:
        """Read the row again."""
        still = False
        if artefact.kind in VERSIONS:
            still = Revision.objects.filter(pk=int(artefact.reference)).exists()
        elif artefact.kind == "product_recording":
            still = get_document_model().objects.filter(pk=int(artefact.reference)).exists()
        else:
            pk, _, consent = artefact.reference.partition(":")
            if artefact.kind == "product":
                still = any(mentions(product, int(consent), ()) for product in Product.objects.filter(pk=int(pk)))
            else:
                still = any(profile.pk == int(pk) for profile in _profiles(int(consent), _pictures(int(consent))))
        if still:
            raise StillThere(kind=artefact.kind, reference=artefact.reference)
        return "no row with this number" if ":" not in artefact.reference else "read again: nothing of it rests on the consent"


register_holder(CatalogHolder(), "catalog")
