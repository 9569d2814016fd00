"""A table of teams on its page: tried, looked at line by line, then imported. R42."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from contracts.volunteers.imports import RowFault
from contracts.volunteers.team_imports import ImportTeams, TeamImport
from contracts.volunteers.words import MembershipKind
from tests.gateway.answers import everything
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role

_HERE = "/desk/teams/import"
_HEADING = "岗位,团队,义工,身份,加入日期\n"


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """The gateway on a database of its own, behind which everything answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def committee(house: House) -> Visitor:
    """The party committee, signed in."""
    visitor = Visitor(house.gateway.app)
    assert visitor.signs_in(house.person("committee", Role.PARTY_COMMITTEE)).status == 303
    return visitor


def _answer(*faults: RowFault, is_check: bool) -> TeamImport:
    return TeamImport(
        is_check=is_check,
        founded=1,
        classed=0,
        added=2,
        unchanged=0,
        faulty=len(faults),
        faults=list(faults),
    )


def _asked(house: House) -> list[ImportTeams]:
    asked = house.gateway.services.asked
    return [one.request for one in asked if isinstance(one.request, ImportTeams)]


def _sends(visitor: Visitor, page: Any, table: str) -> Any:
    file = (io.BytesIO(table.encode()), "团队.csv", "text/csv")
    return visitor.sends(page, community=DENGLIANG, file=file)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_the_table_that_was_looked_at_goes_in(
    house: House, committee: Visitor, language: str
) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    fault = RowFault(line=3, column="volunteer", fault="x", zh="请先登记。", en="Register first.")
    answers[ImportTeams] = _answer(fault, is_check=True)
    committee.opens(f"/reading?language={language}")
    table = _HEADING + "消防专员,消防团队,13800138000,社工,2013-03-01\n消防专员,,〔2013〕9,,\n"

    tried = _sends(committee, committee.opens(_HERE), table)
    answers[ImportTeams] = _answer(is_check=False)
    done = _sends(committee, tried, table)

    assert tried.status == 200, tried.answer.text
    assert ("请先登记。" if language == "zh" else "Register first.") in tried.words
    assert done.leads_to == "/desk/teams"
    first, second = _asked(house)
    assert (first.check, second.check) == (True, False)
    assert first.community == DENGLIANG
    assert [(one.line, one.row.post, one.row.kind) for one in first.rows] == [
        (2, "消防专员", MembershipKind.SOCIAL_WORKER),
        (3, "消防专员", MembershipKind.VOLUNTEER),
    ]


def test_lines_of_one_post_come_together(house: House, committee: Visitor) -> None:
    """Only together do they show that they class one team in two ways."""
    house.gateway.services.answers[ImportTeams] = _answer(is_check=True)
    lines = [f"岗位{number % 3},团队{number % 3},139{number:08},,\n" for number in range(450)]

    _sends(committee, committee.opens(_HERE), _HEADING + "".join(lines))

    turns = [{one.row.post for one in turn.rows} for turn in _asked(house)]
    assert [len(turn.rows) for turn in _asked(house)] == [300, 150]
    assert not turns[0] & turns[1]
