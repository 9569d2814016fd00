"""Cases: of what was told, without persons, with the speaker's consent, for the street. R47."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.incentives.cases import (
    ApproveCase,
    CaseView,
    ConsentToCase,
    EditCase,
    ListCases,
    ShowCase,
    WithdrawCaseConsent,
)
from contracts.incentives.words import CaseReach, CaseState, PointKind
from contracts.recruitment.words import PostCategory
from runtime.database import Database
from services.incentives.cases import operations, queries
from tests.builders import an_actor, field_of, refused
from tests.servers.databases import Databases
from tests.services.incentives.events import keep_areas
from tests.services.incentives.sharing import (
    BODY,
    COLLEAGUE,
    COMMITTEE,
    ELSEWHERE,
    MAY,
    OWN,
    STAFF,
    entered,
    held,
    keep_office,
    spoken,
    written,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState

_OTHER_STREET = an_actor(Role.WORKSTATION_STAFF, "440305008001")
_ANYWHERE = Actor(OWN.account or "")


@pytest.fixture
def told(databases: Databases) -> Database:
    """A meeting at which somebody told something."""
    database, _ = databases.arranged("incentives", "told", _keep)
    return database


def _keep(database: Database) -> None:
    keep_areas(database)
    keep_office(database)
    written(database, held(database))


def test_the_street_reads_a_case_only_with_consent_and_approval(told: Database) -> None:
    case = _one(told)
    assert _found(told, ELSEWHERE) == []
    assert isinstance(refused(_approve, told, case), WrongState)

    _consent(told, case)
    assert _found(told, ELSEWHERE) == []
    _approve(told, case)

    (read,) = _found(told, ELSEWHERE)
    assert (read.title, read.meeting_id, read.possible) == (BODY["title"], None, [])
    assert _found(told, _OTHER_STREET) == []
    assert isinstance(refused(_shown, told, case, _OTHER_STREET), NotFound)


def test_withdrawn_consent_takes_effect_at_once(told: Database) -> None:
    """Also for somebody whose office is over; the words are gone for everybody."""
    case = _one(told)
    _consent(told, case, CaseReach.PUBLIC)
    _approve(told, case)
    assert _stories(told) == 1

    _withdraw(told, case, _ANYWHERE)

    assert (_found(told, ELSEWHERE), _stories(told)) == ([], 0)
    (left,) = _found(told, STAFF)
    assert (left.state, left.title, left.doing, left.reach) == (
        CaseState.WITHDRAWN,
        None,
        None,
        None,
    )
    assert isinstance(refused(_consent, told, case), WrongState)


def test_another_reach_counts_at_once(told: Database) -> None:
    case = _one(told)
    _consent(told, case, CaseReach.PUBLIC)
    _approve(told, case)

    _consent(told, case, CaseReach.STREET)

    assert (len(_found(told, ELSEWHERE)), _stories(told)) == (1, 0)


def test_changed_words_need_consent_and_approval_anew(told: Database) -> None:
    case = _one(told)
    _consent(told, case)
    _approve(told, case)

    changed = _edit(told, case, lesson="还要每月回头看。")

    assert (changed.state, changed.reach) == (CaseState.DRAFT, None)
    assert _found(told, ELSEWHERE) == []
    assert isinstance(refused(_approve, told, case), WrongState)


def test_only_the_speaker_agrees_and_a_clerk_names_the_paper(told: Database) -> None:
    case = _one(told)

    assert isinstance(refused(_consent, told, case, actor=COLLEAGUE), NotFound)
    assert isinstance(refused(_consent, told, case, actor=COMMITTEE), Forbidden)
    assert field_of(refused(_consent, told, case, actor=STAFF)) == ("note", "paper_missing")
    assert _consent(told, case, actor=STAFF, note="存社区档案柜。").reach is CaseReach.STREET


def test_the_committee_approves_and_never_a_speaker(told: Database) -> None:
    case = _one(told)
    _consent(told, case)
    speaker = Actor(OWN.account or "", (*OWN.grants, *COMMITTEE.grants))

    assert isinstance(refused(_approve, told, case, STAFF), Forbidden)
    assert isinstance(refused(_approve, told, case, speaker), Forbidden)
    assert "approval" not in _shown(told, case, speaker).possible


def test_a_case_names_nobody(told: Database) -> None:
    problem = refused(_edit, told, _one(told), doing="请打 13800138000 联系。")

    assert field_of(problem) == ("doing", "personal_number")


def test_one_case_is_written_of_what_a_commissioner_told(told: Database) -> None:
    meeting = held(told, MAY.replace(month=6))
    assert written(told, meeting, OWN).is_own
    assert isinstance(refused(written, told, meeting), WrongState)

    committees = spoken(told, entered(told).id, PointKind.TOPIC, COMMITTEE)
    assert isinstance(refused(written, told, committees), WrongState)
    assert isinstance(refused(written, told, meeting, COLLEAGUE), Forbidden)


def test_cases_are_found_by_field_of_work_and_words(told: Database) -> None:
    case = _one(told)
    _consent(told, case)
    _approve(told, case)

    assert len(_found(told, ELSEWHERE, words="充电桩 清零")) == 1
    assert _found(told, ELSEWHERE, words="充电桩 养犬") == []
    assert len(_found(told, ELSEWHERE, category=[PostCategory.FIRE_SAFETY])) == 1
    assert _found(told, ELSEWHERE, category=[PostCategory.PET_KEEPING]) == []


def _one(database: Database) -> CaseView:
    (case,) = _found(database, STAFF)
    return case


def _found(database: Database, actor: Actor, **asked: Any) -> list[CaseView]:
    usual: dict[str, Any] = {"category": None, "state": None}
    with database.reading() as session:
        return queries.listed(session, actor, ListCases(**usual | asked)).items


def _shown(database: Database, case: CaseView, actor: Actor) -> CaseView:
    with database.reading() as session:
        return queries.one(session, actor, ShowCase(case_id=case.id))


def _stories(database: Database) -> int:
    with database.reading() as session:
        return len(queries.stories(session, "440305007000", 50))


def _consent(
    database: Database,
    case: CaseView,
    reach: CaseReach = CaseReach.STREET,
    *,
    actor: Actor = OWN,
    note: str | None = None,
) -> CaseView:
    with database.writing() as session:
        return operations.consent(
            session, actor, ConsentToCase(case_id=case.id, reach=reach, note=note)
        )


def _withdraw(database: Database, case: CaseView, actor: Actor) -> CaseView:
    with database.writing() as session:
        return operations.withdraw(session, actor, WithdrawCaseConsent(case_id=case.id))


def _approve(database: Database, case: CaseView, actor: Actor = COMMITTEE) -> CaseView:
    with database.writing() as session:
        return operations.approve(session, actor, ApproveCase(case_id=case.id))


def _edit(database: Database, case: CaseView, **changed: str) -> CaseView:
    with database.writing() as session:
        return operations.edit(session, STAFF, EditCase(case_id=case.id, **BODY | changed))
