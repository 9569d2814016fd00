"""The wording of notices (通知模板): ours or a street's own, with a preview."""

from __future__ import annotations

from contracts import fields
from contracts.changes import Change
from contracts.notice_kinds import SHORT_LONGEST, TEXT_LONGEST, TITLE_LONGEST
from contracts.registry import Answer, Request, Shape, request, shape
from vocabulary.accounts import Language


@shape
class TemplateParameter(Answer):
    """A parameter that a wording may use, such as `{number}`."""

    name: str = fields.plain("Its name.")
    zh: str = fields.plain("What it stands for, in Chinese.")
    en: str = fields.plain("The same in English.")
    example: str = fields.plain("The example that a preview shows.")


@shape
class NoticeTemplateView(Answer):
    """The wording of one kind of notice in an area, in one language."""

    kind: str = fields.plain("Which kind.")
    name_zh: str = fields.plain("What it is for, in Chinese.")
    name_en: str = fields.plain("The same in English.")
    language: Language = fields.choice("The language.")
    area: str = fields.place("Where.")
    title: str = fields.plain("The title, in one line.")
    text: str = fields.plain("The text for the inbox and e-mail.")
    short: str = fields.plain("The text for text messages.")
    parameters: list[TemplateParameter] = fields.plain("The parameters that the wording may use.")
    worded_by: str | None = fields.place(
        "The area whose wording this is: this one or one above it; null: ours.", default=None
    )
    version: int = fields.plain("Counts the changes of the area's own wording; 0: none.")


@shape
class NoticeTemplateList(Answer):
    """Every kind in both languages, in the area's wording."""

    items: list[NoticeTemplateView] = fields.plain("The wordings.")


@shape
class NoticePreview(Answer):
    """The wording with examples for the parameters."""

    title: str = fields.plain("The title, in one line.")
    text: str = fields.plain("The text for the inbox and e-mail.")
    short: str = fields.plain("The text for text messages.")
    short_length: int = fields.plain(
        "Length of the short text in characters; networks count 70 as one message, then 67 each."
    )


@request("gateway", "list_notice_templates", NoticeTemplateList)
class ListNoticeTemplates(Request[NoticeTemplateList]):
    """List every kind of notice in both languages, in the area's wording."""

    area: str = fields.area("Where.")


@shape
class OneTemplate(Shape):
    """Which wording."""

    area: str = fields.path("Where.")
    kind: str = fields.path("Which kind.")
    language: str = fields.path("The language.")


@request("gateway", "show_notice_template", NoticeTemplateView)
class ShowNoticeTemplate(OneTemplate, Request[NoticeTemplateView]):
    """Show an area's wording of one kind in one language."""


@request("gateway", "put_notice_template", NoticeTemplateView)
class PutNoticeTemplate(OneTemplate, Change, Request[NoticeTemplateView]):
    """Set the wording for an area and every area below it without wording of its own."""

    title: str = fields.line(
        "The title, in one line.", longest=TITLE_LONGEST, example="诉求{number}已交给您办理"
    )
    text: str = fields.words(
        "The text for the inbox and e-mail.",
        longest=TEXT_LONGEST,
        example="{area}的诉求{number}已交给您办理，请在三天内联系居民。",
    )
    short: str = fields.line(
        "The text for text messages.",
        longest=SHORT_LONGEST,
        example="{area}的诉求{number}已交给您办理。",
    )


@request("gateway", "reset_notice_template", NoticeTemplateView)
class ResetNoticeTemplate(OneTemplate, Change, Request[NoticeTemplateView]):
    """Remove an area's own wording; the answer is the wording that counts now."""


@request("gateway", "preview_notice", NoticePreview)
class PreviewNotice(Request[NoticePreview]):
    """Preview a wording with examples for the parameters; nothing is stored."""

    kind: str = fields.path("Which kind.")
    area: str = fields.area("Where.")
    language: Language = fields.choice("The language.", example="zh")
    title: str | None = fields.line("The title, in one line.", longest=TITLE_LONGEST, default=None)
    text: str | None = fields.words(
        "The text for the inbox and e-mail.", longest=TEXT_LONGEST, default=None
    )
    short: str | None = fields.line(
        "The text for text messages.", longest=SHORT_LONGEST, default=None
    )
