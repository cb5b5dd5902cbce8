"""Adding a product: five questions, one a screen. Every answer is kept when it is given, whatever happens to the page after."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.better import share_done, steps_of
from catalog.models import DraftPhoto, ProductDraft
from catalog.packs import asks_each
from catalog.services.drafts import (
    DraftIncomplete,
    DraftOfOthers,
    DraftSent,
    answer,
    drop_draft,
    guess_category,
    missing_answers,
    send_draft,
    start_draft,
)
from catalog.services.photos import TooManyPhotos, keep_whole
from cooperatives.groups.fees import fee_on
from cooperatives.groups.models import TaxRate, Terms
from cooperatives.media.intake import MOST_BYTES
from cooperatives.vietnam.errors import DomainError
from cooperatives.vietnam.money import share_bps
from cooperatives.vietnam.units import find_unit
from storefront.portal.access import Seat, Task
from storefront.portal.door import portal_page
from storefront.portal.frame import frame
from storefront.portal.sentences import REFUSED, sentence
from storefront.portal.telling_forms import CategoryForm, EachForm, NameForm, PacksForm, PriceForm, WordsForm

SHOWN: Final = 20
PHOTO, NAME, PRICE, EACH, PACKS, WORDS, LOOK = "anh", "ten", "gia", "nang", "bao-nhieu", "vai-loi", "xem-lai"


@dataclass(frozen=True, slots=True)
class Question:
    """One screen: its number of five, its heading, and which answer it gives."""

    number: int
    title: Any
    answers: str


QUESTIONS: Final[dict[str, Question]] = {
    PHOTO: Question(1, gettext_lazy("Cho xem món hàng"), "photo"),
    NAME: Question(2, gettext_lazy("Món này tên gì?"), "name"),
    PRICE: Question(3, gettext_lazy("Bán bao nhiêu tiền?"), "price"),
    EACH: Question(3, gettext_lazy("Nặng chừng bao nhiêu?"), "pack"),
    PACKS: Question(4, gettext_lazy("Có bao nhiêu?"), "packs"),
    WORDS: Question(5, gettext_lazy("Kể vài lời"), "words"),
    LOOK: Question(5, gettext_lazy("Đúng chưa?"), "category"),
}
FORMS: Final[dict[str, Any]] = {NAME: NameForm, PRICE: PriceForm, EACH: EachForm, PACKS: PacksForm, WORDS: WordsForm}


def drafts_of(seat: Seat) -> Any:
    """Every new product of the group that was begun: the only way in which the portal may look one up."""
    return ProductDraft.objects.filter(group=seat.group, adds_to=None).select_related("group", "category", "product__category")


@portal_page(Task.ADD, acts=True)
def drafts(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Begin a product under a key of the page's own, or go on with one. The page sent twice begins one."""
    if request.method == "POST":
        try:
            key = uuid.UUID(request.POST.get("key", ""))
            found = start_draft(key=key, group=seat.group, actor=seat.user)
        except (ValueError, DraftOfOthers) as refused:
            raise Http404 from refused
        return redirect("portal:draft_step", key=found.key, step=PHOTO)
    unfinished = drafts_of(seat).filter(sent_at__isnull=True).prefetch_related("photos__picture__renditions")[:SHOWN]
    rows = [(one, next((photo.picture for photo in one.photos.all() if photo.picture), None)) for one in unfinished]
    return render(request, "portal/drafts.html", frame(seat, "add") | {"rows": rows, "key": uuid.uuid4()})


@portal_page(Task.ADD)
def draft(request: HttpRequest, seat: Seat, key: uuid.UUID) -> HttpResponse:
    """Go on where she stopped; for one that is sent, what became of it."""
    found = get_object_or_404(drafts_of(seat), key=key)
    if found.sent_at is not None:
        return render(request, "portal/draft_sent.html", frame(seat, "add") | {"draft": found} | _meter(found))
    missing = missing_answers(found)
    step_name = next((name for name, question in QUESTIONS.items() if question.answers in missing), LOOK)
    return redirect("portal:draft_step", key=key, step=step_name)


@portal_page(Task.ADD, acts=True)
def step(request: HttpRequest, seat: Seat, key: uuid.UUID, step: str) -> HttpResponse:
    """Ask one question, or keep its answer and ask the next."""
    found = get_object_or_404(drafts_of(seat), key=key)
    if step not in QUESTIONS:
        raise Http404
    if found.sent_at is not None:
        return redirect("portal:draft", key=key)
    try:
        if step == PHOTO:
            return _photos(request, seat, found)
        if step == LOOK:
            return _look(request, seat, found)
        return _ask(request, seat, found, step)
    except DraftSent:
        return redirect("portal:draft", key=key)


@portal_page(Task.ADD, acts=True)
def send(request: HttpRequest, seat: Seat, key: uuid.UUID) -> HttpResponse:
    """Hand it to the center. Pressed ten times, it is one product."""
    found = get_object_or_404(drafts_of(seat), key=key)
    if request.method != "POST":
        return redirect("portal:draft", key=key)
    if found.sent_at is None:
        form = CategoryForm(request.POST)
        if not form.is_valid():
            return _look(request, seat, found, form)
        try:
            found = answer(draft=found, actor=seat.user, category=form.cleaned_data["category"])
            send_draft(draft=found, actor=seat.user)
        except (DraftSent, DraftIncomplete):
            pass  # the draft's page tells what it is now, or asks what is missing
        except DomainError as refused:
            messages.error(request, sentence(refused))
            return redirect("portal:draft_step", key=key, step=LOOK)
    return redirect("portal:draft", key=key)


@portal_page(Task.ADD, acts=True)
def drop(request: HttpRequest, seat: Seat, key: uuid.UUID) -> HttpResponse:
    """Throw it away."""
    found = get_object_or_404(drafts_of(seat), key=key)
    if request.method == "POST":
        try:
            drop_draft(draft=found, actor=seat.user)
        except DraftSent as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, _("Đã bỏ món đang kể dở."))
    return redirect("portal:drafts")


def _meter(found: ProductDraft) -> dict[str, Any]:
    """What would make its page better; nothing for a product that the center took away."""
    if found.product is None:
        return {}
    steps = steps_of(found.product, found.product.pictures.count())
    return {"steps": steps, "percent": share_done(steps)}


def keep_posted(request: HttpRequest, seat: Seat, found: ProductDraft) -> tuple[list[str], bool]:
    """Keep the files of a form that was sent without JavaScript; returns what to say, and whether one of them was refused."""
    told, is_refused = [], False
    for file in request.FILES.getlist("photos"):
        size = file.size or 0
        try:
            content = file.read() if size <= MOST_BYTES else b""
            is_refused |= keep_whole(draft=found, content=content, size=size, actor=seat.user).state == DraftPhoto.State.REFUSED
        except TooManyPhotos as many:
            told = [sentence(many)]
    return told, is_refused


def photo_rows(found: ProductDraft) -> list[tuple[DraftPhoto, str]]:
    """Its photos, each with why it was refused."""
    photos = found.photos.select_related("picture").prefetch_related("picture__renditions")
    return [(photo, str(REFUSED.get(photo.refusal, ""))) for photo in photos]


def _photos(request: HttpRequest, seat: Seat, found: ProductDraft) -> HttpResponse:
    """Without JavaScript each file of the form is read here; one that is no photo does not harm the others."""
    told: list[str] = []
    if request.method == "POST":
        answer(draft=found, actor=seat.user, shows_people="people" in request.POST)
        told, is_refused = keep_posted(request, seat, found)
        if not told and not is_refused and "more" not in request.POST:
            return redirect(_after(request, found, PHOTO))
    return _page(request, seat, found, PHOTO, {"rows": photo_rows(found), "told": told})


def _ask(request: HttpRequest, seat: Seat, found: ProductDraft, name: str) -> HttpResponse:
    kind = FORMS[name]
    options = {"draft": found} if kind is EachForm else {}
    form = kind(request.POST or None, initial=kind.initial_of(found), **options)
    if request.method == "POST" and form.is_valid():
        given = form.answers() if hasattr(form, "answers") else form.cleaned_data
        if name == PRICE and given["unit"] != found.unit:
            given |= {"each_quantity": None, "each_unit": "", "dozen": None}  # a bó does not weigh what the hũ did
        found = answer(draft=found, actor=seat.user, **given)
        if given.get("packs") is not None and form.cleaned_data.get("step"):
            return redirect("portal:draft_step", key=found.key, step=name)
        return redirect(_after(request, found, name))
    context: dict[str, Any] = {"form": form}
    if name in (PACKS, WORDS):
        context |= _echo(seat, found)
    return _page(request, seat, found, name, context)


def _look(request: HttpRequest, seat: Seat, found: ProductDraft, form: CategoryForm | None = None) -> HttpResponse:
    """All answers on one screen, each with a way back to its question."""
    missing = [one for one in missing_answers(found) if one != "category"]
    asks = [(reverse("portal:draft_step", args=[found.key, name]), question.title) for name, question in QUESTIONS.items()
            if question.answers in missing]  # fmt: skip
    if form is None:
        form = CategoryForm(initial={"category": found.category_id or guess_category(found)})
    photos = found.photos.filter(picture__isnull=False).select_related("picture").prefetch_related("picture__renditions")
    context = {"form": form, "photos": list(photos), "missing": asks} | _echo(seat, found)
    return _page(request, seat, found, LOOK, context)


def _page(request: HttpRequest, seat: Seat, found: ProductDraft, name: str, context: dict[str, Any]) -> HttpResponse:
    order = [one for one in QUESTIONS if one != EACH or _asks_each(found)]
    before = order[order.index(name) - 1] if name in order and order.index(name) else ""
    question = QUESTIONS[name]
    shared = {
        "draft": found,
        "step": name,
        "question": question,
        "back": reverse("portal:draft_step", args=[found.key, before]) if before else reverse("portal:drafts"),
        "again": "1" if request.GET.get("sua") or request.POST.get("sua") else "",
    }
    return render(request, f"portal/tell_{TEMPLATES[name]}.html", frame(seat, "add") | shared | context)


TEMPLATES: Final = {PHOTO: "photos", NAME: "words", PRICE: "price", EACH: "words", PACKS: "packs", WORDS: "words", LOOK: "look"}


def _after(request: HttpRequest, found: ProductDraft, name: str) -> str:
    """The next question; back to the last screen when she came from there to change something."""
    order = [one for one in QUESTIONS if one != EACH or _asks_each(found)]
    following = order[order.index(name) + 1] if name in order else PACKS
    comes_from_look = bool(request.POST.get("sua"))
    asks_more = following == EACH and found.pack is None
    if comes_from_look and not asks_more:
        following = LOOK
    query = {"sua": "1"} if comes_from_look and asks_more else None
    return reverse("portal:draft_step", args=[found.key, following], query=query)


def _asks_each(found: ProductDraft) -> bool:
    unit = find_unit(found.unit) if found.unit else None
    return unit is not None and asks_each(unit)


def _echo(seat: Seat, found: ProductDraft) -> dict[str, Any]:
    """The price shown back: by the cân or lít, and what of it the group gets."""
    pack = found.pack
    if pack is None or found.price_vnd is None:
        return {"pack": pack}
    context: dict[str, Any] = {"pack": pack, "compared_vnd": pack.compared_vnd(found.price_vnd)}
    if seat.sees_money:
        context["share_vnd"] = _share(seat, found.price_vnd)
    return context


def _share(seat: Seat, price_vnd: int) -> int | None:
    """What the group gets of one pack by today's terms and taxes; None without terms."""
    today = timezone.localdate()
    terms = Terms.objects.filter(group=seat.group, valid_from__lte=today).order_by("-valid_from").first()
    if terms is None:
        return None
    fee = fee_on(price_vnd, fee_bps=terms.fee_bps, fee_vat_bps=terms.fee_vat_bps)
    vat_bps, pit_bps = TaxRate.rates_on(legal_form=seat.group.seller.kind, supply=TaxRate.Supply.GOODS, day=today)
    return price_vnd - fee.total_vnd - share_bps(price_vnd, vat_bps) - share_bps(price_vnd, pit_bps)
