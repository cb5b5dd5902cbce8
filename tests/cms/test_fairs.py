"""Fairs: booths by row and province, three states, a file for the calendar, pictures of what took place."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from cms.blocks import BoothBlock
from cms.models import FairPage
from tests.cms.conftest import make_picture, make_profile, site  # noqa: F401
from tests.consent.people import make_consent
from tests.consent.test_gate import people_picture
from tests.desk.people import text_of
from tests.factories import make_group

DAY = datetime.timedelta(days=1)
MORNING = datetime.datetime(2026, 3, 2, 1, 30, tzinfo=datetime.UTC)


def booth(number: str, shows: str, group=None, name: str = "", place: str = "") -> dict[str, object]:
    return {"number": number, "group": group, "name": name, "place": place, "shows": shows}


def make_fair(site, starts_on: datetime.date, booths, **fields) -> FairPage:  # noqa: F811
    row = ("row", {"title": "Dãy rừng", "anchor": "rung", "booths": booths})
    item = ("item", {"starts_at": MORNING, "title": "Mở chợ, gói bánh", "where": "Gian 01"})
    texts = {"title": "Hội rừng", "slug": "hoi-rung", "kick": "Phiên", "place": "Pleiku, Gia Lai"}
    days = {"starts_on": starts_on, "ends_on": starts_on + DAY}
    fair = FairPage(locale=site.home.locale, rows=[row], programme=[item], **texts, **days, **fields)
    site.fairs.add_child(instance=fair)
    fair.save_revision().publish()
    return fair


@pytest.fixture
def fair(site, clock):  # noqa: F811
    honey = make_profile(group=make_group("Tổ mật ong", province="52")).group
    hidden = make_profile(group=make_group("Tổ kín tiếng", place_shown="hidden")).group
    booths = [
        booth("01", "Mật rừng", honey),
        booth("02", "Sâm dây", name="Nhóm phụ nữ Kon Tum", place="Kon Tum"),
        booth("03", "Túi vải", hidden, place="Gia Lai"),
    ]
    return make_fair(site, clock.now.date(), booths)


def test_every_booth_says_where_from_and_leads_to_the_goods(client, fair):
    page = client.get(fair.url)
    said = text_of(page)
    group = fair.rows[0].value["booths"][0]["group"]
    assert f'href="{group.get_absolute_url()}#hang"' in page.content.decode()
    assert "Gia Lai · Mật rừng" in said
    assert "Nhóm phụ nữ Kon Tum Kon Tum · Sâm dây" in said
    assert "Cả chợ có 3 gian." in said


def test_a_group_that_hides_its_place_shows_none_even_where_staff_wrote_one(client, fair):
    said = text_of(client.get(fair.url))
    assert "Tổ kín tiếng Túi vải" in said


def test_booths_of_one_province(client, fair):
    said = text_of(client.get(fair.url, {"tinh": "kon-tum"}))
    assert ("1 gian từ Kon Tum." in said, "Sâm dây" in said, "Mật rừng" in said) == (True, True, False)
    assert "Cả chợ có 3 gian." in text_of(client.get(fair.url, {"tinh": "khong-co"}))


def test_before_during_and_after_in_words(client, fair, clock):
    seen = []
    for days in (-3, 3, 3):
        clock.advance(days=days)
        said = text_of(client.get(fair.url))
        seen.append(next(words for words in ("Mở chợ ", "Chợ đang họp.", "Chợ đã tan.") if words in said))
        assert ("Thêm vào lịch của tôi" in said) == (seen[-1] != "Chợ đã tan.")
    assert seen == ["Mở chợ ", "Chợ đang họp.", "Chợ đã tan."]


def test_the_calendar_file_is_read_by_another_parser(client, fair):
    response = client.get(fair.calendar_url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    whole, item = Calendar.from_ical(response.content).walk("VEVENT")
    assert (whole["summary"], whole["dtstart"].dt, whole["dtend"].dt) == (
        "Hội rừng",
        fair.starts_on,
        fair.ends_on + DAY,
    )
    assert (item["summary"], item["dtstart"].dt.isoformat()) == ("Mở chợ, gói bánh", "2026-03-02T01:30:00+00:00")
    assert item["location"] == "Gian 01, Pleiku, Gia Lai"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_the_calendar_of_a_fair_that_is_not_public_is_not_there(client, fair):
    fair.unpublish()
    assert client.get(fair.calendar_url).status_code == 404


def test_the_gallery_shows_only_pictures_that_may_be_shown(client, site, clock):  # noqa: F811
    consent = make_consent()
    people, cloth = people_picture(consent), make_picture("Cờ dây")
    shots = [("picture", {"picture": people, "caption": "Hai chị dệt"}), ("picture", {"picture": cloth, "caption": "Sân chợ"})]
    fair = make_fair(site, clock.now.date() - datetime.timedelta(days=9), [], gallery=shots, afterwards="Gian nào cũng hết hàng.")
    said = text_of(client.get(fair.url))
    assert ("Hai chị dệt" in said, "Sân chợ" in said, "Gian nào cũng hết hàng." in said) == (True, True, True)
    type(consent).objects.filter(pk=consent.pk).update(withdrawn_at=clock.now, changed_at=clock.now)
    assert client.get(fair.url).status_code == 404  # until the withdrawal has taken the picture out


def test_a_booth_of_nobody_is_refused(db):
    with pytest.raises(ValidationError) as refused:
        BoothBlock().clean(BoothBlock().to_python(booth("01", "Mật")))
    assert "Chọn một nhóm" in str(refused.value.block_errors["name"])
