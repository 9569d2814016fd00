from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from contracts.appeals.words import ApplicantGroup, Method, Outcome, State
from sample import office_hours, people
from sample.cases import Case
from sample.people import DENGLIANG, LILIN
from sample.programme import Programme, programme
from vocabulary.actors import Role
from vocabulary.areas import Level, level_of

#: What may follow what, as the workstation knows it: step → (states before, state after).
_STEPS: dict[str, tuple[set[State], State | None]] = {
    "acceptance": ({State.RECEIVED}, State.ACCEPTED),
    "refusal": ({State.RECEIVED}, State.CLOSED),
    "assignment": ({State.ACCEPTED}, State.ASSIGNED),
    "actions": ({State.ASSIGNED}, None),
    "closing": ({State.ASSIGNED}, State.CLOSED),
    "rating": ({State.CLOSED}, None),
    # Its commissioner has left by the time it is played.
    "reopening": ({State.CLOSED}, State.ACCEPTED),
}


@pytest.fixture(scope="module")
def played() -> Programme:
    return programme()


def test_the_figures_are_those_that_the_street_reported(played: Programme) -> None:
    """R55 to R57: 1746 person-visits, 424 of 460 settled, 93 of 95 of migrant workers in 登良."""
    workers = [
        case for case in played.cases if case.body.applicant_group is ApplicantGroup.MIGRANT_WORKER
    ]

    assert sum(meeting.body.visitors for meeting in played.meetings) == 1746
    assert (len(played.cases), _settled(played.cases)) == (460, 424)
    assert (len(workers), _settled(workers)) == (95, 93)
    assert {DENGLIANG} == {case.body.community for case in workers}


def test_the_other_36_are_explained_passed_on_refused_withdrawn_or_open(played: Programme) -> None:
    """R30, R37, R38: closed and settled are two facts."""
    assert Counter(case.outcome for case in played.cases) == {
        Outcome.SETTLED: 424,
        Outcome.EXPLAINED: 11,
        Outcome.ESCALATED: 6,
        Outcome.TRANSFERRED: 6,
        Outcome.DECLINED: 5,
        Outcome.WITHDRAWN: 3,
        None: 5,
    }


def test_it_is_the_same_in_every_process() -> None:
    """A repeated play must send the same bodies under the same keys."""
    code = "from tests.sample.test_programme import fingerprint; print(fingerprint())"

    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert fingerprint() == other.stdout.strip()


def test_the_edition_changes_with_the_content() -> None:
    """Changed the stories or the drawing? Raise `_EDITION`, then write the new mark here.

    Otherwise a second play over an older one would meet its keys with other bodies.
    """
    assert (
        programme().cases[0].key,
        fingerprint()[:12],
    ) == ("nanshan-7-appeal-001", "90c45de2d37e")


def test_every_key_stands_once(played: Programme) -> None:
    keys = [case.key for case in played.cases] + [one.key for one in played.meetings]

    assert len(keys) == len(set(keys))


def test_every_text_is_chinese_and_stands_once(played: Programme) -> None:
    texts = [case.body.text for case in played.cases]

    assert len(texts) == len(set(texts))
    for text in texts:
        assert sum("\u4e00" <= letter <= "\u9fff" for letter in text) > len(text) / 2, text
        assert "{" not in text


def test_no_phone_number_is_invented(played: Programme) -> None:
    """It might be somebody's."""
    assert {None} == {case.body.contact_phone for case in played.cases}


def test_every_commissioner_has_a_post_and_at_least_one_appeal(played: Programme) -> None:
    """R5: 37 in all; R8: at most ten posts in a community."""
    everyone = people.commissioners()
    busy = {_commissioner(case) for case in played.cases}

    assert 37 == len(everyone) == len({one.account for one in everyone})
    assert {one.account for one in everyone} <= busy
    assert max(Counter(one.community for one in everyone).values()) <= 10


def test_appeals_go_to_a_commissioner_of_their_own_community_who_is_in_office(
    played: Programme,
) -> None:
    """R11: from the day it comes to the day it ends."""
    known = {one.account: one for one in people.commissioners()}

    for case in played.cases:
        account = _commissioner(case)
        if account is not None and case.body.received_at is not None:
            holder = known[account]
            assert holder.community == case.body.community
            assert holder.serves_on(case.body.received_at.date()), case.key
            assert holder.serves_on(case.ends_at.date()), case.key


def test_all_seven_methods_are_used_often(played: Programme) -> None:
    """R32 to R38."""
    used = Counter(method for case in played.cases for method in _methods(case))

    assert set(Method) == set(used)
    assert min(used.values()) >= 5
    assert len({case.body.category for case in played.cases}) == 17


def test_a_proposal_goes_upwards_only_after_something_else_was_tried(played: Programme) -> None:
    """R67: horizontal before vertical."""
    for case in played.cases:
        methods = _methods(case)
        if Method.PROPOSE_UPWARDS in methods:
            assert methods.index(Method.PROPOSE_UPWARDS) > 0, case.key


def test_what_is_not_settled_carries_its_reason_and_its_method(played: Programme) -> None:
    """R37, R38: explained after explaining, escalated after a proposal."""
    needed = {
        Outcome.EXPLAINED: Method.EXPLAIN_AND_PERSUADE,
        Outcome.ESCALATED: Method.PROPOSE_UPWARDS,
    }
    for case in played.cases:
        for step in case.steps:
            if step.route == "closing" and vars(step.body)["outcome"] is not Outcome.SETTLED:
                assert vars(step.body)["reason"], case.key
        if case.outcome in needed:
            assert needed[case.outcome] in _methods(case)


def test_every_case_keeps_the_order_of_the_register(played: Programme) -> None:
    """Each step is allowed where it stands, in working hours, and later than the one before."""
    for case in played.cases:
        _walk(case)


def test_the_programme_runs_from_autumn_2012_to_autumn_2014(played: Programme) -> None:
    """R4, R66: 荔林 first, the others from 2013 on."""
    begins = {case.key: case.body.received_at for case in played.cases}
    moments = [moment for moment in begins.values() if moment]

    assert (min(moments).year, min(moments).month) == (2012, 9)
    assert max(case.ends_at for case in played.cases).date() <= dt.date(2014, 10, 31)
    assert {LILIN} == {
        case.body.community
        for case in played.cases
        if case.body.received_at and case.body.received_at.year == 2012
    }
    assert all(office_hours.is_open(moment) for moment in moments)


def test_receptions_are_held_in_working_hours_by_a_commissioner_in_office(
    played: Programme,
) -> None:
    known = {one.account: one for one in people.commissioners()}

    for meeting in played.meetings:
        assert office_hours.is_open(meeting.body.held_at)
        holder = known[meeting.body.commissioner or ""]
        assert holder.community == meeting.body.community
        assert holder.serves_on(meeting.body.held_at.date())
    assert len({meeting.body.channel for meeting in played.meetings}) == 3


def test_everyone_acts_only_in_the_own_community(played: Programme) -> None:
    for case in played.cases:
        for by in (case.by, *(step.by for step in case.steps)):
            assert by.holds(Role.WORKSTATION_STAFF, Role.COMMISSIONER, at=case.body.community)
            assert {Level.COMMUNITY} == {level_of(grant.area) for grant in by.grants}


def test_a_play_needs_few_requests(played: Programme) -> None:
    """`make demo` must be over within a minute on two cores."""
    steps = sum(len(case.steps) for case in played.cases)

    assert len(played.cases) + steps + len(played.meetings) <= 2500


def fingerprint() -> str:
    """Changes with any key, body or account of the programme."""
    found = programme()
    written: list[Any] = [[one.key, one.body.plain(), one.by.account] for one in found.meetings]
    for case in found.cases:
        steps = [[step.route, step.body.plain(), step.by.account] for step in case.steps]
        written.append([case.key, case.body.plain(), case.by.account, steps])
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def _walk(case: Case) -> None:
    state, moment = State.RECEIVED, case.body.received_at
    assert moment is not None
    for step in case.steps:
        before, after = _STEPS[step.route]
        assert state in before, f"{case.key}: {step.route} while {state}"
        state = after or state
        happened = getattr(step.body, "happened_at", moment)
        assert happened >= moment, f"{case.key}: {step.route} before the step before"
        assert office_hours.is_open(happened), f"{case.key}: {step.route} at {happened}"
        moment = happened


def _settled(cases: Any) -> int:
    return sum(case.outcome is Outcome.SETTLED for case in cases)


def _methods(case: Case) -> list[Method]:
    return [vars(step.body)["method"] for step in case.steps if step.route == "actions"]


def _commissioner(case: Case) -> str | None:
    assigned = [step.body for step in case.steps if step.route == "assignment"]
    return getattr(assigned[-1], "commissioner", None) if assigned else None
