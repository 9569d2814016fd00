"""The answer to every refused request: a problem document (RFC 9457) in two languages."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, shape


@shape
class Wording(Answer):
    """The problem in one language."""

    title: str = fields.plain("What kind of problem it is.")
    detail: str = fields.plain("What is wrong here, and the way out.")


@shape
class FieldProblem(Answer):
    """What is wrong with one field."""

    field: str = fields.plain("Its name; nested names are joined with dots.")
    code: str = fields.plain("A stable code, for programs.")
    zh: str = fields.plain("In Chinese.")
    en: str = fields.plain("In English.")


@shape
class ProblemDocument(Answer):
    """Why the request was refused."""

    type: str = fields.plain("A stable name: `urn:linli:problem:` and the code.")
    title: str = fields.plain("What kind of problem it is, in the language asked for.")
    status: int = fields.plain("The HTTP status.")
    detail: str = fields.plain("What is wrong here, in the language asked for.")
    code: str = fields.plain("A stable code, for programs.")
    request_id: str = fields.plain("Quote it when asking for help; the same as X-Request-Id.")
    zh: Wording = fields.plain("In Chinese.")
    en: Wording = fields.plain("In English.")
    retry_after_seconds: int | None = fields.plain(
        "After how many seconds to try again, as Retry-After."
    )
    errors: list[FieldProblem] = fields.plain("The fields that are wrong, if it is about fields.")
