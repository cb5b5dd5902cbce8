"""Every text of the screen has its English, and the packages that speak to a visitor speak Vietnamese."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import django
import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from storefront import translations

DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.__file__).parent
# What a visitor can be told by Django and by allauth, in forms, messages and mail.
SPEAKERS = {
    DJANGO: ["forms/*.py", "core/validators.py", "core/paginator.py", "contrib/auth/forms.py", "contrib/auth/password_validation.py"],
    ALLAUTH: ["account/*.py", "account/internal/**/*.py", "core/**/*.py", "templates/account/messages/*", "templates/account/email/*"],
}
# Never on a visitor's screen: mistakes of the programmer, and what only Django's own admin asks.
BEHIND_THE_SCENES = {
    "Disabled",
    "Enable password-based authentication for this user by setting a password.",
    "Enabled",
    "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the "
    "issue persists.",
    "Password-based authentication",
    "Raw passwords are not stored, so there is no way to see the user’s password.",
    "Set password",
    "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to authenticate using "
    "other backends, such as Single Sign-On or LDAP.",
}
SAME_IN_VIETNAMESE = {"Email", "IPv4", "IPv6", ":", ":?.!", "…"}


def test_every_text_has_its_english():
    assert translations.faults() == []


def _vietnamese(entry) -> str:
    if entry.msgid_plural:
        if entry.msgctxt:
            return npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, 2)
        return ngettext(entry.msgid, entry.msgid_plural, 2)
    return pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)


@pytest.mark.parametrize("package", SPEAKERS, ids=lambda path: path.name)
def test_packages_speak_vietnamese(package):
    paths = sorted({path for pattern in SPEAKERS[package] for path in package.glob(pattern) if path.is_file()})
    entries = translations.extracted(package, paths)
    assert len(entries) > 40
    with translation.override("vi"):
        foreign = [entry.msgid for entry in entries if _vietnamese(entry) in {entry.msgid, entry.msgid_plural}]
    assert sorted(set(foreign) - BEHIND_THE_SCENES - SAME_IN_VIETNAMESE) == []


def test_completions_keep_the_placeholders():
    catalogue = translations.polib.pofile(str(translations.LOCALE / "vi" / "LC_MESSAGES" / "django.po"))
    said = {entry.msgid_plural or entry.msgid: entry.msgstr or entry.msgstr_plural[0] for entry in catalogue}
    # A sentence may leave a named part out; it may not ask for one that the package does not give.
    assert [text for text, words in said.items() if not set(translations.placeholders(words)) <= set(translations.placeholders(text))] == []
    counted = [(text, words) for text, words in said.items() if re.search(r"%[sd]", text.replace("%%", ""))]
    assert [text for text, words in counted if translations.placeholders(text) != translations.placeholders(words)] == []
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%(name)s bán %(count)d gói", ["%(count)d", "%(name)s"]),
        ("giảm 50%% cho {group}", ["{group}"]),
        ("giảm 50% cho bạn", []),
        ("không có gì", []),
    ],
)
def test_placeholders_are_found(text, expected):
    assert translations.placeholders(text) == expected


def test_english_is_taken_from_lines(tmp_path, monkeypatch):
    catalogue = translations.polib.POFile(wrapwidth=110)
    catalogue.append(translations.polib.POEntry(msgid="Giỏ hàng"))
    catalogue.append(translations.polib.POEntry(msgid="Giỏ hàng", msgctxt="many"))
    catalogue.append(translations.polib.POEntry(msgid="Giảm 50%%"))
    catalogue.append(translations.polib.POEntry(msgid="%(n)s gói", msgid_plural="%(n)s gói.", msgstr_plural={0: "", 1: ""}))
    monkeypatch.setattr(translations, "ENGLISH", tmp_path / "django.po")
    catalogue.save(str(translations.ENGLISH))
    lines = tmp_path / "lines.txt"
    written = ["Giỏ hàng ||| cart", "many :: Giỏ hàng ||| carts", "Giảm 50% ||| 50% off"]
    written += ["%(n)s gói %%% %(n)s gói. ||| one pack %%% %(n)s packs", "Không có ||| None"]
    lines.write_text("\n".join(written), encoding="utf-8")
    assert translations.take_english([lines]) == ["lines.txt: 'Không có'"]
    plain, many, percent, plural = translations.english()
    assert (plain.msgstr, many.msgstr) == ("cart", "carts")
    assert percent.msgstr == "50%% off"
    assert plural.msgstr_plural == {0: "one pack", 1: "%(n)s packs"}


def test_forms_ask_in_plain_words():
    class Sample(forms.Form):
        name = forms.CharField(max_length=5)
        email = forms.EmailField()
        day = forms.DateField()
        size = forms.ChoiceField(choices=[("s", "nhỏ")])

    with translation.override("vi"):
        errors = Sample({"name": "", "email": "mai", "day": "hôm qua", "size": "xl"}).errors
        assert errors == {
            "name": ["Hãy điền ô này."],
            "email": ["Địa chỉ email này chưa đúng, ví dụ ten@example.com."],
            "day": ["Hãy nhập một ngày, ví dụ 23/11/2026."],
            "size": ["Không có mục xl. Hãy chọn một mục có trong danh sách."],
        }
        assert Sample({"name": "Hoa Ban"}).errors["name"] == ["Dài quá: nhiều nhất 5 ký tự, đang có 7."]
    with translation.override("en"):
        assert Sample({}).errors["name"] == ["This field is required."]


def test_a_weak_password_is_refused_in_plain_words():
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        validate_password("12345678")
    assert refused.value.messages == ["Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy đặt mật khẩu khác."]


def test_a_text_that_is_there_twice_is_told_and_mended(tmp_path, monkeypatch):
    catalogue = translations.polib.POFile(wrapwidth=110)
    for english in ("Remove", "Take out"):
        catalogue.append(translations.polib.POEntry(msgid="Bỏ", msgstr=english))
    monkeypatch.setattr(translations, "ENGLISH", tmp_path / "django.po")
    template = translations.polib.POFile()
    template.append(translations.polib.POEntry(msgid="Bỏ"))
    monkeypatch.setattr(translations, "extracted", lambda: template)
    catalogue.save(str(translations.ENGLISH))
    assert translations.faults() == ["twice in the catalogue (run extract): 'Bỏ'"]
    assert [entry.msgstr for entry in translations.extract()] == ["Remove"]
    assert translations.faults() == []
