from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contracts.recruitment.parameters import SetParameter
from contracts.recruitment.regulations import (
    CompareRegulations,
    DiscardRegulationDraft,
    DraftRegulation,
    ListPublicRegulations,
    PrintRegulations,
    PublicRegulation,
    PublishRegulation,
    RegulationPublished,
    RegulationView,
    ShowPublicRegulation,
)
from contracts.recruitment.words import Parameter, RegulationName
from groundwork import history
from runtime import clock
from runtime.database import Database
from services.recruitment.parameters import operations as parameters
from services.recruitment.regulations import operations, queries
from tests.builders import ABROAD, LILIN, STAFF, STREET, an_actor, done, field_of, refused
from tests.outboxes import events
from tests.papers import text_of
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_STRANGER = an_actor(Role.STREET_OFFICER, "440306001000")
_TRAINING = RegulationName.TRAINING
_ID = queries.regulation_id(STREET, _TRAINING)


def _today() -> dt.date:
    return day_of(clock.now())


def _draft(database: Database, actor: Actor = OFFICER, **changed: Any) -> RegulationView:
    usual: dict[str, Any] = {
        "street": STREET,
        "name": _TRAINING,
        "title_zh": "南山街道专员培训制度",
        "title_en": "Training",
        "summary_en": "What is learnt.",
        "text": "1. 岗位不超过 {{post_cap}} 个。",
    }
    return done(database, operations.draft, actor, DraftRegulation(**usual | changed))


def _publish(database: Database, actor: Actor = OFFICER, **changed: Any) -> RegulationView:
    usual: dict[str, Any] = {"street": STREET, "name": _TRAINING, "reason": "街道办公会议"}
    return done(database, operations.publish, actor, PublishRegulation(**usual | changed))


def _read(database: Database, on: dt.date | None = None) -> PublicRegulation:
    return done(
        database,
        queries.public_one,
        ShowPublicRegulation(street=STREET, name=_TRAINING, on=on),
    )


def test_a_street_begins_with_the_proposal(recruitment: Database) -> None:
    """R19, R21: ten and eight, whatever the street has written by then."""
    found = done(recruitment, queries.public_list, ListPublicRegulations(street=STREET)).items

    assert len(found) == 18
    assert {one.number for one in found} == {0}
    assert not [one.name for one in found if "{{" in one.text]
    assert "10 个" in found[0].text


def test_a_draft_counts_for_nobody(recruitment: Database) -> None:
    _draft(recruitment)

    assert _read(recruitment).number == 0


def test_what_is_published_counts_from_its_day_on(recruitment: Database) -> None:
    later = _today() + dt.timedelta(days=10)
    _draft(recruitment)

    _publish(recruitment, effective_from=later)

    assert _read(recruitment).number == 0
    shown = _read(recruitment, later)
    assert (shown.number, shown.title_zh) == (1, "南山街道专员培训制度")
    assert shown.text == "1. 岗位不超过 10 个。"


def test_a_text_says_the_value_of_the_day(recruitment: Database) -> None:
    """R18: one number, kept in one place."""
    later = _today() + dt.timedelta(days=10)
    _draft(recruitment)
    _publish(recruitment)
    twelve = SetParameter(
        street=STREET, name=Parameter.POST_CAP, value=12, effective_from=later, reason="会议"
    )
    done(recruitment, parameters.put, OFFICER, twelve)

    assert _read(recruitment).text == "1. 岗位不超过 10 个。"
    assert _read(recruitment, later).text == "1. 岗位不超过 12 个。"


def test_versions_are_kept_with_who_and_why(recruitment: Database) -> None:
    _draft(recruitment)
    _publish(recruitment)
    _draft(recruitment, text="1. 第二版。")
    shown = _publish(recruitment, reason="第二次会议")

    assert [edition.number for edition in shown.editions] == [2, 1, 0]
    assert (shown.editions[0].reason, shown.editions[0].published_by) == (
        "第二次会议",
        OFFICER.account,
    )
    assert (shown.draft, shown.version) == (None, 4)
    with recruitment.reading() as session:
        what = [entry.what for entry in history.of(session, "regulation", _ID)]
    assert what == ["drafted", "published"] * 2


def test_two_versions_are_compared_as_they_were_written(recruitment: Database) -> None:
    _draft(recruitment, text="甲\n乙")
    _publish(recruitment)
    _draft(recruitment, text="甲\n丙")
    _publish(recruitment)

    pair = CompareRegulations(street=STREET, name=_TRAINING, from_number=1, to_number=2)
    found = done(recruitment, queries.compared, pair)

    assert [(line.change.value, line.text) for line in found.lines] == [
        ("same", "甲"),
        ("removed", "乙"),
        ("added", "丙"),
    ]


@pytest.mark.one_database
@pytest.mark.one_database
def test_a_draft_is_compared_with_what_is_in_force_today(recruitment: Database) -> None:
    """Issue 19: look at what a draft changes before it is put into force."""
    _draft(recruitment, text="1. 甲。\n2. 乙。")
    _publish(recruitment)
    _draft(recruitment, text="1. 甲。\n2. 戊。")
    _publish(recruitment, effective_from=_today() + dt.timedelta(days=30))
    _draft(recruitment, text="1. 甲。\n2. 丙。")

    found = done(recruitment, queries.draft_compared, STAFF, STREET, _TRAINING)

    assert (found.from_number, found.to_number) == (1, 3)
    assert [(line.change, line.text) for line in found.lines] == [
        ("same", "1. 甲。"),
        ("removed", "2. 乙。"),
        ("added", "2. 丙。"),
    ]
    done(
        recruitment,
        operations.discard,
        OFFICER,
        DiscardRegulationDraft(street=STREET, name=_TRAINING),
    )
    none = refused(done, recruitment, queries.draft_compared, OFFICER, STREET, _TRAINING)
    abroad = refused(done, recruitment, queries.draft_compared, _STRANGER, STREET, _TRAINING)
    assert (type(none), type(abroad)) == (WrongState, NotFound)


def test_a_version_that_is_not_there_cannot_be_compared(recruitment: Database) -> None:
    pair = CompareRegulations(street=STREET, name=_TRAINING, from_number=0, to_number=1)

    assert isinstance(refused(done, recruitment, queries.compared, pair), NotFound)


def test_the_world_hears_of_it(recruitment: Database) -> None:
    _draft(recruitment)
    _publish(recruitment)

    (told,) = events(recruitment, _ID)
    assert isinstance(told, RegulationPublished)
    assert (told.name, told.kind, told.number, told.version) == ("training", "regulation", 1, 2)
    assert told.is_from_source


def test_a_draft_can_be_taken_away(recruitment: Database) -> None:
    _draft(recruitment)
    request = DiscardRegulationDraft(street=STREET, name=_TRAINING)

    shown = done(recruitment, operations.discard, OFFICER, request)

    assert shown.draft is None
    assert isinstance(refused(_publish, recruitment), WrongState)


@pytest.mark.one_database
def test_a_draft_is_discarded_and_put_into_force_only_where_there_is_one(
    recruitment: Database,
) -> None:
    def possible(actor: Actor = OFFICER) -> list[str]:
        return done(recruitment, queries.one, actor, STREET, _TRAINING).possible

    assert possible() == ["draft"]
    assert _draft(recruitment).possible == ["draft", "discarding", "publication"]
    assert (possible(), possible(STAFF)) == (["draft", "discarding", "publication"], [])
    assert _publish(recruitment).possible == ["draft"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (STAFF, Forbidden),
        (an_actor(Role.PARTY_COMMITTEE), Forbidden),
        (_STRANGER, NotFound),
        (an_actor(Role.COMMISSIONER), NotFound),
        (RESIDENT, NotFound),
    ],
)
def test_only_the_own_street_office_writes(
    recruitment: Database, actor: Actor, kind: type[Exception]
) -> None:
    assert isinstance(refused(_draft, recruitment, actor), kind)
    _draft(recruitment)
    assert isinstance(refused(_publish, recruitment, actor), kind)
    assert _read(recruitment).number == 0


def test_people_of_the_community_read_drafts(recruitment: Database) -> None:
    _draft(recruitment)

    found = done(recruitment, queries.one, STAFF, STREET, _TRAINING)

    assert found.draft is not None
    assert found.draft_by == OFFICER.account


def test_a_change_of_what_was_not_read_is_refused(recruitment: Database) -> None:
    _draft(recruitment)

    problem = refused(_draft, recruitment, expected_version=0, text="另一稿")

    assert isinstance(problem, PreconditionFailed)


@pytest.mark.one_database
def test_an_unknown_parameter_is_refused(recruitment: Database) -> None:
    problem = refused(_draft, recruitment, text="{{salary}}")

    assert field_of(problem) == ("text", "unknown_parameter")


@pytest.mark.parametrize("street", [LILIN, ABROAD, "440306001000"])
def test_where_there_is_no_street_there_is_nothing_to_read(
    recruitment: Database, street: str
) -> None:
    request = ListPublicRegulations(street=street)

    assert isinstance(refused(done, recruitment, queries.public_list, request), NotFound)


def test_the_whole_is_printed(recruitment: Database) -> None:
    _draft(recruitment, text='1. #panic("no") ] 岗位不超过 {{post_cap}} 个。')
    _publish(recruitment)

    document = done(recruitment, queries.printed, PrintRegulations(street=STREET))

    text = text_of(document.as_bytes)
    assert document.name.endswith(".pdf")
    for part in ("南山街道", "实施办法", "固定联络站收集民意工作流程", "第1版"):
        assert part in text
    assert '#panic("no")]岗位不超过10个。' in text


def test_two_who_write_the_first_draft_at_once_do_not_both_believe_it(
    recruitment: Database,
) -> None:
    def attempt(text: str) -> bool:
        try:
            _draft(recruitment, expected_version=0, text=text)
        except PreconditionFailed:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(attempt, ["一", "二", "三", "四"]))

    assert sum(outcomes) == 1
