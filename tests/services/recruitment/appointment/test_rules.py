from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.recruitment.words import AppointmentState, Part
from services.recruitment.appointment import rules
from services.recruitment.appointment.rules import Deed
from services.recruitment.deciding import rules as deciding_rules
from services.recruitment.office import rules as office_rules
from services.recruitment.proposing import rules as proposing_rules
from services.recruitment.public_notice import rules as notice_rules
from tests.builders import LILIN, STREET, an_actor, field_of, refused
from tests.services.recruitment.appointing import day
from vocabulary.actors import Role
from vocabulary.permissions import TABLE, Action
from vocabulary.problems import Forbidden, WrongState

_DAYS = some.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1))
_DAY = dt.timedelta(days=1)


@given(some.lists(some.sampled_from(Deed), max_size=40))
def test_no_walk_comes_into_office_past_the_committee(deeds: list[Deed]) -> None:
    """R10: whatever is tried, notice and decision come first, and nothing follows the end."""
    state, done = AppointmentState.PROPOSED, list[Deed]()
    for deed in deeds:
        following = rules.TABLE.deeds[deed].moves.get(state)
        if following is None:
            continue
        if state in {AppointmentState.REFUSED, AppointmentState.WITHDRAWN}:
            assert following is state, "something follows"
        state = following
        done.append(deed)

    if state in {AppointmentState.IN_OFFICE, AppointmentState.ENDED}:
        order = [done.index(one) for one in (Deed.OPEN_NOTICE, Deed.APPROVE, Deed.BEGIN)]
        assert order == sorted(order)


def test_nobody_but_the_party_committee_decides() -> None:
    """R10: the table gives it to one role, the rule to its own community."""
    assert set(TABLE[Action.APPOINTMENT_DECIDE].scopes) == {Role.PARTY_COMMITTEE}
    for role in Role:
        sits = an_actor(role)
        if role is Role.PARTY_COMMITTEE:
            rules.check_is_committee(sits, LILIN)
            sits = an_actor(role, STREET)
        assert isinstance(refused(rules.check_is_committee, sits, LILIN), Forbidden)


@pytest.mark.parametrize(
    ("from_", "months", "last"),
    [
        ("2026-12-05", 12, "2027-12-04"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2012-02-29", 48, "2016-02-28"),
        ("2027-03-01", 12, "2028-02-29"),
        ("2013-08-31", 6, "2014-02-28"),
        ("2015-08-31", 6, "2016-02-29"),
        ("2013-12-31", 12, "2014-12-30"),
        ("2013-01-31", 1, "2013-02-28"),
    ],
)
def test_a_term_ends_on_the_day_before_its_first_day_comes_round(
    from_: str, months: int, last: str
) -> None:
    """Civil Code art. 202: without a corresponding day, with the month's last."""
    assert deciding_rules.term_to(day(from_), months) == day(last)


@given(_DAYS, some.integers(1, 60))
def test_a_term_has_its_months_whole(from_: dt.date, months: int) -> None:
    after = deciding_rules.term_to(from_, months) + _DAY

    assert (after.year - from_.year) * 12 + after.month - from_.month in {months, months + 1}
    assert after.day == from_.day or (after.day == 1 and from_.day > 28)


@given(_DAYS, some.integers(1, 24), some.integers(1, 24))
def test_a_renewal_goes_on_where_the_term_before_ends(
    from_: dt.date, months: int, more: int
) -> None:
    """One after the other they end when one term of both would, but for days that a month lacks."""
    last = deciding_rules.term_to(deciding_rules.term_to(from_, months) + _DAY, more)

    assert abs(last - deciding_rules.term_to(from_, months + more)) <= 3 * _DAY
    if from_.day <= 28:
        assert last == deciding_rules.term_to(from_, months + more)


@given(_DAYS, some.lists(_DAYS, min_size=4, max_size=4), some.none() | _DAYS)
def test_no_office_begins_before_its_parts_its_term_or_on_the_interims_first_day(
    term_from: dt.date, days: list[dt.date], interim: dt.date | None
) -> None:
    first = office_rules.begins_on(
        term_from=term_from,
        marked=dict(zip(Part, days, strict=True)),
        interim_from=interim,
    )

    assert first >= max(term_from, *days)
    assert interim is None or first > interim


@given(
    _DAYS,
    some.sets(some.integers(1, 180), min_size=2, max_size=2),
    some.lists(some.integers(0, 200), max_size=30),
)
def test_every_reminder_is_sent_at_most_once_and_in_time(
    term_to: dt.date, days: set[int], turns: list[int]
) -> None:
    sent: list[int] = []
    for left in sorted(turns, reverse=True):
        today = term_to - left * _DAY
        coming = office_rules.next_reminder(
            term_to=term_to, today=today, days=days, sent=sent[-1] if sent else None
        )
        if coming is not None and coming[0] <= today:
            assert left <= coming[1]
            sent.append(coming[1])

    assert len(sent) == len(set(sent)) <= 2
    assert sent == sorted(sent, reverse=True)


@given(_DAYS, _DAYS, some.none() | some.just("宣传栏，2013年第4号"))
def test_what_begins_before_today_says_where_it_hung(
    first: dt.date, today: dt.date, reference: str | None
) -> None:
    if first < today and reference is None:
        problem = refused(
            notice_rules.check_paper, first_day=first, today=today, reference=reference
        )
        assert field_of(problem) == ("paper_reference", "missing")
        return

    notice_rules.check_paper(first_day=first, today=today, reference=reference)


@given(some.sampled_from(AppointmentState), _DAYS, some.integers(-3, 3))
def test_objections_are_taken_from_a_notice_that_runs_and_from_no_other(
    state: AppointmentState, last: dt.date, days: int
) -> None:
    given_: dict[str, Any] = {"state": state, "notice_to": last, "day": last + days * _DAY}
    if state is AppointmentState.IN_NOTICE and days <= 0:
        notice_rules.check_can_object(**given_)
        return

    problem = refused(notice_rules.check_can_object, **given_)

    assert isinstance(problem, WrongState)
    assert ("撤回" in problem.zh) is (state is AppointmentState.WITHDRAWN)


@given(some.booleans(), some.none() | some.just("工作站党建专干"), some.booleans())
def test_the_interim_is_for_staff_of_the_workstation(
    is_interim: bool,  # noqa: FBT001 - hypothesis gives it by place
    position: str | None,
    is_applicant: bool,  # noqa: FBT001 - likewise
) -> None:
    """R17."""
    asked: dict[str, Any] = {
        "is_interim": is_interim,
        "position": position,
        "is_applicant": is_applicant,
    }
    may_be = (position is not None and not is_applicant) if is_interim else position is None
    if may_be:
        proposing_rules.check_interim(**asked)
        return

    field, _ = field_of(refused(proposing_rules.check_interim, **asked))
    assert field == ("kind" if is_interim and is_applicant else "position")
