"""Bodies of the same blocks on pages, products and groups; a group's quote goes with its consent."""

from __future__ import annotations

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.models import StandardPage
from cooperatives.consent.services import finish_withdrawal, withdraw_consent
from tests.cms.conftest import make_picture, make_profile, site  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import people_picture, quote
from tests.consent.test_withdrawal import status
from tests.desk.people import text_of
from tests.factories import make_product


def test_a_long_page_has_a_table_of_contents_and_a_short_one_has_none(client, site):  # noqa: F811
    assert "Trong trang này" not in text_of(client.get(site.about.url))
    body = [("heading", title) for title in ("Giao hàng", "Đổi trả", "Hỏng vỡ", "Hỏi ai")]
    page = site.home.add_child(instance=StandardPage(title="Giao và đổi", locale=site.home.locale, body=body))
    html = client.get(page.url).content.decode()
    assert '<li><a href="#doi-tra">Đổi trả</a></li>' in html
    assert '<h2 id="doi-tra">Đổi trả</h2>' in html


def test_every_block_renders_on_a_page_a_product_and_a_group(client, site):  # noqa: F811
    facts = ("facts", [{"label": "Nặng", "value": "500 g"}])
    shared = [("heading", "Trong hộp có gì"), ("text", "<p>Ba gói trà.</p>"), quote(make_consent(), "Cứ chờ."), facts]
    body = [*shared, ("picture", {"picture": make_picture(), "caption": "Hộp quà"})]
    page = site.home.add_child(instance=StandardPage(title="Hộp", locale=site.home.locale, body=body))
    product = make_product(body_vi=shared)
    profile = make_profile(body_vi=[*shared, ("picture", make_picture())])
    for url in (page.url, product.get_absolute_url(), profile.group.get_absolute_url()):
        said = text_of(client.get(url))
        for words in ("Trong hộp có gì", "Ba gói trà.", "Cứ chờ.", "Nặng 500 g"):
            assert words in said, (url, words)
    assert "Hộp quà" in text_of(client.get(page.url))


def test_what_rests_on_a_consent_leaves_the_page_of_a_group(client, site):  # noqa: F811
    consent = make_consent()
    portrait = ("portrait", {"picture": people_picture(consent), "caption": "Chị dệt", "consent": consent})
    profile = make_profile(body_vi=[quote(consent, "Lời riêng của chị"), portrait, ("heading", "Cách làm")])
    address = profile.group.get_absolute_url()
    assert "Lời riêng của chị" in text_of(client.get(address))
    withdrawal = withdraw_consent(consent=consent, actor=None)
    assert "Lời riêng của chị" not in text_of(client.get(address))
    assert finish_withdrawal(withdrawal) is True
    profile.refresh_from_db()
    assert [block.block_type for block in profile.body_vi] == ["heading"]
    assert "Cách làm" in text_of(client.get(address))


def test_a_recording_is_served_while_its_consent_lives_on_a_page_a_product_and_a_group(client, site, clock):  # noqa: F811
    consent = make_consent(covers_voice=True, valid_until=timezone.localdate() + datetime.timedelta(days=30))

    def voice(name: str):
        recording = get_document_model().objects.create(title=name, file=ContentFile(b"ID3", name=f"{name}.mp3"))
        return recording, [("voice", {"recording": recording, "transcript": "Sợi phải ướt.", "by": "Tổ dệt", "consent": consent})]

    (one, on_page), (two, on_product), (three, on_group) = voice("a"), voice("b"), voice("c")
    page = site.home.add_child(instance=StandardPage(title="Nghe", locale=site.home.locale, body=on_page))
    product, profile = make_product(body_vi=on_product), make_profile(body_vi=on_group)
    urls = (page.url, product.get_absolute_url(), profile.group.get_absolute_url())
    assert ["Sợi phải ướt." in text_of(client.get(url)) for url in urls] == [True] * 3
    assert [status(client, recording.url) for recording in (one, two, three)] == [200] * 3
    clock.advance(days=31)
    assert [status(client, recording.url) for recording in (one, two, three)] == [404] * 3
    assert ["Sợi phải ướt." in text_of(client.get(url)) for url in urls] == [False] * 3
