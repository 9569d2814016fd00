"""Promises of service (服务承诺): kept, missed or not countable, by period. R23, R24."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.scorecards import CardPeriod
from contracts.incentives.words import PromiseFact, PromiseVerdict
from contracts.recruitment.words import PromisePeriod
from contracts.registry import Answer, Request, request, shape


@shape
class JudgedPeriod(Answer):
    """What became of a promise in one full period."""

    first_day: dt.date = fields.plain("First day of the period.")
    last_day: dt.date = fields.plain("Last day of the period.")
    verdict: PromiseVerdict = fields.choice("What became of it.")
    counted: int | None = fields.plain("How many the facts count; null: none do.", default=None)
    needed: int | None = fields.plain(
        "How many were promised; of each wording by its days, where it changed in mid-period.",
        default=None,
    )
    seen: str | None = fields.plain("What somebody saw, where no facts count it.", default=None)


@shape
class FollowedPromise(Answer):
    """A promise of the handbook's newest edition, and what became of it."""

    promise_id: UUID = fields.plain("The promise.")
    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    text: str = fields.plain("The promise.")
    target: int | None = fields.plain("How many or how much of the unit.", default=None)
    unit: str | None = fields.plain("Of what.", default=None)
    period: PromisePeriod | None = fields.choice("The period for it.", default=None)
    fact: PromiseFact | None = fields.choice(
        "By which facts it is counted; null: somebody writes down what they saw.", default=None
    )
    kept: int = fields.plain("In how many full periods it was kept.")
    missed: int = fields.plain("In how many it was missed.")
    not_countable: int = fields.plain("In how many nobody can tell.")
    periods: list[JudgedPeriod] = fields.plain("The full periods, the newest first.")
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes of its tie, from 0.")


@shape
class FollowedPromises(Answer):
    """The promises of a community."""

    items: list[FollowedPromise] = fields.plain("The promises, by post.")


@request("incentives", "list_promises", FollowedPromises)
class ListPromises(CardPeriod, Request[FollowedPromises]):
    """List the promises of a community in a period, and what became of each."""

    community: str = fields.path(fields.area("The community."))


@shape
class PromiseLast(Answer):
    """The last full period of a promise, as anyone reads it."""

    promise_id: UUID = fields.plain("The promise.")
    first_day: dt.date = fields.plain("First day of the period.")
    last_day: dt.date = fields.plain("Last day of the period.")
    verdict: PromiseVerdict = fields.choice("What became of it.")
    counted: int | None = fields.plain("How many the facts count; null: none do.", default=None)
    needed: int | None = fields.plain("How many were promised.", default=None)


@shape
class PromisesLast(Answer):
    """The last full period of each promise of a community's newest handbook."""

    items: list[PromiseLast] = fields.plain("The promises that have had a full period.")


@request("incentives", "show_last_promises", PromisesLast)
class ShowLastPromises(Request[PromisesLast]):
    """Show what became of each promise in its last full period; anyone may see it."""

    community: str = fields.path(fields.area("The community."))


@request("incentives", "tie_promise", FollowedPromise)
class TiePromise(Change, Request[FollowedPromise]):
    """Say by which facts a promise is counted; without one, somebody writes down what they saw."""

    promise_id: UUID = fields.path("The promise.")
    fact: PromiseFact | None = fields.choice(
        "The facts; null: none any more.", example="receptions", default=None
    )


@request("incentives", "write_promise_seen", FollowedPromise)
class WritePromiseSeen(Change, Request[FollowedPromise]):
    """Write down whether a promise was kept in a period, as somebody other than its person."""

    promise_id: UUID = fields.path("The promise.")
    day: dt.date = fields.plain("Any day of the period.")
    verdict: PromiseVerdict = fields.choice("What became of it.")
    seen: str = fields.words("What you saw.", longest=500, example="四次走访楼道，均见巡查记录。")
