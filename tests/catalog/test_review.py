"""From a group's draft to the shop: who may do what, what readers see meanwhile, and what a refusal leaves as it was."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group as Role
from django.core.management import call_command
from django.test import Client
from wagtail.models import Revision, WorkflowState

from catalog.models import GroupProfile, Product, ReviewState
from catalog.models.review import OwnGoodsNotApproved, ReviewChanged
from catalog.services.offers import set_price
from catalog.services.review import (
    ReasonMissing,
    ReviewNotAllowed,
    ReviewNotWaiting,
    pass_review,
    progress_of,
    queue,
    send_back,
    submit_for_review,
    take_back,
)
from catalog.services.review_reminders import remind_of_reviews
from catalog.services.stock import set_on_hand
from cooperatives.consent.gate import ConsentMissing
from cooperatives.media.models import Picture
from search import engine
from search.query import SearchQuery
from storefront.accounts.models import User
from storefront.accounts.roles import APPROVERS, EDITORS, PREPARERS, PROTECTORS
from tests.cms.conftest import make_picture, make_profile
from tests.factories import make_group, make_member, make_product, make_rates, make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "Ủ ba tháng trong chum.", "Ủ sáu tháng trong chum."


@pytest.fixture(autouse=True)
def roles():
    call_command("load_roles", verbosity=0)


def person(role: str, **fields) -> User:
    user = make_user(staff=True, **fields)
    user.groups.add(Role.objects.get(name=role))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def sauce() -> Product:
    return make_product(make_group("Tổ nước mắm"), "Nước mắm cá cơm", slug="nuoc-mam", summary_vi=OLD)


@pytest.fixture
def member(sauce) -> User:
    return make_member(sauce.group)


@pytest.fixture
def editor() -> User:
    return person(EDITORS)


def draft(item, author, **changes):
    """Save a draft as the portal or an editor does."""
    newest = item.get_latest_revision_as_object() if item.latest_revision_id else type(item).objects.get(pk=item.pk)
    for name, value in changes.items():
        setattr(newest, name, value)
    newest.save_revision(user=author)
    item.refresh_from_db()
    return item


def submit(item, author) -> ReviewState:
    state = submit_for_review(item=item, actor=author)
    return ReviewState.objects.get(workflow_state=state, status="in_progress")


def shown() -> str:
    return Client().get("/hang/nuoc-mam/").content.decode()


def everything(item) -> tuple:
    """All that a refusal may not touch."""
    row = type(item).objects.filter(pk=item.pk).values().get()
    return row, list(Revision.objects.order_by("pk").values_list("pk", "user_id")), list(ReviewState.objects.order_by("pk").values())


def test_the_old_version_stays_up_until_another_person_passes_the_new_one(sauce, member, editor):
    make_rates()
    draft(sauce, member, summary_vi=NEW)
    state = submit(sauce, member)
    assert (OLD in shown(), NEW in shown()) == (True, False)
    pass_review(task_state_id=state.pk, actor=editor, seen=sauce.latest_revision_id)
    assert (OLD in shown(), NEW in shown()) == (False, True)
    sauce.refresh_from_db()
    assert (sauce.live, sauce.has_unpublished_changes, queue()) == (True, False, [])


def test_price_and_stock_change_at_once_and_the_review_does_not_undo_them(sauce, member, editor):
    make_rates()
    draft(sauce, member, summary_vi=NEW)
    state = submit(sauce, member)
    variant = sauce.variants.get()
    set_price(variant_id=variant.pk, price_vnd=123_000, actor=member)
    set_on_hand(variant_id=variant.pk, on_hand=3, actor=member)
    assert "123.000" in shown()
    pass_review(task_state_id=state.pk, actor=editor, seen=sauce.latest_revision_id)
    variant.refresh_from_db()
    assert (variant.price_vnd, variant.stock.on_hand) == (123_000, 3)


def test_a_new_listing_is_nowhere_before_its_first_review(sauce, member, editor):
    fresh = make_product(sauce.group, "Mắm tôm", slug="mam-tom", live=False)
    draft(fresh, member, summary_vi="Mắm tôm Ba Làng.")
    state = submit(fresh, member)

    def found() -> bool:
        return fresh.pk in engine().search(SearchQuery(text="mắm tôm")).product_ids

    assert (Client().get("/hang/mam-tom/").status_code, found(), queue()[0].is_first) == (404, False, True)
    assert "mam-tom" not in Client().get("/sitemap-hang-0.xml").content.decode()
    pass_review(task_state_id=state.pk, actor=editor, seen=fresh.latest_revision_id)
    from search.indexing import index_products

    index_products([fresh.pk])
    assert (Client().get("/hang/mam-tom/").status_code, found()) == (200, True)


WHO = ("stranger", "member", "bookkeeper", "other group", EDITORS, PROTECTORS, PREPARERS, APPROVERS, "superuser")
MAY = {
    "submit": {"member", EDITORS, "superuser"},
    "take back": {"member", EDITORS, "superuser"},
    "pass": {EDITORS, PROTECTORS, "superuser"},
    "send back": {EDITORS, PROTECTORS, "superuser"},
}


def somebody(who: str, sauce: Product) -> User:
    if who in (EDITORS, PROTECTORS, PREPARERS, APPROVERS):
        return person(who)
    if who == "superuser":
        return make_user(superuser=True)
    if who == "stranger":
        return make_user()
    group = make_group() if who == "other group" else sauce.group
    return make_member(group, role="bookkeeper" if who == "bookkeeper" else "lead")


@pytest.mark.parametrize("action", sorted(MAY))
@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what(sauce, member, who, action):
    actor = somebody(who, sauce)
    draft(sauce, member, summary_vi=NEW)
    state = None if action == "submit" else submit(sauce, member)
    before = everything(sauce)

    def act():
        if action == "submit":
            submit_for_review(item=sauce, actor=actor)
        elif action == "take back":
            take_back(item=sauce, actor=actor)
        elif action == "pass":
            pass_review(task_state_id=state.pk, actor=actor, seen=sauce.latest_revision_id)
        else:
            send_back(task_state_id=state.pk, actor=actor, reasons=["cure"])

    if who in MAY[action]:
        act()
        assert everything(sauce) != before
    else:
        with pytest.raises(ReviewNotAllowed):
            act()
        assert everything(sauce) == before


@pytest.mark.parametrize("part", ["wrote it", "changed it", "submitted it"])
@pytest.mark.parametrize("rank", [EDITORS, "superuser"])
def test_who_has_a_part_in_it_does_not_let_it_out(sauce, member, part, rank):
    actor = somebody(rank, sauce)
    draft(sauce, actor if part == "wrote it" else member, summary_vi=NEW)
    if part == "changed it":
        draft(sauce, actor, summary_vi=NEW + " Ngon.")
    state = submit(sauce, actor if part == "submitted it" else member)
    before = everything(sauce)
    with pytest.raises(OwnGoodsNotApproved):
        pass_review(task_state_id=state.pk, actor=actor, seen=sauce.latest_revision_id)
    with pytest.raises(OwnGoodsNotApproved):
        send_back(task_state_id=state.pk, actor=actor, reasons=["cure"])
    if part != "submitted it":
        with pytest.raises(OwnGoodsNotApproved):
            sauce.get_latest_revision().publish(user=actor)
    assert everything(sauce) == before


def test_what_was_passed_once_counts_no_more(sauce, member, editor):
    """An editor who wrote the last version may pass the next one of somebody else."""
    draft(sauce, editor, summary_vi=NEW)
    other = person(EDITORS)
    pass_review(task_state_id=submit(sauce, editor).pk, actor=other, seen=sauce.latest_revision_id)
    sauce.refresh_from_db()
    draft(sauce, member, summary_vi=OLD)
    pass_review(task_state_id=submit(sauce, member).pk, actor=editor, seen=sauce.latest_revision_id)


def test_nobody_passes_what_was_changed_after_she_looked(sauce, member, editor):
    draft(sauce, member, summary_vi=NEW)
    state, seen = submit(sauce, member), sauce.latest_revision_id
    draft(sauce, member, summary_vi="Chữa bệnh dạ dày.")
    before = everything(sauce)
    with pytest.raises(ReviewChanged):
        pass_review(task_state_id=state.pk, actor=editor, seen=seen)
    assert everything(sauce) == before


def test_what_is_sent_back_tells_the_group_why_and_comes_again(sauce, member, editor):
    draft(sauce, member, summary_vi="Chữa bệnh dạ dày.")
    state = submit(sauce, member)
    send_back(task_state_id=state.pk, actor=editor, reasons=["cure", "cure", "no-such"], note=" Bỏ câu đầu. ")
    progress = progress_of(Product, [sauce.pk])[sauce.pk]
    assert (progress.waiting_since, progress.reasons, progress.note) == (None, ["cure"], "Bỏ câu đầu.")
    sauce.refresh_from_db()
    assert (sauce.live, sauce.summary_vi, queue()) == (True, OLD, [])
    draft(sauce, member, summary_vi=NEW)
    again = submit(sauce, member)
    assert (again.pk != state.pk, WorkflowState.objects.count(), len(queue())) == (True, 1, 1)
    pass_review(task_state_id=again.pk, actor=editor, seen=sauce.latest_revision_id)
    sauce.refresh_from_db()
    assert (sauce.summary_vi, progress_of(Product, [sauce.pk])) == (NEW, {})


@pytest.mark.parametrize(("reasons", "note"), [([], ""), (["no-such"], "x"), (["other"], "  ")])
def test_nothing_goes_back_without_a_reason_to_act_on(sauce, member, editor, reasons, note):
    draft(sauce, member, summary_vi=NEW)
    state = submit(sauce, member)
    before = everything(sauce)
    with pytest.raises(ReasonMissing):
        send_back(task_state_id=state.pk, actor=editor, reasons=reasons, note=note)
    assert everything(sauce) == before


def test_submitting_ten_times_is_one_stay_in_the_queue(sauce, member):
    draft(sauce, member, summary_vi=NEW)
    states = {submit_for_review(item=sauce, actor=member).pk for _ in range(10)}
    assert (len(states), len(queue()), ReviewState.objects.count()) == (1, 1, 1)


def test_without_a_new_draft_there_is_nothing_to_submit(sauce, member, editor):
    with pytest.raises(ReviewNotWaiting):
        submit_for_review(item=sauce, actor=member)
    draft(sauce, member, summary_vi=NEW)
    state = submit(sauce, member)
    pass_review(task_state_id=state.pk, actor=editor, seen=sauce.latest_revision_id)
    for decide in (pass_review, send_back):
        given = {"seen": sauce.latest_revision_id} if decide is pass_review else {"reasons": ["cure"]}
        with pytest.raises(ReviewNotWaiting):
            decide(task_state_id=state.pk, actor=editor, **given)
    sauce.refresh_from_db()
    with pytest.raises(ReviewNotWaiting):
        submit_for_review(item=sauce, actor=member)


def test_a_group_that_comes_back_publishes_nothing_that_never_passed(sauce, member):
    fresh = make_product(sauce.group, "Mắm tôm", live=False)
    draft(fresh, member, summary_vi="Mắm tôm Ba Làng.")
    draft(sauce, member, summary_vi=NEW)
    submit(fresh, member)
    submit(sauce, member)
    for is_active in (False, True):
        sauce.group.is_active = is_active
        sauce.group.save()
    assert [(one.pk, one.summary_vi) for one in Product.objects.on_sale()] == [(sauce.pk, OLD)]
    assert len(queue()) == 2


def test_a_picture_of_a_person_without_consent_is_not_passed(sauce, member, editor):
    picture = make_picture("Chị Lành")
    Picture.objects.filter(pk=picture.pk).update(shows=Picture.Shows.PEOPLE)
    newest = Product.objects.get(pk=sauce.pk)
    newest.pictures.create(picture=picture)
    newest.save_revision(user=member)
    sauce.refresh_from_db()
    state = submit(sauce, member)
    before = everything(sauce)
    with pytest.raises(ConsentMissing):
        pass_review(task_state_id=state.pk, actor=editor, seen=sauce.latest_revision_id)
    assert everything(sauce) == before


def test_the_page_of_a_group_is_reviewed_in_the_same_way(sauce, member, editor):
    profile = make_profile(group=sauce.group, intro_vi=OLD)
    draft(profile, member, intro_vi=NEW)
    state = submit(profile, member)
    address = sauce.group.get_absolute_url()
    assert (OLD in Client().get(address).content.decode(), [one.item for one in queue()]) == (True, [profile])
    pass_review(task_state_id=state.pk, actor=editor, seen=profile.latest_revision_id)
    assert NEW in Client().get(address).content.decode()


def test_a_page_of_a_group_that_never_passed_is_not_shown(sauce):
    profile = make_profile(group=sauce.group, intro_vi="Chưa duyệt.")
    GroupProfile.objects.update(live=False)
    assert "Chưa duyệt." not in Client().get(profile.group.get_absolute_url()).content.decode()
    assert sauce.group.name_vi not in Client().get("/nhom-lam-ra/").content.decode()


def test_the_queue_is_sorted_by_waiting_and_the_late_are_told_once_a_day(sauce, member, clock, mailoutbox):
    clock.set("2026-03-02 09:00")
    person(EDITORS, email="duyet@ban.example")
    draft(sauce, member, summary_vi=NEW)
    submit(sauce, member)
    clock.advance(days=1)
    second = make_product(sauce.group, "Mắm tôm", live=False)
    draft(second, member, summary_vi="x")
    submit(second, member)
    mailoutbox.clear()
    clock.advance(days=1, hours=1)
    assert [(one.item.pk, one.is_late) for one in queue()] == [(sauce.pk, True), (second.pk, False)]
    assert remind_of_reviews() == 1
    assert [(mail.to, mail.subject, "Nước mắm cá cơm" in mail.body) for mail in mailoutbox] == [
        (["duyet@ban.example"], "1 món chờ duyệt quá 2 ngày", True)
    ]


def test_no_mail_of_wagtails_sends_a_member_into_the_admin(sauce, member, editor, mailoutbox):
    draft(sauce, member, summary_vi=NEW)
    state = submit(sauce, member)
    send_back(task_state_id=state.pk, actor=editor, reasons=["cure"])
    assert [mail.to for mail in mailoutbox if member.email in mail.to] == []
