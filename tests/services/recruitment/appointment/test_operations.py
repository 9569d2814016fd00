from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from contracts.recruitment.appointments import ListAppointments
from contracts.recruitment.deciding import AppointmentDecided
from contracts.recruitment.office import AppointmentBegan
from contracts.recruitment.proposing import AppointmentProposed
from contracts.recruitment.public_notice import NoticeOpened
from contracts.recruitment.words import AppointmentState, PostState
from runtime import clock
from services.recruitment.appointment import queries
from services.recruitment.posts.model import Post
from tests.builders import LILIN, STAFF, STREET, an_actor, refused
from tests.outboxes import events
from tests.services.recruitment.appointing import (
    COMMITTEE,
    appointed,
    decided,
    in_notice,
    proposed,
    seen,
)
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of
from vocabulary.problems import NotFound, PreconditionFailed

TODAY = day_of(clock.now())
#: A decision whose term still runs.
LATELY = TODAY - dt.timedelta(days=30)


def test_from_the_proposal_into_office(arranged: Arranged) -> None:
    """R10, R11, R14."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    post_id = appointment.post_id

    assert appointment.state is AppointmentState.IN_OFFICE
    assert (appointment.began_on, appointment.term_from) == (LATELY, LATELY)
    assert [type(one) for one in events(recruitment, appointment.id)] == [
        AppointmentProposed,
        NoticeOpened,
        AppointmentDecided,
        AppointmentBegan,
    ]
    with recruitment.reading() as session:
        post = session.get_one(Post, post_id)
        assert (post.state, post.filled_on) == (PostState.FILLED, LATELY)


@pytest.mark.one_database
def test_what_waits_is_listed_with_the_terms_that_end(arranged: Arranged) -> None:
    """As the workstation's day asks for it, at once."""
    recruitment, appointment = arranged.for_a_post(appointed, LATELY)
    assert appointment.term_to is not None

    def listed(state: list[str], until: dt.date) -> list[UUID]:
        asked = ListAppointments.read({"state": state, "or_ending_to": str(until)})
        with recruitment.reading() as session:
            return [one.id for one in queries.page(session, STAFF, asked).items]

    the_day_before = appointment.term_to - dt.timedelta(days=1)
    assert listed(["pending"], appointment.term_to) == [appointment.id]
    assert listed(["pending"], the_day_before) == []
    assert listed(["in_office", "pending"], the_day_before) == [appointment.id]


@pytest.mark.one_database
def test_another_communitys_committee_does_not_even_see_it(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)
    stranger = an_actor(Role.PARTY_COMMITTEE, "440305007002")

    assert isinstance(refused(decided, recruitment, appointment.id, stranger), NotFound)


@pytest.mark.parametrize("actor", [STAFF, COMMITTEE])
def test_nobody_sees_the_phone_whole_without_a_reason(arranged: Arranged, actor: Actor) -> None:
    """PIPL art. 51: seeing it needs a reason, see disclosures; the person has it anyway."""
    recruitment, appointment = arranged.for_a_post(proposed)

    view = seen(recruitment, appointment.id, actor)
    with recruitment.reading() as session:
        [listed] = queries.page(session, actor, ListAppointments.read({})).items
    own = Actor(str(appointment.commissioner), (Grant(Role.COMMISSIONER, LILIN),))

    assert (view.name, view.phone, listed.phone) == ("李建华", "138****8000", "138****8000")
    assert seen(recruitment, appointment.id, own).phone == "13800138000"


def test_whoever_oversees_sees_the_person_masked(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(proposed)

    view = seen(recruitment, appointment.id, an_actor(Role.STREET_OFFICER, STREET))

    assert (view.name, view.phone, view.ability) == ("李*", "138****8000", None)


def test_a_change_of_what_was_not_read_is_refused(arranged: Arranged) -> None:
    recruitment, appointment = arranged.for_a_post(in_notice)

    problem = refused(decided, recruitment, appointment.id, expected_version=1)

    assert isinstance(problem, PreconditionFailed)
