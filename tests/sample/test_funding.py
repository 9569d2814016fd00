from __future__ import annotations

import datetime as dt

import pytest

from sample import accounts, funding
from sample.recruiting import NAMES
from vocabulary.actors import Role

_DAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize("community", NAMES)
def test_each_community_has_a_settled_project_and_a_running_one(community: str) -> None:
    """R20."""
    deeds = list(funding.projects(community, _DAY))
    steps = [deed.path.rpartition("/")[2] for deed in deeds]

    # A key travels in a header.
    assert all(deed.key.isascii() for deed in deeds)
    assert len({deed.key for deed in deeds}) == len(deeds)
    assert steps.count("start") == 2
    assert steps.count("closing") == 1
    assert steps.count("acceptance") == steps.count("refusal") == 1


def test_each_step_is_taken_by_the_person_who_may() -> None:
    roles = {
        "budgets": Role.STREET_OFFICER,
        "submission": Role.COMMISSIONER,
        "check": Role.WORKSTATION_STAFF,
        "deliberation": Role.PARTY_COMMITTEE,
        "approval": Role.STREET_OFFICER,
        "advance": Role.WORKSTATION_STAFF,
        "settlement": Role.COMMISSIONER,
        "closing": Role.STREET_OFFICER,
    }
    taken = {
        one.path.rpartition("/")[2]: one.by for one in funding.projects(next(iter(NAMES)), _DAY)
    }
    for step, role in roles.items():
        by = taken[step]
        assert by is not None
        assert by.grants[0].role is role


def test_a_project_never_ends_in_another_year_than_its_budget() -> None:
    """On the last day of a year it ends on that day."""
    community = next(iter(NAMES))
    drafts = [
        deed.body.plain()
        for deed in funding.projects(community, dt.date(2026, 12, 31))
        if deed.path == "/fund/projects"
    ]

    assert {draft["ends_on"] for draft in drafts} == {"2026-12-31"}
    assert accounts.commissioners_of(community)
