"""Coming in on a phone, and choosing a group."""

from __future__ import annotations

from tests.factories import PASSWORD, make_group, make_member, make_user
from tests.portal.pages import links, words


def test_she_signs_in_and_lands_where_she_wanted(client, house):
    user = house.person("lead")
    page = client.get("/nhom/tien/", follow=True)
    assert "Vào sổ của nhóm" in words(page)
    assert "/nhom/vao/email/?next=%2Fnhom%2Ftien%2F" in links(page)
    assert 'name="next" value="/nhom/tien/"' in client.get("/nhom/vao/email/?next=/nhom/tien/").content.decode()
    response = client.post("/nhom/vao/email/", {"login": user.email, "password": PASSWORD, "next": "/nhom/tien/"})
    assert (response.status_code, response["Location"]) == (302, "/nhom/tien/")


def test_without_next_she_lands_on_today(client, house):
    user = house.person("lead")
    assert client.post("/nhom/vao/email/", {"login": user.email, "password": PASSWORD})["Location"] == "/nhom/"


def test_a_wrong_password_stays_at_the_door(client, house):
    user = house.person("lead")
    response = client.post("/nhom/vao/email/", {"login": user.email, "password": "sai-mat-khau"})
    assert response.status_code == 200
    assert "Bạn xem lại giúp mấy chỗ này" in words(response)
    assert client.get("/nhom/").status_code == 302


def test_the_way_out_is_on_every_page(client, lead, house):
    for path in ("/nhom/", "/nhom/goi/", "/nhom/tien/", "/nhom/hang/", "/nhom/nghi/"):
        assert "data-quick-exit" in lead.get(path).content.decode()
    lead.logout()
    assert "data-quick-exit" in lead.get("/nhom/vao/").content.decode()


def test_one_group_is_not_asked_for(lead, house):
    page = lead.get("/nhom/").content.decode()
    assert '<p class="p-who">Tổ gạo nếp Tú Lệ</p>' in page
    assert "Đổi nhóm" not in page


def test_of_two_groups_the_chosen_one_is_remembered(client, house, other):
    user = house.person("lead")
    make_member(other.group, user, role="member")
    client.force_login(user)
    assert client.get("/nhom/")["Location"] == "/nhom/chon-nhom/"
    assert words(client.get("/nhom/chon-nhom/")).startswith("Bạn làm cho nhóm nào?")
    assert client.post("/nhom/chon-nhom/", {"group": other.group.pk})["Location"] == "/nhom/"
    page = client.get("/nhom/")
    assert '<p class="p-who">Nhóm khác</p>' in page.content.decode()
    assert "Đổi nhóm" in words(page)
    assert client.get("/nhom/tien/").status_code == 403  # there she is a member, not the lead
    mine, theirs = house.order(), other.order()
    assert [client.get(f"/nhom/goi/{parcel.pk}/").status_code for parcel in (mine, theirs)] == [404, 200]


def test_a_group_that_is_not_hers_cannot_be_chosen(client, house, other):
    user = house.person("lead")
    make_member(make_group(), user)
    client.force_login(user)
    assert client.post("/nhom/chon-nhom/", {"group": other.group.pk}).status_code == 404
    assert client.get("/nhom/")["Location"] == "/nhom/chon-nhom/"


def test_leaving_a_group_closes_its_door(client, house):
    user = house.person("lead")
    client.force_login(user)
    assert client.get("/nhom/").status_code == 200
    user.memberships.all().delete()
    assert client.get("/nhom/").status_code == 403
    assert make_user().pk != user.pk
