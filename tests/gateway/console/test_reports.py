"""Pages of work reports, ratings and scorecards, as residents, commissioners and staff meet them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.incentives.ratings import (
    RateWorkReport,
    RatingResult,
    RatingResults,
    RecordRating,
    ShowRatingResults,
)
from contracts.incentives.reports import (
    ListWorkReports,
    PreparedCommissioner,
    PublicCommissionerReport,
    PublicWorkReport,
    ReportEdition,
    ShowPublicWorkReport,
    ShowWorkReport,
    WorkReport,
    WorkReportPage,
)
from contracts.incentives.scorecards import (
    CountedFact,
    CountedFacts,
    Figure,
    ListFacts,
    ListScorecards,
    OwnWords,
    Scorecard,
    Scorecards,
    ShowScorecard,
    WriteOwnWords,
)
from contracts.incentives.words import FigureName, RatedBy, ReportState
from contracts.recruitment.office import ListPublicNames, NamedPublicly, NamesOfDay
from contracts.recruitment.words import PostCategory
from runtime.identifiers import new_id
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import WrongState

_APPOINTMENT, _OTHER, _REPORT = new_id(), new_id(), new_id()
_PUBLIC = f"/communities/{DENGLIANG}/work-reports/2013Q2"
_EDITIONS = [
    ReportEdition(number=number, published_on=dt.date(2013, 7, 2 + number), change=None)
    for number in (2, 1)
]
_FIGURES = [
    Figure(name=FigureName.RECEPTIONS, value=7),
    Figure(name=FigureName.APPEALS_SETTLED, value=3, of=4, percent=75.0),
    Figure(name=FigureName.RATINGS, value=2, is_too_few=True),
]
_COMMISSIONERS: list[dict[str, Any]] = [
    {
        "appointment_id": one,
        "post": post,
        "category": PostCategory.FIRE_SAFETY,
        "days_in_office": 91,
        "figures": _FIGURES,
        "promises": [],
    }
    for one, post in ((_APPOINTMENT, "消防安全社区专员"), (_OTHER, "宠物管理社区专员"))
]


@pytest.fixture
def house(quick_house: House) -> House:
    """A house in which a report is published."""
    made = quick_house.gateway
    made.services.answers.update(everything())
    named = NamedPublicly(appointment_id=_APPOINTMENT, name="华志强")
    made.services.answers |= {
        ShowPublicWorkReport: _published(),
        ListPublicNames: NamesOfDay(items=[named]),
        ShowRatingResults: RatingResults(is_over=False, items=[]),
    }
    return quick_house


def _signed_in(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, DENGLIANG)).status == 303
    return made


def _published(*, number: int = 2, takes_ratings: bool = True) -> PublicWorkReport:
    return PublicWorkReport(
        community=DENGLIANG,
        quarter="2013Q2",
        number=number,
        published_on=dt.date(2013, 7, 4),
        items=[PublicCommissionerReport(**one) for one in _COMMISSIONERS],
        editions=_EDITIONS,
        takes_ratings=takes_ratings,
    )


def _prepared(state: ReportState, *possible: str) -> WorkReport:
    return WorkReport(
        id=_REPORT,
        community=DENGLIANG,
        quarter="2013Q2",
        state=state,
        possible=list(possible),
        items=[PreparedCommissioner(**one) for one in _COMMISSIONERS],
        editions=_EDITIONS if state is ReportState.PUBLISHED else [],
        version=3,
    )


def _card(*possible: str, **more: Any) -> Scorecard:
    usual: dict[str, Any] = {
        "appointment_id": _APPOINTMENT,
        "community": DENGLIANG,
        "post": "消防安全社区专员",
        "began_on": dt.date(2013, 1, 1),
        "from_day": dt.date(2013, 1, 1),
        "to_day": dt.date(2013, 6, 30),
        "days_in_office": 181,
        "figures": _FIGURES,
        "promises": [],
        "words": [],
        "possible": list(possible),
    }
    return Scorecard(**usual | more)


def _last(house: House, kind: type[Any]) -> Any:
    return [one.request for one in house.gateway.services.asked if isinstance(one.request, kind)][
        -1
    ]


def test_a_resident_reads_names_as_far_as_a_consent_holds(house: House) -> None:
    words = Visitor(house.gateway.app).opens(_PUBLIC).words

    assert "2013年第2季度履职公示" in words
    assert "华志强" in words
    assert "本人未同意公开姓名" in words
    assert "3/4 （75%）" in words or "3/4（75%）" in words


def test_a_resident_rates_only_those_they_know(house: House) -> None:
    resident = Visitor(house.gateway.app)
    page = resident.opens(_PUBLIC)

    done = resident.sends(page, {"scores.1.score": "4", "phone": "13800138000"})

    assert "评议已收到" in resident.follows(done).words
    sent = _last(house, RateWorkReport)
    assert [(one.appointment_id, one.score) for one in sent.scores] == [(_OTHER, 4)]


def test_a_refused_rating_keeps_what_was_ticked(house: House) -> None:
    house.gateway.services.answers[RateWorkReport] = WrongState(
        "已经评议过这一期。", "Rated already."
    )
    resident = Visitor(house.gateway.app)

    refused = resident.sends(
        resident.opens(_PUBLIC), {"scores.0.score": "2", "household": "3栋1201"}
    )

    assert (refused.status, "已经评议过这一期" in refused.words) == (409, True)
    form = refused.form()
    assert (form.fields["scores.0.score"], form.fields["household"]) == ("2", "3栋1201")


def test_results_say_too_few_instead_of_a_mean(house: House) -> None:
    house.gateway.services.answers |= {
        ShowPublicWorkReport: _published(takes_ratings=False),
        ShowRatingResults: RatingResults(
            is_over=True,
            items=[
                RatingResult(appointment_id=_APPOINTMENT, answers=6, mean=4.5),
                RatingResult(appointment_id=_OTHER, is_too_few=True),
            ],
        ),
    }

    page = Visitor(house.gateway.app).opens(_PUBLIC)

    assert "6 份，平均 4.5 分" in page.words
    assert "份数过少，不公布结果" in page.words
    assert [form for form in page.forms if "phone" in form.names] == []


def test_an_old_edition_says_so_and_takes_no_rating(house: House) -> None:
    house.gateway.services.answers[ShowPublicWorkReport] = _published(number=1)

    page = Visitor(house.gateway.app).opens(f"{_PUBLIC}?edition=1")

    assert "这是旧版" in page.words
    assert [form for form in page.forms if "phone" in form.names] == []
    assert f"/api/v1/public/work-reports/{DENGLIANG}/2013Q2/editions/1.pdf" in page.links


def test_a_committee_approves_a_draft(house: House) -> None:
    draft = _prepared(ReportState.DRAFT, "approval")
    house.gateway.services.answers |= {
        ShowWorkReport: draft,
        ListWorkReports: WorkReportPage(items=[draft]),
    }
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    assert "2013年第2季度" in committee.opens("/desk/work-reports").words
    page = committee.opens(f"/desk/work-reports/{_REPORT}")

    done = committee.sends(page, deed="approve_work_report")

    assert "已完成" in committee.follows(done).words


def test_a_clerk_records_paper_after_paper(house: House) -> None:
    house.gateway.services.answers[ShowWorkReport] = _prepared(ReportState.PUBLISHED, "correction")
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    here = f"/desk/work-reports/{_REPORT}/ratings"
    page = clerk.opens(here)
    typed = {"scores.0.score": "5", "household": "3栋1201", "way": "paper"}

    done = clerk.sends(page, typed)

    assert done.leads_to == here
    sent = _last(house, RecordRating)
    assert (sent.way, [one.score for one in sent.scores]) == (RatedBy.PAPER, [5])


def test_a_commissioner_comes_to_their_only_card_and_adds_words(house: House) -> None:
    words = [OwnWords(quarter="2013Q2", text="两处隐患在跟进。", version=1)]
    own = _card("words", words=words, words_open=["2013Q1", "2013Q2"])
    house.gateway.services.answers |= {
        ListScorecards: Scorecards(items=[_card("words")]),
        ShowScorecard: own,
        WriteOwnWords: own,
    }
    person = _signed_in(house, Role.COMMISSIONER)
    page = person.follows(person.opens("/desk/scorecards"))
    assert "两处隐患在跟进" in page.form(deed="write_own_words-2013Q2").fields["text"]

    done = person.sends(page, {"text": "已经办好。"}, deed="write_own_words-2013Q2")

    assert "说明已保存" in person.follows(done).words
    sent = _last(house, WriteOwnWords)
    assert (sent.quarter, sent.expected_version) == ("2013Q2", 1)
    person.sends(page, {"text": "新的。"}, deed="write_own_words-2013Q1")
    assert _last(house, WriteOwnWords).expected_version == 0


@pytest.mark.parametrize("role", [Role.WORKSTATION_STAFF, Role.COMMISSIONER])
def test_cards_of_people_without_a_public_name_are_listed(house: House, role: Role) -> None:
    """A name that nobody agreed to is left out; once it broke the whole page."""
    unnamed = _card(appointment_id=_OTHER, post="宠物管理社区专员")
    house.gateway.services.answers |= {ListScorecards: Scorecards(items=[_card(), unnamed])}

    page = _signed_in(house, role).opens("/desk/scorecards")

    assert page.status == 200
    assert "消防安全社区专员" in page.words
    assert "宠物管理社区专员" in page.words


def test_each_figure_of_a_card_opens_its_facts(house: House) -> None:
    fact = CountedFact(kind="appeal_closed", thing_id=new_id(), day=dt.date(2013, 5, 4), amount=1)
    house.gateway.services.answers |= {
        ShowScorecard: _card(),
        ListFacts: CountedFacts(items=[fact]),
    }
    clerk = _signed_in(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(f"/desk/scorecards/{_APPOINTMENT}")
    (way,) = [one for one in page.links if "/facts/appeals_settled" in one]

    facts = clerk.opens(way)

    assert f"/desk/appeals/{fact.thing_id}" in facts.links
    asked = _last(house, ListFacts)
    assert (asked.from_day, asked.to_day) == (dt.date(2013, 1, 1), dt.date(2013, 6, 30))
