"""Every table of states: whole, drawn where it stands, and kept by its refusals."""

from __future__ import annotations

import itertools
import re
import sys
from enum import StrEnum
from typing import Any, cast

import pytest

from cli.states_page import tables
from gateway.app import openapi_document
from gateway.console import steps
from tests.builders import refused
from vocabulary.problems import WrongState
from vocabulary.state_table import StateTable

_TABLES = tables()
_EACH = pytest.mark.parametrize("module", _TABLES)


def test_each_kind_of_thing_with_states_has_its_table() -> None:
    assert set(_TABLES) == {
        "services.appeals.appeal.rules",
        "services.incentives.cases.rules",
        "services.incentives.complaints.rules",
        "services.incentives.meetings.rules",
        "services.incentives.project_reviews.rules",
        "services.incentives.reports.rules",
        "services.incentives.selection.rules",
        "services.recruitment.applications.rules",
        "services.recruitment.appointment.rules",
        "services.recruitment.campaigns.rules",
        "services.recruitment.courses.rules",
        "services.recruitment.posts.rules.states",
        "services.recruitment.surveys.rules.states",
        "services.volunteers.activities.rules",
        "services.volunteers.findings.rules",
        "services.volunteers.fund.rules",
        "services.volunteers.groups.rules",
        "services.volunteers.hours.rules",
        "services.volunteers.memberships.rules",
        "services.volunteers.sign_ups.rules",
        "services.volunteers.volunteers.rules",
    }


@pytest.mark.parametrize(
    ("kind", "module"),
    [
        ("registration", "services.volunteers.volunteers.rules"),
        ("group", "services.volunteers.groups.rules"),
        ("activity", "services.volunteers.activities.rules"),
    ],
)
def test_pages_name_each_step_of_a_history(kind: str, module: str) -> None:
    """Where a word was missing, the clerk read only that something moved."""
    rows = _TABLES[module].deeds.values()
    unnamed = {row.done for row in rows if steps.happened(kind, row.done) == steps.UNKNOWN}
    assert unnamed <= _IN_OTHER_LISTS


#: What is done in lists of its own, not in the history of the thing.
_IN_OTHER_LISTS = {"signed_up", "disclosed"}


@_EACH
def test_its_drawing_is_the_table(module: str) -> None:
    doc = sys.modules[module].__doc__ or ""

    assert [line.strip() for line in _TABLES[module].drawing().splitlines()] == [
        line.strip()
        for line in doc.splitlines()
        if re.fullmatch(r"    [a-z_]+ {2,}.* {2,}(-|[a-z_.]+)", line)
    ]


@_EACH
def test_it_has_a_row_for_each_deed_and_words_for_each_state(module: str) -> None:
    table = _TABLES[module]
    deeds, states = (
        set(cast("type[StrEnum]", type(next(iter(words))))) for words in (table.deeds, table.states)
    )

    assert (set(table.deeds), set(table.states)) == (deeds, states)
    reached = {
        state for row in table.deeds.values() for step in row.moves.items() for state in step
    }
    assert reached == states


@_EACH
def test_what_it_does_not_hold_is_refused_with_a_way_out(module: str) -> None:
    table = _TABLES[module]
    for state, deed in itertools.product(table.states, table.deeds):
        if table.allows(state, deed):
            assert table.follows("〔2013〕3", state, deed) is table.deeds[deed].moves[state]
            continue

        problem = refused(table.follows, "〔2013〕3", state, deed)

        assert isinstance(problem, WrongState), (state, deed)
        assert problem.zh.startswith(table.thing[0].format("〔2013〕3")), (state, deed)
        assert re.search("；可以：.+。$", problem.zh), (state, deed)
        assert re.search("; possible: .+[.]$", problem.en), (state, deed)


@_EACH
def test_what_is_done_by_hand_has_an_address_that_asks_for_its_right(module: str) -> None:
    table = _TABLES[module]
    asked = _rights_by_address()
    for deed, row in table.deeds.items():
        if row.route not in {None, "edit"} and row.action is not None:
            rights = {table.deeds[one].action for one in table.deeds if _same(table, one, deed)}
            assert rights & asked[row.route], deed


def _same(table: StateTable[Any, Any], one: Any, other: Any) -> bool:
    """Whether two deeds are done at one address, as approving and refusing are."""
    return table.deeds[one].route == table.deeds[other].route


def _rights_by_address() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"ceremony": set()}
    for path, item in openapi_document()["paths"].items():
        for method, operation in item.items():
            if method in {"post", "put"}:
                last = path.rsplit("/", 1)[-1].replace("{part}", "ceremony")
                found.setdefault(last, set()).add(operation["x-permission"])
    return found
