"""The words of notices (通知模板): ours, or those of a street; what they would look like."""

from __future__ import annotations

from contracts import fields
from contracts.changes import Change
from contracts.notice_kinds import SHORT_LONGEST, TEXT_LONGEST, TITLE_LONGEST
from contracts.registry import Answer, Request, Shape, request, shape
from vocabulary.accounts import Language


@shape
class TemplateParameter(Answer):
    """What a wording may name, as `{number}`."""

    name: str = fields.plain("Its name.")
    zh: str = fields.plain("What it is, in Chinese.")
    en: str = fields.plain("The same in English.")
    example: str = fields.plain("What a preview shows.")


@shape
class NoticeTemplateView(Answer):
    """How one kind of notice is worded in an area, in one language."""

    kind: str = fields.plain("Which kind.")
    name_zh: str = fields.plain("What it is for, in Chinese.")
    name_en: str = fields.plain("The same in English.")
    language: Language = fields.choice("In which language.")
    area: str = fields.place("Where.")
    title: str = fields.plain("In one line.")
    text: str = fields.plain("For the inbox and e-mail.")
    short: str = fields.plain("For text messages.")
    parameters: list[TemplateParameter] = fields.plain("What the words may name.")
    worded_by: str | None = fields.place(
        "Whose words: the area's own, or of one above it; null: ours.", default=None
    )
    version: int = fields.plain("Counts the changes of the area's own words; 0: never any.")


@shape
class NoticeTemplateList(Answer):
    """Every kind in both languages, as the area words it."""

    items: list[NoticeTemplateView] = fields.plain("The wordings.")


@shape
class NoticePreview(Answer):
    """How it would read, with examples for the parameters."""

    title: str = fields.plain("In one line.")
    text: str = fields.plain("For the inbox and e-mail.")
    short: str = fields.plain("For text messages.")
    short_length: int = fields.plain(
        "How many characters the short one has; networks count 70 as one message, then 67 each."
    )


@request("gateway", "list_notice_templates", NoticeTemplateList)
class ListNoticeTemplates(Request[NoticeTemplateList]):
    """Every kind of notice in both languages, as an area words it."""

    area: str = fields.area("Where.")


@shape
class OneTemplate(Shape):
    """Which wording."""

    area: str = fields.path("Where.")
    kind: str = fields.path("Which kind.")
    language: str = fields.path("In which language.")


@request("gateway", "show_notice_template", NoticeTemplateView)
class ShowNoticeTemplate(OneTemplate, Request[NoticeTemplateView]):
    """How an area words one kind in one language."""


@request("gateway", "put_notice_template", NoticeTemplateView)
class PutNoticeTemplate(OneTemplate, Change, Request[NoticeTemplateView]):
    """Word it anew for an area and everything below it that has no words of its own."""

    title: str = fields.line(
        "In one line.", longest=TITLE_LONGEST, example="诉求{number}已交给您办理"
    )
    text: str = fields.words(
        "For the inbox and e-mail.",
        longest=TEXT_LONGEST,
        example="{area}的诉求{number}已交给您办理，请在三天内联系居民。",
    )
    short: str = fields.line(
        "For text messages.", longest=SHORT_LONGEST, example="{area}的诉求{number}已交给您办理。"
    )


@request("gateway", "reset_notice_template", NoticeTemplateView)
class ResetNoticeTemplate(OneTemplate, Change, Request[NoticeTemplateView]):
    """Take an area's own words back; gives those that count now."""


@request("gateway", "preview_notice", NoticePreview)
class PreviewNotice(Request[NoticePreview]):
    """Show how words would read, with examples for the parameters; nothing is kept."""

    kind: str = fields.path("Which kind.")
    area: str = fields.area("Where.")
    language: Language = fields.choice("In which language.", example="zh")
    title: str | None = fields.line("In one line.", longest=TITLE_LONGEST, default=None)
    text: str | None = fields.words("For the inbox and e-mail.", longest=TEXT_LONGEST, default=None)
    short: str | None = fields.line("For text messages.", longest=SHORT_LONGEST, default=None)
