"""Every refusal that a person or a program can meet, in both languages.

    Problem
    ├── Malformed            400  the request cannot be read at all
    ├── Unauthenticated      401  no token, or one that does not hold
    ├── Forbidden            403  known, but not allowed
    ├── NotFound             404  not there, or not in the actor's communities
    ├── MethodNotAllowed     405  the address exists, the verb does not
    ├── TooSlow              408  it did not arrive within the time there is
    ├── WrongState           409  the thing is not in a state that allows this
    ├── PreconditionFailed   412  it changed since the caller read it
    ├── TooLarge             413  more bytes than the limit
    ├── TargetTooLong        414  an address longer than any of ours
    ├── WrongMediaType       415  a body that is not what the route takes
    ├── Invalid              422  readable, but wrong: names each field
    │   └── KeyReused        422  an Idempotency-Key seen before with another body
    ├── TooManyRequests      429  too often; the answer says when to try again
    ├── HeadTooLarge         431  more or longer fields than the limit
    ├── UnknownVersion       505  a version of HTTP that is not spoken here
    ├── Unavailable          503  the surroundings are away; try again later
    ├── ClockInDoubt         503  no number is given until an operator confirms the clock
    └── Defect               500  a bug of ours; the log holds the rest

A Problem is an answer, not a bug. It travels over RPC as a dict and becomes a
problem document (RFC 9457) at the HTTP edge.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: where, a stable code, a sentence in each language."""

    field: str
    code: str
    zh: str
    en: str


class Problem(Exception):  # noqa: N818 - a Problem is an answer, not an error of ours
    """A refusal with a stable code, a sentence in Chinese and English, and the fields."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "problem"

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        fields: tuple[FieldError, ...] = (),
        retry_after_seconds: int | None = None,
    ) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.fields = fields
        self.retry_after_seconds = retry_after_seconds

    def as_dict(self) -> dict[str, Any]:
        """The form in which a Problem crosses RPC."""
        return {
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "fields": [asdict(field) for field in self.fields],
            "retry_after_seconds": self.retry_after_seconds,
        }


class Malformed(Problem):
    status = 400
    code = "malformed"


class Unauthenticated(Problem):
    status = 401
    code = "unauthenticated"


class Forbidden(Problem):
    status = 403
    code = "forbidden"


class NotFound(Problem):
    status = 404
    code = "not_found"


class MethodNotAllowed(Problem):
    status = 405
    code = "method_not_allowed"


class TooSlow(Problem):
    status = 408
    code = "too_slow"


class WrongState(Problem):
    status = 409
    code = "wrong_state"


class PreconditionFailed(Problem):
    status = 412
    code = "precondition_failed"


class TooLarge(Problem):
    status = 413
    code = "too_large"


class TargetTooLong(Problem):
    status = 414
    code = "target_too_long"


class WrongMediaType(Problem):
    status = 415
    code = "wrong_media_type"


class Invalid(Problem):
    status = 422
    code = "invalid"


class KeyReused(Invalid):
    code = "idempotency_key_reused"


class TooManyRequests(Problem):
    status = 429
    code = "too_many_requests"


class HeadTooLarge(Problem):
    status = 431
    code = "head_too_large"


class UnknownVersion(Problem):
    status = 505
    code = "unknown_version"


class Unavailable(Problem):
    status = 503
    code = "unavailable"


class ClockInDoubt(Problem):
    status = 503
    code = "clock_in_doubt"


class Defect(Problem):
    status = 500
    code = "defect"


def kinds() -> dict[str, type[Problem]]:
    """Every kind of Problem by its code."""
    return _tree(Problem)


def _tree(root: type[Problem]) -> dict[str, type[Problem]]:
    found = {root.code: root}
    for child in root.__subclasses__():
        found.update(_tree(child))
    return found


def from_dict(answer: dict[str, Any]) -> Problem:
    """Rebuild the Problem that `as_dict` described; an unknown code becomes a Defect."""
    kind = kinds().get(answer["code"], Defect)
    return kind(
        answer["zh"],
        answer["en"],
        fields=tuple(FieldError(**field) for field in answer["fields"]),
        retry_after_seconds=answer["retry_after_seconds"],
    )


def wrong_field(field: str, code: str, *, zh: str, en: str) -> Invalid:
    """An Invalid about one field only."""
    return Invalid(zh, en, fields=(FieldError(field, code, zh, en),))


def check_version(expected: int | None, version: int) -> None:
    """Let a change pass that is based on this version; None: on any version.

    Raises:
        PreconditionFailed: somebody changed it meanwhile, and their change would be lost.
    """
    if expected not in (None, version):
        raise PreconditionFailed(
            f"内容已被他人修改：您依据的是版本 {expected}，现在是版本 {version}。请重新读取后再修改。",
            f"It was changed meanwhile: you read version {expected}, and now it is at version "
            f"{version}. Read it again, then change it.",
        )
