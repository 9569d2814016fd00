"""Screening (筛选): stages and criteria of a street, scores, decisions, the reserve list (R13, R46)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.applications import (
    REASON_LONGEST,
    ApplicationSummary,
    ApplicationView,
    OneApplication,
    Opinion,
)
from contracts.recruitment.words import Outcome, PostCategory, StageKind
from contracts.registry import Answer, Request, Shape, request, shape

STAGES_MOST, CRITERIA_MOST, POINTS_MOST, WEIGHT_MOST = 8, 12, 100, 100
_KEY = r"^[a-z][a-z0-9_]{0,23}$"
_NOT_A_KEY = "Must be a lower-case word, as interview."


@shape
class Stage(Shape):
    """One stage; they are taken in order."""

    key: str = fields.pattern("Its name for programs.", _KEY, error=_NOT_A_KEY, example="interview")
    kind: StageKind = fields.choice("What is done.", example="interview")
    title: str = fields.line("Its title.", longest=40, example="面谈")


@shape
class Criterion(Shape):
    """One criterion, scored from 0 to 100."""

    key: str = fields.pattern("Its name for programs.", _KEY, error=_NOT_A_KEY, example="ability")
    title: str = fields.line("Its title.", longest=40, example="履职能力")
    weight: int = fields.number(
        "Its weight, as a share of the sum of all.", least=1, most=WEIGHT_MOST, example=30
    )


@shape
class PlanView(Answer):
    """A street's screening; a campaign keeps the one it began with."""

    street: str = fields.place("The street.")
    stages: list[Stage] = fields.plain("The stages, in order.")
    criteria: list[Criterion] = fields.plain("The criteria.")
    is_default: bool = fields.plain(
        "Whether this is our proposal, because the street has set nothing."
    )
    reason: str | None = fields.plain("Why it was set.", default=None)
    set_at: dt.datetime | None = fields.moment("When.", default=None)
    set_by: str | None = fields.plain("The account that set it.", default=None)
    version: int = fields.plain("Counts the settings; 0: nothing was set.")


@shape
class Point(Shape):
    """What an assessor gives for one criterion."""

    criterion: str = fields.pattern("Which.", _KEY, error=_NOT_A_KEY, example="ability")
    points: int = fields.number("0 to 100.", least=0, most=POINTS_MOST, example=85)
    note: str | None = fields.words("Why.", longest=REASON_LONGEST, default=None)


@shape
class CriterionResult(Answer):
    """What an application got for one criterion."""

    criterion: str = fields.plain("Which.")
    mean: float | None = fields.plain("Mean of the points; null: not scored.", default=None)
    spread: int | None = fields.plain("Highest minus lowest.", default=None)
    assessors: int = fields.plain("Number of assessors.")


@shape
class GivenScore(Answer):
    """The points of one assessor for one criterion."""

    assessor: str = fields.account("The account.")
    criterion: str = fields.plain("Which.")
    points: int = fields.plain("0 to 100.")
    note: str | None = fields.plain("Why.", default=None)
    scored_at: dt.datetime = fields.moment("When.")


@shape
class Abstention(Answer):
    """An assessor who abstained, and why."""

    assessor: str = fields.account("The account.")
    reason: str | None = fields.plain(
        "The reason; null for callers other than the deciders and the assessor.", default=None
    )
    abstained_at: dt.datetime = fields.moment("When.")


@shape
class Card(Answer):
    """What the screening found of one application.

    Assessors see the points of others once they have given their own for every criterion, or when
    no more can be given: the ranking is next, or it is decided.
    """

    application: ApplicationSummary = fields.plain("The application, the person masked.")
    rank: int | None = fields.plain(
        "Rank among the applications for the same post; equals share one. Null: not all criteria "
        "are scored, or the caller may not see it yet.",
        default=None,
    )
    total: float | None = fields.plain("Weighted mean, 0 to 100.", default=None)
    spread: float | None = fields.plain(
        "Highest minus lowest total of the assessors who scored every criterion.", default=None
    )
    assessors: int = fields.plain("Number of assessors who scored it.")
    criteria: list[CriterionResult] = fields.plain("By criterion.")
    scores: list[GivenScore] = fields.plain("The points of each assessor.")
    abstentions: list[Abstention] = fields.plain("The account that abstained.")


@shape
class ScreeningView(Answer):
    """The screening of a campaign, ranked by post."""

    campaign_id: UUID = fields.plain("The campaign.")
    stages: list[Stage] = fields.plain("The stages.")
    criteria: list[Criterion] = fields.plain("The criteria.")
    started_at: dt.datetime = fields.moment("When it began.")
    items: list[Card] = fields.plain(
        "By post, then by rank; without withdrawn applications and without posts that the reader "
        "applied for."
    )


@shape
class ReserveEntry(ApplicationSummary):
    """A person on the reserve list, masked."""

    category: PostCategory = fields.choice("Field of work of the post.")


@shape
class ReservePage(Page):
    """A page of the reserve list (后备人才): the people who agreed to it, and until when."""

    items: list[ReserveEntry] = fields.plain("The people, masked.")


@request("recruitment", "show_screening_plan", PlanView)
class ShowScreeningPlan(Request[PlanView]):
    """Show the stages and criteria of a street."""

    street: str = fields.path(fields.area("The street."))


@request("recruitment", "set_screening_plan", PlanView)
class SetScreeningPlan(Change, Request[PlanView]):
    """Set the stages and criteria; screenings that have begun keep theirs."""

    street: str = fields.path(fields.area("The street."))
    stages: list[Stage] = fields.parts("The stages, in order.", fewest=1, most=STAGES_MOST)
    criteria: list[Criterion] = fields.parts("The criteria.", fewest=1, most=CRITERIA_MOST)
    reason: str = fields.words(
        "Which decision of the street office this carries out.",
        longest=REASON_LONGEST,
        example="经街道办公会议研究，自下一次招募起执行。",
    )


@request("recruitment", "start_screening", ScreeningView)
class StartScreening(Request[ScreeningView]):
    """Begin to screen a closed campaign; repeating it changes nothing."""

    campaign_id: UUID = fields.path("The campaign.")


@request("recruitment", "show_screening", ScreeningView)
class ShowScreening(Request[ScreeningView]):
    """Show the applications of a campaign, ranked by post."""

    campaign_id: UUID = fields.path("The campaign.")


@request("recruitment", "score_application", Card)
class ScoreApplication(Request[Card]):
    """Score the criteria, as one of several assessors."""

    application_id: UUID = fields.path("The application.")
    points: list[Point] = fields.parts("One for each criterion.", fewest=1, most=CRITERIA_MOST)


@request("recruitment", "abstain_from_application", Card)
class AbstainFromApplication(Request[Card]):
    """Abstain because of a conflict of interest (回避); your points are taken back."""

    application_id: UUID = fields.path("The application.")
    reason: str = fields.words("Which.", longest=REASON_LONGEST, example="与报名人是亲属。")


@request("recruitment", "decide_stage", ApplicationView)
class DecideStage(OneApplication, Request[ApplicationView]):
    """Decide the next stage of an application, with a reason that the person reads."""

    stage: str = fields.pattern("The stage.", _KEY, error=_NOT_A_KEY, example="check")
    passed: bool = fields.plain("Whether it passes; if not, it ends here.", example=True)
    reason: str = fields.words(
        "The reason, which the person reads.", longest=REASON_LONGEST, example="符合条件。"
    )
    opinion: Opinion | None = fields.plain(
        "What residents said; needed in a stage of the kind `opinion`, refused in others.",
        default=None,
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("recruitment", "decide_application", ApplicationView)
class DecideApplication(OneApplication, Request[ApplicationView]):
    """Select an application for the party committee, or turn it down, with a reason."""

    outcome: Outcome = fields.choice("What was decided.", example="selected")
    reason: str = fields.words(
        "The reason, which the person reads.", longest=REASON_LONGEST, example="综合得分第一。"
    )
    happened_at: dt.datetime | None = fields.moment("When; now, if left out.", default=None)


@request("recruitment", "list_reserves", ReservePage)
class ListReserves(Listing, Request[ReservePage]):
    """List the people on the reserve list, the first to leave it first."""

    area: str | None = fields.area("Only this area.", default=None)
    category: list[PostCategory] | None = fields.several("Only these fields.", PostCategory)
    sort: str | None = fields.sorting("reserve_until", "decided_at")


@request("recruitment", "remove_from_reserve", ApplicationView)
class RemoveFromReserve(OneApplication, Request[ApplicationView]):
    """Remove a person from the reserve list, with a reason."""

    reason: str = fields.words("Why.", longest=REASON_LONGEST, example="已搬离本社区。")
