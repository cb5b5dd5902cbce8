"""The pages of the listing as a shopper meets them, with JavaScript and without."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engine
from search.indexing import index_products
from tests.factories import make_group, make_product


def page_of(client, address: str, **headers) -> BeautifulSoup:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup, part: str = "#results > ul") -> list[str]:
    return [link.text for link in page.select(f"{part} .pc h3 a")]


def options(page, name):
    """Value -> count of one filter."""
    found = {}
    for box in page.select(f"#filters input[name={name}]"):
        number = box.parent.find("small")
        found[box["value"]] = number.text if number else ""
    return found


def test_lists_everything_with_counts(goods, client):
    page = page_of(client, "/hang/")

    assert page.h1.text == "Tất cả hàng"
    assert page.select_one(".listing-bar p").text == "12 món từ 6 nhóm"
    assert len(titles(page)) == 12
    assert options(page, "loai") == {"thuc-pham": "10", "thu-cong-my-nghe": "2"}
    assert options(page, "tinh") == {"08": "3", "66": "3", "15": "3", "14": "1", "51": "1"}
    assert options(page, "nhan") == {"ocop5": "1", "ocop4": "2", "ocop3": "1", "organic_vn": "1", "gi": "1"}
    assert options(page, "gia")["100000-200000"] == "4"
    assert (options(page, "mua"), options(page, "con")) == ({"1": "2"}, {"1": "11"})
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/hang/"


def test_filters_combine_and_each_can_be_taken_off(goods, client):
    page = page_of(client, "/hang/?con=1&tinh=08&tinh=66&nhan=ocop4&nhan=ocop5")

    assert {title.split(",")[0] for title in titles(page)} == {"Chè Shan tuyết cổ thụ", "Mật ong hoa rừng"}
    chips = {chip.get_text(" ", strip=True).split(" bỏ")[0]: chip["href"] for chip in page.select(".listing-applied .chip")}
    assert chips == {
        "OCOP 4 sao": "/hang/?tinh=08&tinh=66&nhan=ocop5&con=1",
        "OCOP 5 sao (cấp quốc gia)": "/hang/?tinh=08&tinh=66&nhan=ocop4&con=1",
        "Tuyên Quang": "/hang/?tinh=66&nhan=ocop4&nhan=ocop5&con=1",
        "Đắk Lắk": "/hang/?tinh=08&nhan=ocop4&nhan=ocop5&con=1",
        "Còn hàng": "/hang/?tinh=08&tinh=66&nhan=ocop4&nhan=ocop5",
        "Bỏ hết": "/hang/",
    }
    checked = {(box["name"], box["value"]) for box in page.select("#filters input[checked]")}
    assert checked == {("tinh", "08"), ("tinh", "66"), ("nhan", "ocop4"), ("nhan", "ocop5"), ("con", "1"), ("gia", "")}


def test_the_form_works_without_javascript(goods, client):
    form = page_of(client, "/loai/thuc-pham/").select_one("#filters")

    assert (form.get("method", "get"), form["action"]) == ("get", "/hang/")
    assert form.select_one("button")["class"] == ["btn", "btn-w"]
    # What a browser would send: the page's own filter is a ticked box of the form.
    sent = [(box["name"], box["value"]) for box in form.select("input") if box["type"] == "hidden" or box.has_attr("checked")]
    assert ("loai", "thuc-pham") in sent
    page = page_of(client, "/hang/?loai=thuc-pham&gia=&tinh=15")
    assert len(titles(page)) == 3


@pytest.mark.parametrize(
    ("address", "heading", "count"),
    [
        ("/loai/thuc-pham/", "Thực phẩm", 10),
        ("/loai/mat-ong-nong-san-khac/", "Mật ong", 2),
        ("/tinh/dak-lak/", "Hàng từ Đắk Lắk", 3),
        ("/nhan/ocop4/", "OCOP 4 sao", 2),
        ("/tim/?q=mat+ong", "Kết quả cho “mat ong”", 2),
        ("/en/loai/thuc-pham/", "Food", 10),
    ],
)
def test_pages_of_their_own(goods, client, address, heading, count):
    page = page_of(client, address)

    assert page.h1.text.startswith(heading)
    assert len(titles(page)) == count
    assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"
    assert heading in page.title.text
    assert not page.select(".listing-applied")


def test_the_province_page_says_what_it_was_called(goods, client):
    assert page_of(client, "/tinh/dak-lak/").select_one(".lead").text == "Đắk Lắk ngày nay gồm cả Phú Yên trước đây."


@pytest.mark.parametrize("address", ["/tinh/phu-yen/", "/tinh/66/", "/tinh/Dak-Lak/"])
def test_other_names_of_a_province_lead_to_its_page(goods, client, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/tinh/dak-lak/")


@pytest.mark.parametrize("address", ["/loai/khong-co/", "/tinh/khong-co/", "/tinh/99/", "/nhan/khong-co/"])
def test_what_does_not_exist_is_not_found(goods, client, address):
    assert client.get(address).status_code == 404


def test_pages_keep_the_filters_and_end_at_the_last(goods, client):
    group = make_group(province="01")
    index_products(make_product(group, f"Bánh số {number}").pk for number in range(50))

    page = page_of(client, "/tinh/ha-noi/?page=2&xep=moi")
    assert len(titles(page)) == 24
    links = {link.text: link["href"] for link in page.select(".pages a")}
    assert links == {
        "←": "?xep=moi&page=1",
        "1": "?xep=moi&page=1",
        "2": "?xep=moi&page=2",
        "3": "?xep=moi&page=3",
        "→": "?xep=moi&page=3",
    }
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/tinh/ha-noi/?page=2"
    response = client.get("/tinh/ha-noi/?page=9&xep=moi")
    assert (response.status_code, response["Location"]) == (302, "/tinh/ha-noi/?xep=moi&page=3")


def test_an_empty_question_is_the_listing(goods, client):
    response = client.get("/tim/?q=+&tinh=66")
    assert (response.status_code, response["Location"]) == (302, "/tinh/dak-lak/")


def test_nothing_found_offers_ways_on(goods, client):
    page = page_of(client, "/tim/?q=mật+dừa+nước")

    assert page.h1.text == "Chưa nhóm nào bán “mật dừa nước”"
    assert page.select_one("#nearby").text == "Gần giống"
    assert len(page.select(".nearby .pc")) == 3
    assert "/hang/?mua=1" in [chip["href"] for chip in page.select(".chips .chip")]
    assert page.select_one("meta[name=robots]")["content"] == "noindex, follow"


def test_nothing_near_shows_what_is_in_season(goods, client):
    page = page_of(client, "/tim/?q=zzzz")
    assert page.select_one("#nearby").text == "Đang mùa"
    assert len(page.select(".nearby .pc")) == 2


def test_filters_that_leave_nothing_say_so_and_can_be_dropped(goods, client):
    page = page_of(client, "/tim/?q=mật+ong&tinh=66&gia=500000-")
    assert page.select_one("#results .empty h2").text == "Không có món nào vừa với các lọc này"
    assert page.select_one("#results .empty .btn")["href"] == "/tim/?q=m%E1%BA%ADt+ong"
    assert page.select("#filters")


def test_a_corrected_question_is_told(goods, client):
    note = page_of(client, "/tim/?q=mạt+ong").select_one(".listing-note")
    assert " ".join(note.get_text(" ", strip=True).split()) == "Chưa có món nào khớp “mạt ong”. Đang tìm: mật ong . Tìm đúng chữ đã gõ"
    assert note.a["href"] == "/tim/?q=m%E1%BA%A1t+ong&dung=1"


def test_the_words_as_typed_can_be_insisted_on(goods, client):
    page = page_of(client, "/tim/?q=mạt+ong&dung=1")
    assert page.h1.get_text(strip=True) == "Chưa nhóm nào bán “mạt ong”"
    assert page.select_one(".listing-note") is None

    found = page_of(client, "/tim/?q=heo&dung=1")  # lợn is not heo
    assert titles(found) == []
    kept = page_of(client, "/tim/?q=mật+ong&dung=1")
    assert len(titles(kept)) == 2
    assert kept.select_one('#filters input[name="dung"]')["value"] == "1"


def test_a_price_in_words_is_a_price_and_is_told(goods, client):
    page = page_of(client, "/tim/?q=mật+ong+dưới+900k+còn+hàng")
    note = " ".join(page.select_one(".listing-note").get_text(" ", strip=True).split())
    assert note.startswith("Hiểu là: Đến 900.000 ₫ · Còn hàng")
    assert page.select_one(".listing-note a")["href"].endswith("&dung=1")

    nothing = page_of(client, "/tim/?q=mật+ong+dưới+9k")
    assert nothing.select_one(".listing-note").get_text(" ", strip=True).startswith("Hiểu là: Đến 9.000\xa0₫")

    by_hand = page_of(client, "/tim/?q=mật+ong+dưới+100k&gia=100000-900000")
    assert by_hand.select_one(".listing-note") is None


def test_few_answers_are_followed_by_what_is_near(goods, client):
    page = page_of(client, "/tim/?q=mật+ong+hoa+rừng")
    assert [title.partition(",")[0] for title in titles(page)] == ["Mật ong hoa rừng"]
    near = [title.partition(",")[0] for title in titles(page, "#results .nearby")]
    assert page.select_one("#results .nearby h2").text == "Gần giống"
    assert near[0] == "Mật ong bạc hà"
    assert "Mật ong hoa rừng" not in near


@given(
    text=st.one_of(st.text(max_size=60), st.text(alphabet="mậtongcàphê0123456789 .,-–kđtr\"'*():^&|!<>\\%_\x00", max_size=60)),
    price=st.text(alphabet="0123456789-٣", max_size=14),
    page=st.text(alphabet="0123456789-", max_size=9),
    literal=st.sampled_from(["", "1"]),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_typed_is_answered(goods, client, text, price, page, literal):
    for path in ("/tim/", "/tim/goi-y/"):
        response = client.get(path, {"q": text, "gia": price, "page": page, "dung": literal}, follow=True)
        assert response.status_code == 200


def test_a_question_without_marks_is_not_corrected(goods, client):
    assert page_of(client, "/tim/?q=mat+ong").select_one(".listing-note") is None


ATTACK = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"


@pytest.mark.parametrize("path", ["/tim/", "/hang/", "/tim/goi-y/"])
@pytest.mark.parametrize("name", ["q", "loai", "tinh", "nhan", "nhom", "gia", "xep", "page"])
def test_what_is_typed_is_never_markup(goods, client, path, name):
    response = client.get(path, {"q": ATTACK, name: ATTACK}, follow=True)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_words_between_the_note_and_the_attack_are_escaped_too(goods, client):
    page = client.get("/tim/", {"q": "mạt ong <b>x</b>"}).content.decode()
    assert "<b>x</b>" not in page


def test_a_changed_filter_fetches_only_what_changes(goods, client):
    response = client.get("/hang/?con=1&gia=&xep=dang-mua&tinh=66", headers={"HX-Request": "true"})
    page = BeautifulSoup(response.content, "html.parser")

    assert response["HX-Push-Url"] == "/hang/?tinh=66&con=1"
    assert page.h1.text == "Tất cả hàng"
    assert "HX-Request" in response["Vary"]
    assert page.header is None
    assert page.title.text == "Tất cả hàng · Sinh Kế"
    assert len(titles(page)) == 3
    assert page.select_one("#filter-fields")
    assert page.select_one("#filter-count").text == "(2)"


def test_a_long_list_of_places_folds(goods, client):
    codes = ["01", "04", "11", "12", "19", "20", "22", "24"]
    index_products(make_product(make_group(province=code), f"Bánh {code}").pk for code in codes)
    facet = page_of(client, "/hang/").select_one("#filters fieldset:has(input[name=tinh])")
    assert len(facet.select("input")) == 13
    assert len(facet.select(".fac-more input")) == 5
    assert facet.summary.text == "Thêm 5"


@pytest.mark.parametrize(
    ("address", "most"),
    [("/hang/", 10), ("/loai/thuc-pham/", 10), ("/hang/?tinh=66&nhan=ocop4", 10), ("/tim/?q=ca+phe", 10), ("/hang/?page=2", 10)],
)
def test_queries_do_not_grow_with_the_catalogue(goods, client, django_assert_max_num_queries, address, most):
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
    index_products(make_product(goods["Bơ sáp"].group, f"Cà phê {number}", category=goods["Bơ sáp"].category).pk for number in range(60))
    client.get("/hang/")
    with django_assert_max_num_queries(most):
        client.get(address)


def test_suggests_while_she_types(goods, client):
    response = client.get(reverse("search:suggest"), {"q": "mat"})
    page = BeautifulSoup(response.content, "html.parser")

    lines = [(line.find(string=True), line["href"]) for line in page.select("[role=option]")]
    assert lines[0] == ("Mật ong, mật khác và nông sản thực phẩm khác", "/loai/mat-ong-nong-san-khac/")
    assert [name for name, _ in lines[1:]] == ["Mật ong bạc hà", "Mật ong hoa rừng"]
    assert response["Cache-Control"] == "private, max-age=60"


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("dak", {("province", "Đắk Lắk")}),
        ("phu y", {("province", "Đắk Lắk")}),
        ("ban ch", {("group", "HTX Bản Chiềng")}),
        ("thuc ph", {("category", "Thực phẩm")}),
        ("arab", {("product", "Cà phê Arabica")}),
        ("bò", {("product", "Bò khô xé sợi")}),
        ("can th", set()),
        ("m", set()),
        ("", set()),
        ('"', set()),
        ("zzz", set()),
    ],
)
def test_suggests_goods_groups_kinds_and_places(goods, client, typed, kinds):
    response = client.get(reverse("search:suggest"), {"q": typed}, headers={"Accept": "application/json"})
    found = {(line["kind"], line["label"]) for line in json.loads(response.content)["suggestions"]}
    assert kinds <= found if kinds else not found


def test_marks_that_were_typed_come_first_in_suggestions(goods):
    assert [one.name for one in engine().suggest("bơ")][0] == "Bơ sáp"
    assert [one.name for one in engine().suggest("bò")][0] == "Bò khô xé sợi"


def test_at_most_eight_lines(goods, client):
    index_products(make_product(goods["Bơ sáp"].group, f"Mật ong số {number}").pk for number in range(20))
    assert len(engine().suggest("mat")) == 8
