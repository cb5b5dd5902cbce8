"""A consent that is taken back: hidden in the same request, then every trace removed, each with its proof; killed anywhere, it finishes."""

from __future__ import annotations

import datetime
import json
import re
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Comment, Locale, ModelLogEntry, Page
from wagtail_localize.models import String, StringSegment, Translation, TranslationSource

from catalog.models import Product, ProductPicture
from cms.models import StoryPage
from cooperatives.consent.models import Consent, GoneAddress, RemovedArtefact, Use, Withdrawal
from cooperatives.consent.services import AlreadyWithdrawn, finish_withdrawal, finish_withdrawals, remind_of_ends, withdraw_consent
from cooperatives.consent.services.journal import journal_path, read_lines
from cooperatives.consent.services.slip import issue_slip
from cooperatives.media.models import Picture, Rendition
from tests.cms.conftest import site  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import make_story, people_picture, quote
from tests.factories import make_product, make_user

WORDS = "Ngày ấy suối cạn mà chàm vẫn lên màu"


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def status(client, url: str) -> int:
    """What an address answers; a file is read to its end, which closes it."""
    response = client.get(url)
    response.getvalue()
    return response.status_code


def everything(site) -> SimpleNamespace:  # noqa: F811
    """A story, published in two languages with an alias, drafts, a comment, a portrait, a recording; a product that quotes her too."""
    consent, other = make_consent(covers_voice=True), make_consent()
    picture = people_picture(consent)
    sizes = [picture.get_rendition(f"width-{width}|format-webp") for width in (20, 40)]
    recording = get_document_model().objects.create(title="Giọng kể", file=ContentFile(b"ID3 giong", name="giong.mp3"))
    voice = ("voice", {"recording": recording, "transcript": WORDS, "by": "Tổ", "consent": consent})
    story = make_story(site, title="Suối cạn", body=[quote(consent, WORDS), voice], picture=picture)
    story.save_revision().publish()
    user = make_user(staff=True)
    Comment.objects.create(page=story, user=user, text=f"Hỏi lại: {WORDS}", contentpath="lead")
    source, _ = TranslationSource.get_or_create_from_instance(story)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    english = story.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.title = "The dry stream"
    english.save_revision().publish()
    story = StoryPage.objects.get(pk=story.pk)
    alias = story.create_alias(parent=site.home, update_slug="bi-danh")
    story.title = f"Bản nháp {WORDS}"
    story.save_revision()
    product = make_product(name="Khăn chàm", body_vi=[quote(consent, WORDS), ("heading", "Cách giặt")])
    product.save_revision().publish()
    ProductPicture.objects.create(product=product, picture=picture)
    untouched = make_story(site, other, title="Chuyện khác")
    untouched.save_revision().publish()
    return SimpleNamespace(**{name: value for name, value in locals().items() if name != "site"})


def dump() -> str:
    """Every text of the database, so that nothing is overlooked, as one string. The consent room itself keeps numbers only."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said.append(json.dumps(cursor.fetchall(), default=str, ensure_ascii=False))
    whole = "\n".join(said)
    for _ in range(3):  # streams are JSON in JSON: letters with marks are escaped again on each floor
        whole = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), whole)
    return whole


def test_all_of_it_is_hidden_at_once(client, site):  # noqa: F811
    made = everything(site)
    urls = [made.story.url, made.english.url, made.alias.url, *(size.url for size in made.sizes)]
    assert [status(client, url) for url in [*urls, made.recording.url]] == [200] * 6
    withdraw_consent(consent=made.consent, actor=made.user)
    assert [status(client, url) for url in urls] == [404] * 5
    shown = client.get(made.product.get_absolute_url()).content.decode()
    assert WORDS not in shown
    assert made.picture.file.name.rpartition("/")[2].partition(".")[0] not in shown
    assert "Suối cạn" not in client.get("/").content.decode() + client.get("/chuyen-nghe/").content.decode()
    assert client.get(made.untouched.url).status_code == 200
    assert status(client, made.recording.url) == 404


def test_then_every_trace_is_removed_and_the_receipt_says_how_it_was_checked(client, site):  # noqa: F811
    made = everything(site)
    files = [made.picture.file.name, made.recording.file.name, *(size.file.name for size in made.sizes)]
    urls = [made.story.url, made.english.url, made.alias.url]
    withdrawal = withdraw_consent(consent=made.consent, actor=made.user)
    assert finish_withdrawal(withdrawal) is True

    assert [status(client, url) for url in urls] == [410, 410, 410]
    assert not any(default_storage.exists(name) for name in files)
    whole = dump()
    for secret in (WORDS, "Suối cạn", "The dry stream", "suoi-can", made.picture.title):
        assert secret not in whole, secret
    assert Page.objects.filter(pk__in=[made.story.pk, made.english.pk, made.alias.pk]).count() == 0
    assert (Picture.objects.count(), Rendition.objects.count(), Comment.objects.count()) == (0, 0, 0)
    assert (TranslationSource.objects.count(), StringSegment.objects.count(), String.objects.count()) == (0, 0, 0)

    product = Product.objects.get(pk=made.product.pk)
    assert [block.block_type for block in product.body_vi] == ["heading"]
    assert client.get(product.get_absolute_url()).status_code == 200
    assert client.get(made.untouched.url).status_code == 200
    assert Use.objects.filter(consent=made.other).exists()

    withdrawal.refresh_from_db()
    assert withdrawal.status == "finished"
    lines = RemovedArtefact.objects.filter(withdrawal=withdrawal)
    assert set(lines.values_list("kind", flat=True)) == {
        "picture_file", "picture", "recording", "page", "page_version", "page_comment", "page_log",
        "page_translation_store", "product", "product_revision", "cache", "lists",
    }  # fmt: skip
    assert not lines.filter(proof="").exists()
    assert not lines.filter(checked_at__isnull=True).exists()


def test_a_page_of_many_loses_only_her_blocks(client, site):  # noqa: F811
    mine, hers = make_consent(), make_consent()
    about = site.about
    about.body = [quote(mine, "Lời tôi"), quote(hers, "Lời chị"), ("heading", "Ai đứng sau")]
    about.save_revision().publish()
    finish_withdrawal(withdraw_consent(consent=mine, actor=None, via="paper"))
    page = client.get("/ve-chung-toi/").content.decode()
    assert ("Lời tôi" in page, "Lời chị" in page, "Ai đứng sau" in page) == (False, True, True)
    assert "Lời tôi" not in dump()
    assert GoneAddress.objects.count() == 0


def test_a_draft_that_never_was_live_goes_too(site):  # noqa: F811
    consent = make_consent()
    draft = make_story(site, None, title="Nháp", body=[])
    draft.body = [quote(consent, WORDS)]
    draft.save_revision()
    finish_withdrawal(withdraw_consent(consent=consent, actor=None))
    assert WORDS not in dump()
    assert not StoryPage.objects.filter(pk=draft.pk).exists()


def test_taking_back_twice_is_refused_and_changes_nothing(db):
    consent = make_consent()
    withdraw_consent(consent=consent, actor=None)
    first = Consent.objects.get(pk=consent.pk).withdrawn_at
    with pytest.raises(AlreadyWithdrawn):
        withdraw_consent(consent=consent, actor=None)
    assert Consent.objects.get(pk=consent.pk).withdrawn_at == first
    assert Withdrawal.objects.count() == 1


def test_a_restored_backup_learns_of_it_again(client, site):  # noqa: F811
    made = everything(site)
    withdrawal = withdraw_consent(consent=made.consent, actor=made.user)
    # The database comes back as it was before: the consent lives, nobody knows of a withdrawal. The journal was not in the backup.
    withdrawal.delete()
    Consent.objects.filter(pk=made.consent.pk).update(withdrawn_at=None)
    assert client.get(made.story.url).status_code == 200
    with journal_path().open("a") as file:
        file.write('{"consent": 1, "per')  # a line that a crash cut off
    call_command("replay_withdrawals")
    assert client.get(made.story.url).status_code == 410
    assert WORDS not in dump()
    again = Withdrawal.objects.get()
    assert (again.via, again.status) == ("replay", "finished")
    call_command("replay_withdrawals")
    assert Withdrawal.objects.count() == 1
    assert len(list(read_lines())) == 2


def test_the_job_goes_on_with_what_was_left(site, monkeypatch):  # noqa: F811
    made = everything(site)
    withdraw_consent(consent=made.consent, actor=made.user)
    assert finish_withdrawals() == 1
    assert finish_withdrawals() == 0
    assert WORDS not in dump()


def test_she_takes_it_back_herself_from_her_slip(client, site):  # noqa: F811
    made = everything(site)
    old = issue_slip(consent=made.consent, actor=made.user)
    secret = issue_slip(consent=made.consent, actor=made.user)
    assert client.get(f"/dong-y/{old}/").status_code == 404
    page = client.get(f"/dong-y/{secret}/")
    assert (page.status_code, page["Cache-Control"], page["X-Robots-Tag"]) == (200, "no-store", "noindex, nofollow")
    assert "lời kể, khuôn mặt, giọng nói" in page.content.decode()
    assert made.consent.person.code not in page.content.decode()
    response = client.post(f"/dong-y/{secret}/", follow=True)
    assert "Chị đã rút lại" in response.content.decode()
    assert client.get(made.story.url).status_code == 404
    assert client.post(f"/dong-y/{secret}/").status_code == 302
    assert Withdrawal.objects.get().via == "paper"
    assert client.get("/dong-y/khong-co/").status_code == 404


def test_staff_take_it_back_and_see_the_receipt(client, site):  # noqa: F811
    made = everything(site)
    made.user.is_superuser = True
    made.user.save()
    client.force_login(made.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("desk:consent", args=[made.consent.pk])).content.decode()
    assert "Suối cạn" in page
    assert "Rút lại, gỡ hết" in page
    response = client.post(reverse("desk:consent_withdraw", args=[made.consent.pk]), follow=True)
    assert "đã gỡ và đã kiểm" in response.content.decode()
    assert "the storage has no file of this name" in response.content.decode()
    assert made.consent.person.code in client.get(reverse("desk:withdrawals")).content.decode()


def test_only_whoever_may_takes_it_back(client, db):
    consent = make_consent()
    client.force_login(make_user(staff=True), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("consent_withdraw", "consent_slip", "consent_evidence"):
        assert client.post(reverse(f"desk:{name}", args=[consent.pk])).status_code == 404
    assert Consent.objects.filter(withdrawn_at__isnull=True, secret_hash="").count() == 1
    assert Withdrawal.objects.count() == 0


def test_the_paper_is_opened_with_a_reason_that_is_kept(client, db):
    consent = make_consent()
    consent.evidence.save("giay.jpg", ContentFile(b"giay that"))
    user = make_user(staff=True)
    user.is_superuser = True
    user.save()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("desk:consent_evidence", args=[consent.pk])
    assert client.post(url, {"reason": "xem"}).status_code == 302
    assert not ModelLogEntry.objects.filter(action="consent.evidence_opened").exists()
    response = client.post(url, {"reason": "Đoàn kiểm tra hỏi ngày ký"})
    assert response.getvalue() == b"giay that"
    assert ModelLogEntry.objects.get(action="consent.evidence_opened").data["reason"] == "Đoàn kiểm tra hỏi ngày ký"


def test_staff_are_reminded_at_sixty_thirty_and_seven_days_once_each(db, clock, mailoutbox):
    clock.set("2026-11-01 08:00")
    user = make_user(staff=True)
    user.is_superuser = True
    user.save()
    consent = make_consent(valid_until=datetime.date(2026, 12, 31), recorded_by=user)
    sent = []
    for day in range(1, 62):
        clock.set(f"{datetime.date(2026, 11, 1) + datetime.timedelta(days=day - 1)} 08:00")
        if remind_of_ends():
            sent.append((consent.valid_until - timezone.localdate()).days)
        assert remind_of_ends() == 0
    assert sent == [60, 30, 7]
    assert len(mailoutbox) == 3
    assert consent.person.code in mailoutbox[0].body


def test_every_room_says_what_it_holds():
    from django.apps import apps

    from cooperatives.consent.holders import COVERED, HOLDERS, NOBODY

    ours = {
        config.label
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in {"storefront", "search", "cms", "catalog", "cooperatives"}
    }
    wagtails = {config.label for config in apps.get_app_configs() if config.name.startswith("wagtail") and list(config.get_models())}
    with_models = {label for label in ours if list(apps.get_app_config(label).get_models())} | wagtails
    assert with_models - COVERED - set(NOBODY) == set()
    kinds = [kind for holder in HOLDERS for kind in holder.kinds]
    assert len(kinds) == len(set(kinds))
