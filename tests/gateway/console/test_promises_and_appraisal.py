"""Pages of promises, of the sheet for an appraisal, and of ratings that were set aside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.incentives.appraisal import (
    Appraisal,
    AppraisedPromise,
    RatedQuarter,
    ShowAppraisal,
)
from contracts.incentives.promises import (
    FollowedPromise,
    FollowedPromises,
    JudgedPeriod,
    ListPromises,
    TiePromise,
    WritePromiseSeen,
)
from contracts.incentives.ratings import (
    BurstScore,
    DecideRatingBurst,
    ListRatingBursts,
    RatingBurst,
    RatingBursts,
)
from contracts.incentives.reports import ReportEdition, ShowWorkReport, WorkReport
from contracts.incentives.scorecards import Figure
from contracts.incentives.words import (
    BurstDecision,
    FigureName,
    PromiseFact,
    PromiseVerdict,
    ReportState,
)
from contracts.recruitment.office import ListPublicCommissioners, PublicCommissioner
from contracts.recruitment.office import PublicCommissioners as Named
from contracts.recruitment.words import Kind, PromisePeriod
from runtime.identifiers import new_id
from tests.builders import shanghai
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role

_APPOINTMENT, _PROMISE, _REPORT, _BURST = new_id(), new_id(), new_id(), new_id()
_MISSED = JudgedPeriod(
    first_day=dt.date(2013, 5, 1),
    last_day=dt.date(2013, 5, 31),
    verdict=PromiseVerdict.MISSED,
    counted=1,
    needed=2,
)


@pytest.fixture
def house(quick_house: House) -> House:
    """A house with one promise, one sheet and one burst."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    promise = _promise()
    named = PublicCommissioner(
        appointment_id=_APPOINTMENT,
        post="消防安全社区专员",
        kind=Kind.GROUP_LEADER,
        name="华志强",
        began_on=dt.date(2013, 1, 1),
        term_to=dt.date(2013, 12, 31),
    )
    answers |= {
        ListPromises: FollowedPromises(items=[promise]),
        TiePromise: promise,
        WritePromiseSeen: promise,
        ShowAppraisal: _sheet(),
        ListPublicCommissioners: Named(items=[named]),
        ListRatingBursts: _bursts(),
        DecideRatingBurst: _bursts(BurstDecision.COUNTED),
        ShowWorkReport: _report(),
    }
    return quick_house


def test_what_became_of_each_promise_and_its_periods(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    listed = clerk.opens("/desk/promises")
    page = clerk.opens(f"/desk/promises/{DENGLIANG}/{_PROMISE}")

    assert "每月接待两次" in listed.words
    assert "1 / 2" in page.words
    assert "未兑现" in page.words


def test_the_committee_ties_a_promise_to_facts(house: House) -> None:
    member = _signed_in(house, Role.PARTY_COMMITTEE)
    page = member.opens(f"/desk/promises/{DENGLIANG}/{_PROMISE}")

    member.sends(page, {"fact": "first_answers"}, deed="tie_promise")

    sent = _last(house, TiePromise)
    assert (sent.promise_id, sent.fact) == (_PROMISE, PromiseFact.FIRST_ANSWERS)


def test_somebody_writes_down_what_they_saw(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(f"/desk/promises/{DENGLIANG}/{_PROMISE}")
    typed = {"day": "2013-05-20", "verdict": "kept", "seen": "都见巡查记录。"}

    clerk.sends(page, typed, deed="write_promise_seen")

    sent = _last(house, WritePromiseSeen)
    assert (sent.day, sent.verdict) == (dt.date(2013, 5, 20), PromiseVerdict.KEPT)


def test_the_sheet_has_both_numbers_and_leads_to_the_grade(house: House) -> None:
    member = _signed_in(house, Role.PARTY_COMMITTEE)

    page = member.opens(f"/desk/scorecards/{_APPOINTMENT}/appraisal")

    for said in ("华志强", "3/4", "2013年第1季度", "份数过少", "每月接待两次", "1 / 2"):
        assert said in page.words, said
    assert f"/desk/appointments/{_APPOINTMENT}" in page.links


def test_the_person_reads_the_sheet_without_giving_the_grade(house: House) -> None:
    person = _signed_in(house, Role.COMMISSIONER)

    page = person.opens(f"/desk/scorecards/{_APPOINTMENT}/appraisal")

    assert f"/desk/appointments/{_APPOINTMENT}" not in page.links


def test_the_committee_decides_whether_ratings_count(house: House) -> None:
    member = _signed_in(house, Role.PARTY_COMMITTEE)
    report = member.opens(f"/desk/work-reports/{_REPORT}")
    assert f"/desk/work-reports/{_REPORT}/rating-bursts" in report.links
    page = member.opens(f"/desk/work-reports/{_REPORT}/rating-bursts")
    assert "11 份" in page.words
    typed = {"decision": "counted", "reason": "活动中心共用一个网络。"}

    done = member.sends(page, typed, deed=f"decide_rating_burst-{_BURST}")

    assert "已记下" in member.follows(done).words
    sent = _last(house, DecideRatingBurst)
    assert (sent.burst_id, sent.decision, sent.expected_version) == (
        _BURST,
        BurstDecision.COUNTED,
        1,
    )


def test_clerks_see_no_ratings_that_were_set_aside(house: House) -> None:
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)

    assert clerk.opens(f"/desk/work-reports/{_REPORT}/rating-bursts").status == 403


def _promise() -> FollowedPromise:
    return FollowedPromise(
        promise_id=_PROMISE,
        appointment_id=_APPOINTMENT,
        post="消防安全社区专员",
        text="每月接待两次。",
        target=2,
        unit="次",
        period=PromisePeriod.MONTH,
        kept=0,
        missed=1,
        not_countable=0,
        periods=[_MISSED],
        possible=["fact", "seen"],
        version=0,
    )


def _sheet() -> Appraisal:
    return Appraisal(
        appointment_id=_APPOINTMENT,
        community=DENGLIANG,
        post="消防安全社区专员",
        began_on=dt.date(2013, 1, 1),
        from_day=dt.date(2013, 1, 1),
        to_day=dt.date(2013, 6, 30),
        days_in_office=181,
        opinions=[Figure(name=FigureName.RATINGS, value=2, is_too_few=True)],
        quarters=[RatedQuarter(quarter="2013Q1", is_too_few=True)],
        cases=[Figure(name=FigureName.APPEALS_SETTLED, value=3, of=4, percent=75.0)],
        promises=[
            AppraisedPromise(
                promise_id=_PROMISE,
                text="每月接待两次。",
                kept=3,
                missed=1,
                not_countable=0,
                missed_periods=[_MISSED],
            )
        ],
        learning=[Figure(name=FigureName.TRAINING_HOURS, value=8)],
        words=[],
    )


def _bursts(decision: BurstDecision | None = None) -> RatingBursts:
    score = BurstScore(appointment_id=_APPOINTMENT, post="消防安全社区专员", answers=11, mean=1.0)
    burst = RatingBurst(
        id=_BURST,
        began_at=shanghai(2013, 7, 9, 10),
        sheets=11,
        scores=[score],
        decision=decision,
        possible=["decision"],
        version=1,
    )
    return RatingBursts(items=[burst])


def _report() -> WorkReport:
    return WorkReport(
        id=_REPORT,
        community=DENGLIANG,
        quarter="2013Q2",
        state=ReportState.PUBLISHED,
        possible=[],
        items=[],
        editions=[ReportEdition(number=1, published_on=dt.date(2013, 7, 4))],
        version=3,
    )


def _signed_in(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, DENGLIANG)).status == 303
    return made


def _last(house: House, kind: type[Any]) -> Any:
    asked = [one.request for one in house.gateway.services.asked]
    return [one for one in asked if isinstance(one, kind)][-1]
