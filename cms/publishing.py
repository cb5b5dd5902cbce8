"""The gates' face in the page editor: a draft stays, and the editor is told which consent is missing or who must let it out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.models.review import EditorCannotApprove, refuse_own
from cms.safety.acknowledgement import WarningsNotRead, warnings_of
from cms.safety.sentences import summary
from cooperatives.consent.gate import ConsentMissing, RestsOnConsent, missing_of
from cooperatives.consent.sentences import consent_sentence

OWN_WORK = _("Bạn đã sửa bài này nên không tự duyệt được. Bản nháp vẫn còn; nhờ người bảo vệ khác mở bài và duyệt.")
NOT_READ = _("Máy thấy trong bài có điều cần xem lại. Gửi duyệt, rồi người bảo vệ mở bài, đọc cảnh báo và bấm “Duyệt, đã đọc cảnh báo”.")


def _refusal(page: Page, user: Any) -> str:
    """Why the newest version of ``page`` may not become public by ``user``, as a sentence; empty when it may."""
    newest = page.get_latest_revision_as_object()
    if isinstance(newest, RestsOnConsent) and (missing := missing_of(newest.consent_needs())):
        return consent_sentence(ConsentMissing(missing=missing))
    try:
        refuse_own(page, user)
    except EditorCannotApprove:
        return str(OWN_WORK)
    return str(NOT_READ) if warnings_of(page) else ""


@hooks.register("construct_page_action_menu")
def leave_out_publish(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Saving makes one an editor of the page, and an editor may not publish: the button could only be refused."""
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_publish_page")
def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The revision is saved already when Wagtail asks; send the editor back to it with the sentence."""
    if not (sentence := _refusal(page, request.user)):
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("after_edit_page")
def tell_what_to_look_at(request: HttpRequest, page: Page) -> None:
    """Whoever submits for review is told what the reviewer will have to read."""
    if request.POST.get("action-submit") and (found := warnings_of(page)):
        messages.warning(request, summary(found))


@hooks.register("before_bulk_action")
def refuse_to_publish_many(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Publishing several pages at once: all or none, with the first that is refused named."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in objects:
        if isinstance(page, Page) and (sentence := _refusal(page.specific, request.user)):
            messages.error(request, f"{page.title}: {sentence}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


class PublishingGateMiddleware:
    """Turns a gate's refusal anywhere else in the admin (workflow, translation, alias) into a sentence on the page that was left."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer only for the gates, only in the admin."""
        if not isinstance(error, (ConsentMissing, EditorCannotApprove, WarningsNotRead)) or not request.path.startswith("/admin/"):
            return None
        if not isinstance(error, ConsentMissing):
            messages.error(request, str(OWN_WORK if isinstance(error, EditorCannotApprove) else NOT_READ))
            return redirect("wagtailadmin_pages:edit", error.facts["page"])
        messages.error(request, consent_sentence(error))
        return redirect(request.path if request.method == "POST" else "wagtailadmin_home")
