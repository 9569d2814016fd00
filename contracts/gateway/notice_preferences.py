"""The ways an account gets its notices, and its quiet hours (免打扰时段)."""

from __future__ import annotations

from contracts import fields
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, request, shape
from vocabulary.notices import QUIET_FROM, QUIET_UNTIL

_TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_WRONG_TIME = "Must be a time as 21:00."


@shape
class KindPreference(Shape):
    """The ways to get notices of one kind, besides the inbox."""

    kind: str = fields.text("Which kind.", longest=40, example="appeal_assigned")
    email: bool = fields.plain("By e-mail.")
    webhook: bool = fields.plain(
        "By text message or WeChat, where the street has a gateway for it."
    )


@shape
class KindChoice(Answer):
    """The ways to get notices of one kind, besides the inbox."""

    kind: str = fields.plain("Which kind.")
    name_zh: str = fields.plain("What it is for, in Chinese.")
    name_en: str = fields.plain("What it is for, in English.")
    email: bool = fields.plain("By e-mail.")
    webhook: bool = fields.plain("By text message or WeChat.")


@shape
class NoticePreferencesView(Answer):
    """An account's choices for every kind of notice it may get."""

    quiet_from: str = fields.plain("From when on no message is sent.")
    quiet_to: str = fields.plain("Until when.")
    kinds: list[KindChoice] = fields.plain("Every kind.")
    version: int = fields.plain("Counts the changes; 0: never changed.")


@request("gateway", "show_notice_preferences", NoticePreferencesView)
class ShowNoticePreferences(Request[NoticePreferencesView]):
    """Show how each kind of notice comes, and the quiet hours (免打扰时段)."""


@request("gateway", "put_notice_preferences", NoticePreferencesView)
class PutNoticePreferences(Change, Request[NoticePreferencesView]):
    """Choose how notices come. The inbox has every notice anyway; the language is the account's."""

    quiet_from: str = fields.pattern(
        "Start of the quiet hours, Asia/Shanghai; the inbox has notices anyway.",
        _TIME,
        error=_WRONG_TIME,
        example=QUIET_FROM,
    )
    quiet_to: str = fields.pattern(
        "Until when; the same as quiet_from: messages come at any time.",
        _TIME,
        error=_WRONG_TIME,
        example=QUIET_UNTIL,
    )
    kinds: list[KindPreference] = fields.plain("By kind.", default=())
