"""The order in which the demo is loaded: reference tables, pictures, groups, goods, people, labels, pages, and at last the money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from catalog.models import Product
from catalog.reference import load_reference
from cooperatives.ledger.checks import Report, check_books
from cooperatives.ledger.txn import write_txn
from search.indexing import index_products
from search.rebuilding import rebuild
from storefront.accounts.roles import write_page_permissions
from storefront.demo.content import read, read_folder

from .certificates import load_certificates
from .editorial import load_fairs, load_models, load_stories
from .goods import load_goods
from .groups import load_groups
from .menus import load_menus
from .money import load_history
from .people import load_people
from .pictures import Tick, listed, load_pictures
from .programmes import load_programmes
from .site import load_contact, load_hero, load_landing, load_plain_pages, load_site


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, how many ticks it takes, and what it does. Whole steps are written in one transaction each."""

    title: str
    ticks: Callable[[], int]
    run: Callable[[Tick], None]


def _once(work: Callable[[], object]) -> Callable[[Tick], None]:
    def run(tick: Tick) -> None:
        work()
        tick()

    return run


def _one() -> int:
    return 1


STEPS: Final = (
    Step("loại hàng, nhãn, thuế", _one, _once(load_reference)),
    Step("ảnh", lambda: len(listed()), load_pictures),
    Step("nhóm", lambda: len(read("groups")), load_groups),
    Step("món hàng", lambda: len(read_folder("products")), load_goods),
    Step("người dùng", _one, _once(load_people)),
    Step("giấy chứng nhận", lambda: len(read("certificates")), load_certificates),
    Step("trang đầu", _one, _once(load_site)),
    Step("trang thường", lambda: len(read_folder("plain")), load_plain_pages),
    Step("trang liên hệ", _one, _once(load_contact)),
    Step("trang Tết", _one, _once(load_landing)),
    Step("chương trình", lambda: len(read_folder("programmes")), load_programmes),
    Step("chuyện nghề", lambda: len(read_folder("stories")), load_stories),
    Step("mô hình", lambda: len(read_folder("models")), load_models),
    Step("hội chợ", lambda: len(read("fairs")), load_fairs),
    Step("nút trang đầu", _one, _once(load_hero)),
    Step("trình đơn", _one, _once(load_menus)),
    Step("quyền", _one, _once(write_page_permissions)),
    Step("đơn và tiền", lambda: len(read("orders")), load_history),
)


def steps_count() -> int:
    """Ticks of the progress bar. Raises PicturesMissing when a picture file is not there, before anything is written."""
    return sum(step.ticks() for step in STEPS)


def load_demo(*, tick: Tick, say: Callable[[str], object] = lambda title: None) -> None:
    """Run every step. Texts that depend on a language are written in Vietnamese."""
    with translation.override("vi"):
        for step in STEPS:
            say(step.title)
            with write_txn():
                step.run(tick)


def finish() -> Report:
    """Bring the search index up to date (written again as a whole when anything differed) and prove the books."""
    if index_products(Product.objects.passed().values_list("pk", flat=True)):
        rebuild()
    return check_books()
