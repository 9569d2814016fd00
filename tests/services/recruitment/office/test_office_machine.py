"""No sequence of what people and the clock do gives a post two holders, or an office its parts lack."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import orm

from contracts.recruitment.proposing import WithdrawAppointment
from contracts.recruitment.terms import DismissCommissioner, EndAppointment, EvaluateCommissioner
from contracts.recruitment.words import AppointmentState, EndReason, Grade, Kind, Leaving, Part
from runtime import clock, migrating
from runtime.database import Database
from services.recruitment.appointment.model import Appointment
from services.recruitment.posts.model import Post
from services.recruitment.proposing import operations as proposing
from services.recruitment.terms import operations as terms
from tests.builders import STAFF, done
from tests.services.recruitment.appointing import COMMITTEE, a_post, approved, marked, seen
from tests.services.recruitment.conftest import keep_areas
from vocabulary.periods import day_of, start_of_day
from vocabulary.problems import Problem

TODAY = day_of(clock.now())
_DAY = dt.timedelta(days=1)
_TO_COME = (AppointmentState.PROPOSED, AppointmentState.IN_NOTICE, AppointmentState.PENDING)
#: Around today and long ago, so that terms run, are over, and meet at their edges.
_DECIDED = some.one_of(
    some.integers(-40, 0), some.integers(-410, -306), some.integers(-800, -700)
).map(lambda days: TODAY + days * _DAY)


@functools.cache
def _migrated() -> bytes:
    """An empty database, as a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "recruitment.db"
        migrating.upgrade("recruitment", f"sqlite:///{path}")
        return path.read_bytes()


class OnePost(RuleBasedStateMachine):
    """One post, everybody who comes to it, and the clock."""

    appointments = Bundle("appointments")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "recruitment.db"
        path.write_bytes(_migrated())
        self.database = Database(f"sqlite:///{path}")
        self.post_id = UUID(int=0)

    @initialize()
    def open_the_post(self) -> None:
        keep_areas(self.database)
        self.post_id = a_post(self.database)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def _try(self, operation: Any, *arguments: Any, **named: Any) -> None:
        with contextlib.suppress(Problem):
            done(self.database, operation, *arguments, **named)

    @rule(target=appointments, decided=_DECIDED, kind=some.sampled_from(Kind))
    def approve(self, decided: dt.date, kind: Kind) -> UUID | None:
        with contextlib.suppress(Problem):
            # Without a phone each is another person: none is a renewal.
            return approved(self.database, self.post_id, decided, kind=kind, phone=None).id
        return None

    @rule(
        appointment=appointments,
        parts=some.sets(some.sampled_from(Part)),
        later=some.integers(0, 9),
    )
    def mark(self, appointment: UUID | None, parts: set[Part], later: int) -> None:
        if appointment is None:
            return
        view = seen(self.database, appointment)
        for part in parts:
            on = min((view.decided_on or TODAY) + later * _DAY, TODAY)
            with contextlib.suppress(Problem):
                marked(self.database, view, part, on)

    @rule(appointment=appointments)
    def complete(self, appointment: UUID | None) -> None:
        self.mark(appointment, set(Part), 0)

    @rule(appointment=appointments, ago=some.integers(0, 500))
    def leave(self, appointment: UUID | None, ago: int) -> None:
        if appointment is not None:
            request = EndAppointment(
                appointment_id=appointment, reason=Leaving.RESIGNED, ended_on=TODAY - ago * _DAY
            )
            self._try(terms.leave, STAFF, request)

    @rule(appointment=appointments, ago=some.integers(0, 500))
    def dismiss(self, appointment: UUID | None, ago: int) -> None:
        if appointment is not None:
            on = TODAY - ago * _DAY
            request = DismissCommissioner(
                appointment_id=appointment,
                reason="连续三个月未履职",
                heard_on=on,
                hearing="本人无异议",
                ended_on=on,
            )
            self._try(terms.dismiss, COMMITTEE, request)

    @rule(target=appointments, appointment=appointments, decided=_DECIDED)
    def renew(self, appointment: UUID | None, decided: dt.date) -> UUID | None:
        if appointment is None:
            return None
        evaluate = EvaluateCommissioner(
            appointment_id=appointment, grade=Grade.COMPETENT, text="称职。"
        )
        self._try(terms.evaluate, COMMITTEE, evaluate)
        kind = seen(self.database, appointment).kind
        with contextlib.suppress(Problem):
            given: dict[str, Any] = {"kind": kind, "renews": appointment, "phone": None}
            return approved(self.database, self.post_id, decided, **given).id
        return None

    @rule(appointment=appointments)
    def withdraw(self, appointment: UUID | None) -> None:
        if appointment is not None:
            request = WithdrawAppointment(appointment_id=appointment, reason="本人放弃")
            self._try(proposing.withdraw, COMMITTEE, request)

    @rule(ahead=some.sampled_from([0, 1, 30, 365, 400]))
    def let_the_clock_come_round(self, ahead: int) -> None:
        # A clock that ran ahead ends more than is due, and still nothing may overlap.
        done(self.database, terms.keep, start_of_day(TODAY + ahead * _DAY))

    @invariant()
    def nobody_shares_a_day(self) -> None:
        with self.database.reading() as session:
            found = session.scalars(
                sa.select(Appointment)
                .where(
                    Appointment.began_on.is_not(None), Appointment.began_on < Appointment.free_from
                )
                .order_by(Appointment.began_on)
            ).all()
        for before, after in itertools.pairwise(found):
            assert before.free_from is not None
            assert after.began_on is not None
            assert before.free_from <= after.began_on

    @invariant()
    def the_post_knows_when_its_first_holder_was_proposed(self) -> None:
        """Figures count by it how long a post waited."""
        with self.database.reading() as session:
            held = Appointment.began_on.is_not(None)
            first = session.scalar(sa.select(sa.func.min(Appointment.proposed_on)).where(held))
            assert session.scalars(sa.select(Post.first_proposed_on)).all() == [first]

    @invariant()
    def no_interim_waits_behind_a_resident(self) -> None:
        interim, resident = orm.aliased(Appointment), Appointment
        with self.database.reading() as session:
            waiting = session.scalars(
                sa.select(interim.id)
                .join(resident, resident.post_id == interim.post_id)
                .where(
                    resident.state == AppointmentState.IN_OFFICE,
                    resident.kind != Kind.INTERIM,
                    interim.kind == Kind.INTERIM,
                    interim.state == AppointmentState.PENDING,
                    interim.term_from <= resident.term_to,
                    interim.term_to >= resident.began_on,
                )
            ).all()
        assert not waiting

    @invariant()
    def nothing_goes_on_with_a_term_that_ended_early(self) -> None:
        before = orm.aliased(Appointment)
        with self.database.reading() as session:
            ends = session.scalars(
                sa.select(before.end_reason)
                .join(Appointment, Appointment.renews == before.id)
                .where(Appointment.state.in_(_TO_COME))
            ).all()
        assert not {EndReason.RESIGNED, EndReason.DISMISSED} & set(ends)

    @invariant()
    def who_was_in_office_had_all_four_parts_and_a_decision(self) -> None:
        with self.database.reading() as session:
            found = session.scalars(sa.select(Appointment)).all()
        for one in found:
            held = one.state in {AppointmentState.IN_OFFICE, AppointmentState.ENDED}
            assert held == (one.began_on is not None)
            if one.began_on is not None:
                assert set(one.marked) == set(Part)
                assert one.began_on >= max(one.decided_on or dt.date.max, *one.marked.values())


TestOnePost = OnePost.TestCase
TestOnePost.settings = settings(
    max_examples=12,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
