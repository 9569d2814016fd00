"""Reports, ratings and selections: what the communities publish of their commissioners' work.

A report can be published only of the quarter before the day of the demo, and a nomination hangs
for working days before anybody is honoured. So each community publishes its newest report, which
residents rate; the selection of today is open for opinions and votes; and that of 2014, over the
programme's own commissioners, has its nomination in public notice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from contracts.incentives.ballots import IssueSlips
from contracts.incentives.places import WeightedCriterion
from contracts.incentives.ratings import RateWorkReport, RecordRating, ReportScore
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    PublishWorkReport,
    ShowWorkReport,
)
from contracts.incentives.selection_objections import ObjectToSelection
from contracts.incentives.selections import (
    CountSelection,
    DraftSelection,
    JudgeCandidates,
    Nominate,
    OpenSelection,
    Points,
    PublishNomination,
)
from contracts.incentives.words import Criterion, RatedBy
from contracts.registry import Shape
from sample import accounts, people
from sample.people import DENGLIANG, Commissioner
from sample.recruiting import NAMES, Deed, known_as
from vocabulary.actors import Actor

#: Changes with the content, so that an older play's keys never meet another body.
_EDITION = "nanshan-honouring-1"
#: The year of the programme whose commissioners are honoured.
YEAR = 2014
_DAY = dt.timedelta(days=1)
#: The receptions of the days before a demo reach back so far, and so does what is known.
_KNOWN_SINCE = 5 * _DAY
_TITLE = "年度优秀社区专员"
#: Days in office that a candidate needs.
_LEAST_OF_THEN, _LEAST_OF_TODAY = 180, 30
_OF_THEN = {Criterion.SETTLED: 40, Criterion.RECEPTIONS: 20, Criterion.COMMITTEE: 40}
_OF_TODAY = {
    Criterion.RECEPTIONS: 20,
    Criterion.RESIDENTS: 20,
    Criterion.BALLOT: 40,
    Criterion.COMMITTEE: 20,
}
_HONOURS, _SLIPS = 1, 24
#: What households gave on the web, and with a sheet of paper.
_ON_THE_WEB, _ON_PAPER = (5, 4, 5, 3), (5, 4)
_WORDS = ("打电话总有人接。", "楼道灯当天就修好了。", None, "希望周末也能找到人。")


def report_of(community: str) -> UUID:
    """What the programme calls the newest report of a community."""
    return known_as("work report", community)


def reporting(community: str, day: dt.date) -> Iterator[Deed]:
    """The newest report is written, approved and published, and residents rate it.

    In 登良 it is corrected afterwards, and waits for the committee again.
    """
    yield from _Writer(community, day).reporting()


def choosing(community: str, day: dt.date) -> Iterator[Deed]:
    """The selection of today: open, with slips issued and some of the points given."""
    yield from _Writer(community, day).choosing()


def choosing_of_then(community: str, day: dt.date) -> Iterator[Deed]:
    """The selection of 2014, up to the notice; in 登良 somebody objects."""
    yield from _Writer(community, day).choosing_of_then()


def candidates_of_then(community: str) -> tuple[Commissioner, ...]:
    """Those who were in office long enough in 2014."""
    return tuple(one for one in people.residents_of(community) if _days(one) >= _LEAST_OF_THEN)


def _days(one: Commissioner) -> int:
    first = max(one.appointed_on, dt.date(YEAR, 1, 1))
    last = min(one.term_to, dt.date(YEAR, 12, 31))
    if one.left_on is not None:
        last = min(last, one.left_on - _DAY)
    return (last - first).days + 1


class _Writer:
    """Writes down what workstation, committee, street and residents of one community do."""

    def __init__(self, community: str, day: dt.date) -> None:
        self._community, self._day = community, day
        self._key = f"{_EDITION}-{day}-{community[-3:]}"
        self._staff = accounts.workstation_of(community).actor
        self._committee = accounts.committee_of(community).actor

    def reporting(self) -> Iterator[Deed]:
        report, quarter = report_of(self._community), known_as("quarter", self._community)
        rated = known_as("rated", self._community)
        path = f"/work-reports/{report}"
        summary = EditWorkReport.sent(
            summary=f"本季度{NAMES[self._community]}的专员坚持每周值班接待，居民反映最多的是楼道照明和停车。"
        )
        yield self._post(f"{path}/summary", summary, self._staff, method="PUT")
        yield self._post(f"{path}/approval", ApproveWorkReport.sent(), self._committee)
        yield self._post(f"{path}/publication", PublishWorkReport.sent(), self._staff)
        seen = self._post(path, ShowWorkReport.sent(), self._staff, method="GET")
        yield replace(seen, names={"quarter": quarter, "items.0.appointment_id": rated})
        for place, score in enumerate((*_ON_THE_WEB, *_ON_PAPER)):
            sheet = {
                "household": f"{place + 2}栋{place + 1}03",
                "scores": [ReportScore(appointment_id=rated, score=score)],
                "words": _WORDS[place % len(_WORDS)],
            }
            if place < len(_ON_THE_WEB):
                of_all = f"/public/work-reports/{self._community}/{quarter}/ratings"
                one = self._post(of_all, RateWorkReport.sent(**sheet), None, place=place)
            else:
                on_paper = RecordRating.sent(**sheet, way=RatedBy.PAPER)
                one = self._post(f"{path}/ratings", on_paper, self._staff, place=place)
            # No key is kept of a rating, because it must stay anonymous.
            yield replace(one, may_be_done=True)
        if self._community == DENGLIANG:
            change = CorrectWorkReport.sent(change="更正：补充一次周末的接待。")
            yield self._post(f"{path}/correction", change, self._staff)

    def choosing(self) -> Iterator[Deed]:
        _, second = accounts.commissioners_of(self._community)
        chosen = [
            known_as("appointment", one.code) for one in people.residents_of(self._community)[:2]
        ]
        selection = known_as("selection", self._community, "today")
        year = (self._day - _KNOWN_SINCE).year
        yield from self._opened(selection, year, _OF_TODAY, _LEAST_OF_TODAY)
        slips = IssueSlips.sent(households=_SLIPS)
        yield self._post(f"/selections/{selection}/slips", slips, self._staff)
        yield self._judged(selection, dict(zip(chosen, (86, 82), strict=True)), self._committee)
        # The other one has something to do still.
        yield self._judged(selection, {chosen[0]: 88}, second.actor)

    def choosing_of_then(self) -> Iterator[Deed]:
        selection = known_as("selection", self._community, "then")
        path = f"/selections/{selection}"
        yield from self._opened(selection, YEAR, _OF_THEN, _LEAST_OF_THEN)
        points = {
            known_as("appointment", one.code): 90 - 3 * (one.number % 5)
            for one in candidates_of_then(self._community)
        }
        yield self._judged(selection, points, self._committee)
        best = [known_as("best", self._community, str(place)) for place in range(_HONOURS)]
        counted = self._post(f"{path}/count", CountSelection.sent(), self._committee)
        fields = (f"places.{place}.appointment_id" for place in range(_HONOURS))
        yield replace(counted, names=dict(zip(fields, best, strict=True)))
        nominated = Nominate.sent(nominees=best)
        yield self._post(f"{path}/nomination", nominated, self._committee, method="PUT")
        yield self._post(f"{path}/notice", PublishNomination.sent(), self._staff)
        if self._community == DENGLIANG:
            text = "公示里没有写明化解了哪些事，请补充。"
            of_all = f"/public/communities/{self._community}/selections/{YEAR}/objections"
            yield self._post(of_all, ObjectToSelection.sent(text=text), None)

    def _opened(
        self, selection: UUID, year: int, weights: Mapping[Criterion, int], least_days: int
    ) -> Iterator[Deed]:
        terms = DraftSelection.sent(
            title=_TITLE,
            year=year,
            criteria=[
                WeightedCriterion(criterion=name, weight=weight) for name, weight in weights.items()
            ],
            honours=_HONOURS,
            least_days=least_days,
        )
        street = accounts.OFFICER.actor
        path = f"/communities/{self._community}/selections"
        yield replace(self._post(path, terms, street, place=year), gives=selection)
        yield self._post(f"/selections/{selection}/opening", OpenSelection.sent(), street)

    def _judged(self, selection: UUID, points: Mapping[UUID, int], by: Actor) -> Deed:
        given = [Points(appointment_id=one, points=given) for one, given in points.items()]
        path = f"/selections/{selection}/opinion"
        return self._post(
            path, JudgeCandidates.sent(points=given), by, method="PUT", place=len(given)
        )

    def _post(
        self, path: str, body: Shape, by: Actor | None, *, method: str = "POST", place: int = 0
    ) -> Deed:
        return Deed(f"{self._key}{path}-{place}", method, path, body, by)
