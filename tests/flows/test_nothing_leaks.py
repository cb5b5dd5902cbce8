"""A crawler with a list of secrets: it reads everything that the shop shows to strangers, and none of them may stand anywhere in it.

Members and their papers, bank accounts, the commune of a group that is shown by its province only, the province of a group whose place
is hidden, what a camera wrote into a photo, names of files, codes of people: planted here, looked for in pages, headers, pictures, mails.
"""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, Page

from catalog.models import ProductPicture
from cms.models import HomePage, StandardPage, StoryIndexPage
from cooperatives.consent.models import Consent, Person
from cooperatives.groups.models import LegalIdentity
from cooperatives.media.models import Picture
from cooperatives.vietnam.places import commune, communes, province, provinces
from search import engine
from search.query import SearchQuery
from search.rebuilding import rebuild
from storefront.orders.models import Order
from storefront.orders.services import deliver_parcel
from tests.browser.shop import PASSWORD, open_shop
from tests.factories import make_certificate, make_group, make_member, make_order, make_product, make_sent_parcel, make_user
from tests.flows.crawler import MACHINES, carried_by, crawl, found, read
from tests.media.test_pictures import photo
from tests.payouts.conftest import make_account

pytestmark = pytest.mark.django_db
HIDDEN_PROVINCE, OPEN_PROVINCE = "22", "08"
"""Quảng Ninh: nothing else in this shop is there, so its name may stand in lists of all provinces only. Tuyên Quang may be shown."""
LEGAL_NAME, REGISTRATION, ADDRESS = "Lục Thị Bí Mật", "MST8877665544", "Bản Kín Đáo số 9"
VAULT_PHONE, MEMBER_MAIL, MEMBER_NAME = "0977111222", "chi.kin@rieng.example", "Tẩn Thị Riêng"
ACCOUNT, HOLDER = "8800112233445566", "LUC THI BI MAT"
PHOTO_NAME, PHOTO_TITLE, ARTIST = "nha-chi-kin-ban-xa.jpg", "IMG_0707 nhà chị Kín", "NGUOI CHUP BI MAT"
RECIPIENT, STREET = "Hoàng Người Mua", "88 ngõ Kín Đáo"


@pytest.fixture
def shop(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shop = open_shop()
    shop.village = next(one for one in communes(OPEN_PROVINCE) if " " in one.name)
    shop.far = next(one for one in communes(HIDDEN_PROVINCE) if " " in one.name)
    shop.shown = make_group("Tổ thêu Mây Trắng", slug="to-theu-may-trang", commune_code=shop.village.code, place_shown="province")
    shop.hidden = make_group(
        "Nhóm gốm Đất Lành", slug="nhom-gom", province=HIDDEN_PROVINCE, commune_code=shop.far.code, place_shown="hidden"
    )
    shop.hidden.seller_of_record = shop.weavers
    shop.hidden.save()
    members = []
    for number, group in enumerate((shop.shown, shop.hidden)):
        LegalIdentity.objects.create(
            group=group, legal_name=LEGAL_NAME, registration_number=REGISTRATION, address=ADDRESS, phone=VAULT_PHONE
        )
        members.append(make_member(group, make_user(f"{number}{MEMBER_MAIL}", first_name=MEMBER_NAME)))
        make_account(group, make_user(), make_user(), ACCOUNT[:-1] + str(number))
        product = make_product(group, f"Món kín {number}", slug=f"mon-kin-{number}", season_from=1, season_to=12, stock=50)
        picture = Picture.objects.create(
            title=PHOTO_TITLE,
            alt_vi="Một món hàng",
            file=ContentFile(photo(size=(800, 600)), name=PHOTO_NAME),
            uploaded_by_user=members[-1],
        )
        ProductPicture.objects.create(product=product, picture=picture)
        make_certificate(product)
    shop.goods = [group.products.get() for group in (shop.shown, shop.hidden)]
    person = Person.objects.create()
    Consent.objects.create(
        person=person,
        valid_from=timezone.localdate(),
        valid_until=timezone.localdate() + datetime.timedelta(days=90),
        recorded_by=make_user(),
    )
    shop.person = person
    _write_pages(shop)
    rebuild()
    return shop


def _write_pages(shop) -> None:
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="vi"))
    stories = home.add_child(instance=StoryIndexPage(title="Chuyện nghề", slug="chuyen-nghe", locale=home.locale))
    home.add_child(instance=StandardPage(title="Về chúng tôi", slug="ve-chung-toi", locale=home.locale, body=[("heading", "Ai đứng sau")]))
    assert Page.objects.child_of(home).live().count() == 2 and stories.live


def _secrets(shop) -> list[str]:
    return [
        LEGAL_NAME,
        REGISTRATION,
        ADDRESS,
        VAULT_PHONE,
        VAULT_PHONE[1:],
        MEMBER_MAIL,
        MEMBER_NAME,
        ACCOUNT[:-1],
        HOLDER,
        PHOTO_NAME.removesuffix(".jpg"),
        PHOTO_TITLE,
        ARTIST,
        shop.person.code,
        commune(shop.village.code).full_name("vi"),
        commune(shop.far.code).full_name("vi"),
    ]


STARTS = ["/", "/en/", "/hang/", "/en/hang/", "/nhom-lam-ra/", "/tim/?q=kin", "/suc-khoe/", "/don/", "/gio-hang/", "/khong-co-trang-nay/"]
STARTS += [
    *MACHINES,
    "/tim/goi-y/?q=mon",
    "/hang/mon-kin-0/",
    "/hang/mon-kin-1/",
    "/en/hang/mon-kin-1/",
    "/nhom-lam-ra/nhom-gom/",
    "/nhom/vao/",
]


def test_a_stranger_reads_everything_and_finds_nothing(client, shop):
    seen = crawl(client, STARTS)
    assert sum(url.startswith("/media/images/") for url in seen) > 4
    assert {"/chuyen-nghe/", "/ve-chung-toi/", "/hang/mon-kin-0/", "/nhom-lam-ra/to-theu-may-trang/"} <= set(seen)
    assert {"/sitemap-nhom.xml", "/google-vi.xml"} <= set(seen) and sum(url.startswith("/the/") for url in seen) > 4
    assert [leak for url, body in seen.items() for leak in found(_secrets(shop), url, body)] == []
    assert {url: carried for url, body in seen.items() if (carried := carried_by(body))} == {}


def test_answers_for_machines_hold_nothing_either(client, shop):
    for path in ("/tim/goi-y/?q=kin", "/tim/goi-y/?q=mon", "/suc-khoe/", "/hang/", "/hang/mon-kin-1/"):
        for headers in ({"HTTP_ACCEPT": "application/json"}, {"HTTP_HX_REQUEST": "true"}):
            assert found(_secrets(shop), path, read(client.get(path, **headers))) == []


@pytest.mark.parametrize("which", ["shown", "hidden"])
def test_no_search_finds_a_group_by_a_place_that_it_does_not_show(client, shop, which):
    place = shop.village if which == "shown" else shop.far
    wanted = [place.name, place.full_name("vi"), *([province(HIDDEN_PROVINCE).name_vi] if which == "hidden" else [])]
    for words in wanted:
        for path in ("/tim/", "/tim/goi-y/"):
            body = client.get(path, {"q": words}).content.decode()
            soup = BeautifulSoup(body, "html.parser")
            for part in soup.select("section[aria-labelledby], .nearby"):
                if part.find(string=lambda text: text and text.strip() in ("Gần giống", "Đang mùa", "Mới về")):
                    part.decompose()
            assert "mon-kin" not in str(soup) or "Không tìm thấy" in body, (path, words)


def test_a_hidden_place_is_named_nowhere(client, shop):
    """Its province stands in lists of all provinces, and nowhere else: not on her pages, not as a filter, not on the card."""
    name = province(HIDDEN_PROVINCE).name_vi
    for path in ("/hang/mon-kin-1/", "/nhom-lam-ra/nhom-gom/", "/nhom-lam-ra/", "/hang/", "/", "/en/hang/mon-kin-1/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        for lists_all in soup.select("select"):
            lists_all.decompose()
        assert name not in soup.get_text(" "), path
        assert f"tinh={HIDDEN_PROVINCE}" not in str(soup) and "/tinh/quang-ninh/" not in str(soup), path
    assert engine().search(SearchQuery(provinces=(HIDDEN_PROVINCE,))).total == 0
    assert "nhom-gom" not in client.get("/nhom-lam-ra/", {"tinh": HIDDEN_PROVINCE}).content.decode()


def test_a_place_that_is_hidden_later_is_gone_at_once(client, shop, django_capture_on_commit_callbacks):
    assert "/hang/mon-kin-0/" in client.get("/hang/", {"tinh": OPEN_PROVINCE}).content.decode()
    shop.shown.place_shown = "hidden"
    with django_capture_on_commit_callbacks(execute=True):
        shop.shown.save()
    body = client.get("/hang/", {"tinh": OPEN_PROVINCE}).content.decode()
    assert "/hang/mon-kin-0/" not in body


def test_the_fee_of_delivery_does_not_tell_where_a_hidden_group_is(client, shop):
    """Whoever asks for every province must not see one that is cheaper or nearer than its neighbours."""
    told = {}
    for one in [one for one in provinces() if one.region == province(HIDDEN_PROVINCE).region]:
        soup = BeautifulSoup(client.get("/hang/mon-kin-1/", {"tinh": one.code}).content, "html.parser")
        for lists_all in soup.select("select"):
            lists_all.decompose()
        told[one.code] = [line.replace(one.name_vi, "X") for line in soup.get_text("\n").splitlines() if "₫" in line or "ngày" in line]
    assert len(told) > 2 and len({tuple(lines) for lines in told.values()}) == 1


def test_mails_slips_and_the_page_of_an_order_name_the_seller_and_no_place(client, shop, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        order = make_order({product.variants.get(): 1 for product in shop.goods})
        deliver_parcel(parcel_id=make_sent_parcel(order).pk, actor=None)
    texts = [str(message.message()) + message.body + str(message.alternatives) for message in mail.outbox]
    assert len(texts) >= 3
    page = client.get(f"/don/{order.number}/{order.secret}/").content.decode()
    hidden = [province(HIDDEN_PROVINCE).name_vi]
    for told in [*texts, page]:
        assert found([*_secrets(shop), *hidden], "mail", told.encode()) == []
    assert shop.weavers.name_vi in page


def test_of_anothers_order_nobody_learns_anything(client, shop):
    order = make_order({shop.goods[0].variants.get(): 1})
    Order.objects.filter(pk=order.pk).update(recipient=RECIPIENT, street=STREET)
    wanted = [RECIPIENT, STREET, order.phone, "0912345678", "0912 345 678", order.email, order.secret]
    client.login(username=make_user().email, password=PASSWORD)
    paths = [
        f"/don/{order.number}/x/",
        f"/tien/{order.number}/x/",
        f"/tien/{order.number}/x/ma.svg",
        f"/tien/{order.number}/x/huy/",
        "/tai-khoan/",
    ]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == (200 if path == "/tai-khoan/" else 404)
        assert found(wanted, path, read(answer)) == []
    for given in ({"number": order.number, "phone": "0912345679"}, {"number": order.number, "phone": ""}):
        assert found(wanted, "/don/", read(client.post("/don/", given))) == []
