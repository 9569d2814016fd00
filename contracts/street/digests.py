"""Digests (汇总) of each area's figures: whole, by themselves, and naming nobody."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import marshmallow

from contracts import fields
from contracts.registry import Answer, Event, Request, Shape, Told, event, request, shape
from contracts.street.totals import Rate
from contracts.street.words import Span
from vocabulary.areas import Level

_PLACES = 2**53
_PAGE_MOST = 100
_AT_MOST = 2**31 - 1


class _Part(Told):
    """A part of a digest."""

    class Meta:
        """A reader ignores what later releases add here too."""

        unknown: ClassVar[str] = marshmallow.EXCLUDE


@shape
class DigestLine(_Part):
    """The figures of one category, group, channel or outcome."""

    key: str = fields.plain("Its code; `*` holds all that have no line of their own.")
    appeals: int = fields.plain("Appeals received in the period.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")


@shape
class DigestFigures(_Part):
    """The figures of one period."""

    span: Span = fields.choice("Which period.")
    begins: dt.date | None = fields.plain("Its first day, Asia/Shanghai; null: all of time.")
    receptions: int = fields.plain("Person-visits (接待人次).")
    appeals: int = fields.plain("Appeals received in the period.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")
    settled_rate: Rate = fields.plain("Settled of received.")
    by_category: list[DigestLine] = fields.plain("By category.")
    by_applicant_group: list[DigestLine] = fields.plain("By applicant group.")
    by_channel: list[DigestLine] = fields.plain(
        "By channel; `unknown` holds appeals without a recorded channel."
    )
    by_outcome: list[DigestLine] = fields.plain(
        "By outcome; `open` holds appeals that are not closed."
    )
    appointed: int | None = fields.plain(
        "Terms of residents as commissioners that began (聘任人次), renewals too; null: told by a "
        "version that did not count it, here and below.",
        default=None,
    )
    activities: int | None = fields.plain("Activities held.", default=None)
    service_minutes: int | None = fields.plain("Minutes of volunteers' service.", default=None)
    honours: int | None = fields.plain(
        "Honours awarded in the period that still stand.", default=None
    )


@shape
class HeardUpTo(_Part):
    """How far the log of a source was heard."""

    source: str = fields.plain("The service that published the events.")
    sequence: int = fields.number(
        "The highest place in its log of what is counted here.", least=1, most=_PLACES
    )


@shape
class _Digest(Told):
    """What a digest says."""

    area: str = fields.area("The community, street, district or city.")
    level: Level = fields.choice("Its level.")
    day: dt.date = fields.plain("The running day, Asia/Shanghai.")
    merged_into: str | None = fields.place(
        "The area that counts its figures since it was merged; then all figures here are 0. "
        "Null: none.",
        default=None,
    )
    heard: list[HeardUpTo] = fields.plain("What it stands for, by source.")
    periods: list[DigestFigures] = fields.plain(
        "The running day, month, quarter and year, and all of time."
    )
    in_office: int | None = fields.plain(
        "Commissioners in office on the day (在任), staff in the interim too; null: told by a "
        "version that did not count it, here and below.",
        default=None,
    )
    posts: int | None = fields.plain("Posts (岗位) that are open, filled or not.", default=None)
    vacant_posts: int | None = fields.plain("Of these, without a holder.", default=None)
    interim_posts: int | None = fields.plain("Of these, held by staff for a while.", default=None)
    volunteers: int | None = fields.plain("Volunteers (义工) registered and met.", default=None)
    version: int = fields.number(
        "Rises with each change; the same again is a sign of life.", least=1, most=_AT_MOST
    )


@event("street", subject="area", area="area")
class TotalsDigested(_Digest, Event):
    """The figures of an area as they stand; keep the newest version of each area."""


@shape
class DigestView(_Digest, Answer):
    """The newest digest of an area."""


@shape
class DigestPage(Answer):
    """Digests in the order in which they last changed."""

    items: list[DigestView] = fields.plain("The digests; of each area the newest.")
    last: int = fields.plain("Ask for what comes after this place.")
    more: bool = fields.plain("Whether there is more at once.")


@shape
class DigestPlace(Shape):
    """Where to go on reading."""

    after: int = fields.number(
        "The place up to which the digests are known already; 0 for none.",
        least=0,
        most=_PLACES,
        default=0,
        strict=False,
    )
    limit: int = fields.number(
        "How many digests.", least=1, most=_PAGE_MOST, default=50, strict=False
    )
    area: str | None = fields.area("Only this area and what lies in it.", default=None)


@request("street", "list_digests", DigestPage)
class ListDigests(DigestPlace, Request[DigestPage]):
    """The digests that changed after a place; they name nobody."""
