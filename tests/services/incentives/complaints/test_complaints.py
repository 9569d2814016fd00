"""A complaint from the resident's words to the review: heard, answered, and kept from some. R25."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    AskForReview,
    CommunityComplainantDisclosure,
    ComplainantDisclosed,
    ComplaintAnswered,
    ComplaintReceived,
    ComplaintView,
    DiscloseComplainant,
    EraseComplaintContact,
    ExamineComplaint,
    ExtendComplaint,
    FollowComplaint,
    HearSide,
    ListCommunityComplainantDisclosures,
    ListComplaints,
    OwnComplaint,
    RecordComplaint,
    ReviewComplaint,
    ShowComplaint,
    SubmitComplaint,
)
from contracts.incentives.notices import COMPLAINT_CAME, REVIEW_WISHED
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.words import (
    ComplainantSeenFor,
    ComplaintFinding,
    ComplaintMeasure,
    ComplaintState,
    ComplaintWay,
    HeardSide,
)
from contracts.recruitment.appointments import AppointmentErased
from contracts.recruitment.words import Kind
from groundwork import retention as cleaning
from runtime import clock
from runtime.database import Database
from services.incentives.complaints import operations, queries, rules
from services.incentives.complaints.model import ComplainantDisclosure, Complaint
from services.incentives.own_data import operations as own_data
from services.incentives.retention.operations import CLEANED
from tests.builders import LILIN, STREET, YUELIANGWAN, an_actor, field_of, refused
from tests.outboxes import events, leaves_out, wishes
from tests.services.incentives.events import APPOINTMENT, HUA, POST, began, keep, named, opened
from vocabulary.actors import Actor, Role
from vocabulary.erasure import BY_RETENTION
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

CLERK = an_actor(Role.WORKSTATION_STAFF, account="clerk")
OTHER_CLERK = an_actor(Role.WORKSTATION_STAFF, account="other clerk")
COMMITTEE = an_actor(Role.PARTY_COMMITTEE, account="committee")
OFFICER = an_actor(Role.STREET_OFFICER, STREET, account="officer")
#: The person concerned, who also works at the desk.
CONCERNED = an_actor(Role.WORKSTATION_STAFF, account=str(HUA))
_CONTACT = "139 0013 9000 黄女士"


@pytest.fixture
def served(incentives: Database) -> Database:
    """A community with one commissioner in office."""
    keep(incentives, [opened(), began(), named()])
    return incentives


def test_a_complaint_is_heard_answered_and_reviewed(served: Database) -> None:
    own = _complain(served, contact=_CONTACT)
    complaint = _one(served)
    # The receipt is kept for repetitions, and the contact may be erased: only reading shows it.
    assert (own.state, own.post, own.contact) == ("received", "消防安全社区专员", None)
    assert _follow(served, own.code).contact == _CONTACT

    _examine(served, CLERK)
    assert _one(served).state is ComplaintState.RECEIVED
    assert _examine(served, OTHER_CLERK).state is ComplaintState.EXAMINED
    _hear(served, HeardSide.COMPLAINANT)
    _hear(served, HeardSide.COMMISSIONER)
    answered = _answer(served, ComplaintFinding.FOUNDED, ComplaintMeasure.TALK)
    assert (answered.state, answered.measures) == ("answered", [ComplaintMeasure.TALK])

    asked = _ask(served, own.code)
    assert (asked.state, asked.possible) == ("in_review", ["contact-erasure"])
    reviewed = _review(served)
    assert (reviewed.state, reviewed.measures) == (ComplaintState.REVIEWED, [])
    found = _follow(served, own.code)
    assert (found.state, found.finding) == ("reviewed", "unfounded")
    assert isinstance(refused(_ask, served, own.code), WrongState)

    received, *answers = events(served, complaint.id)
    assert isinstance(received, ComplaintReceived)
    assert [
        (one.finding, one.is_reviewed) for one in answers if isinstance(one, ComplaintAnswered)
    ] == [(ComplaintFinding.FOUNDED, False), (ComplaintFinding.UNFOUNDED, True)]


def _abstain(database: Database, actor: Actor) -> None:
    asked = AbstainFromComplaint(complaint_id=_one(database).id, note="被投诉人是我的妹妹。")
    with database.writing() as session:
        operations.abstain(session, actor, asked)


def test_those_who_deal_with_it_are_told_and_never_whom_it_concerns(served: Database) -> None:
    own = _complain(served)
    complaint = _one(served)
    _examine(served, CLERK)
    _examine(served, COMMITTEE)
    for side in HeardSide:
        _hear(served, side)
    _answer(served, ComplaintFinding.FOUNDED, ComplaintMeasure.TALK)
    _ask(served, own.code)

    [came] = wishes(served, COMPLAINT_CAME)
    assert set(came.roles) == {Role.WORKSTATION_STAFF, Role.PARTY_COMMITTEE}
    assert (came.subject_id, came.facts["number"]) == (str(complaint.id), complaint.number)
    [wished] = wishes(served, REVIEW_WISHED)
    assert set(wished.roles) == {Role.STREET_OFFICER}
    # The person, also by the id from before there was an account.
    assert [leaves_out(one, HUA) for one in (came, wished)] == [True, True]


def test_nobody_examines_it_twice(served: Database) -> None:
    """Two people examine; one person cannot be both."""
    _complain(served)
    first = _examine(served, CLERK)

    assert "examinations" not in first.possible
    assert isinstance(refused(_examine, served, CLERK), WrongState)
    assert "examinations" in _show(served, COMMITTEE).possible


@pytest.mark.parametrize(
    ("contact", "heard", "is_enough"),
    [
        (None, [], False),
        (None, [HeardSide.COMMISSIONER], True),
        (_CONTACT, [HeardSide.COMMISSIONER], False),
        (_CONTACT, [HeardSide.COMMISSIONER, HeardSide.COMPLAINANT], True),
    ],
)
def test_both_sides_are_heard_before_the_answer(
    served: Database, contact: str | None, heard: list[HeardSide], *, is_enough: bool
) -> None:
    """A complainant without a contact has said it in the complaint."""
    _complain(served, contact=contact)
    _examine(served, CLERK)
    _examine(served, OTHER_CLERK)
    for side in heard:
        _hear(served, side)

    assert ("answer" in _show(served, COMMITTEE).possible) is is_enough
    if is_enough:
        _answer(served)
    else:
        assert isinstance(refused(_answer, served), WrongState)


def test_the_person_concerned_and_who_abstains_see_nothing_of_it(served: Database) -> None:
    """R25, regulation `supervision` 6: not by the person, by none of their ids."""
    _complain(served, contact=_CONTACT)
    assert isinstance(refused(_show, served, CONCERNED), Forbidden)
    assert isinstance(refused(_examine, served, CONCERNED), Forbidden)
    assert isinstance(refused(_disclose, served, CONCERNED), Forbidden)
    assert _listed(served, CONCERNED) == []

    _abstain(served, CLERK)

    assert isinstance(refused(_examine, served, CLERK), Forbidden)
    assert isinstance(refused(_disclose, served, CLERK), Forbidden)
    assert _listed(served, CLERK) == []
    assert len(_listed(served, OTHER_CLERK)) == 1


def test_a_complaint_stays_in_its_community(served: Database) -> None:
    _complain(served)
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)

    assert isinstance(refused(_show, served, elsewhere), NotFound)
    assert _listed(served, elsewhere) == []


def test_the_contact_is_seen_for_a_reason_and_the_complainant_is_told(served: Database) -> None:
    own = _complain(served, contact=_CONTACT)
    complaint = _one(served)
    assert _CONTACT not in str(_show(served, COMMITTEE).plain())
    assert field_of(refused(_disclose, served, COMMITTEE, reason=ComplainantSeenFor.OTHER)) == (
        "words",
        "words_missing",
    )

    assert _disclose(served, COMMITTEE) == _CONTACT

    (look,) = _follow(served, own.code).disclosures
    assert (look.role, look.reason) == ("party_committee", ComplainantSeenFor.VERIFY)
    with served.reading() as session:
        row = session.scalars(sa.select(ComplainantDisclosure)).one()
    (told,) = events(served, row.id)
    assert isinstance(told, ComplainantDisclosed)
    assert told.complaint_id == complaint.id
    reader = an_actor(Role.STREET_PARTY_COMMITTEE, STREET)
    assert isinstance(refused(_disclose, served, reader), Forbidden)
    [seen] = _overseen(served, reader)
    assert (seen.id, seen.by, seen.number) == (row.id, COMMITTEE.account, complaint.number)
    assert seen.complaint_id == complaint.id
    # An administrator, who reads no complaint, learns who looked and not at what.
    [seen] = _overseen(served, an_actor(Role.ADMINISTRATOR, STREET))
    assert (seen.by, seen.complaint_id) == (COMMITTEE.account, None)
    # The street office sees contacts itself, so it does not oversee who does.
    for other in (COMMITTEE, CLERK, OFFICER):
        assert _overseen(served, other) == []


def _overseen(database: Database, actor: Actor) -> list[CommunityComplainantDisclosure]:
    with database.reading() as session:
        return queries.seen_by_others(session, actor, ListCommunityComplainantDisclosures()).items


def test_a_complainant_takes_the_contact_back(served: Database) -> None:
    own = _complain(served, contact=_CONTACT)

    with served.writing() as session:
        left = operations.erase_contact(session, EraseComplaintContact(code=own.code))

    assert (left.contact, left.possible) == (None, [])
    assert isinstance(refused(_disclose, served, COMMITTEE), WrongState)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("finding", "measures", "code"),
    [
        (ComplaintFinding.FOUNDED, [], "measure_missing"),
        (ComplaintFinding.UNFOUNDED, [ComplaintMeasure.TALK], "measure_without_reason"),
    ],
)
def test_measures_follow_from_what_was_found(
    served: Database,
    finding: ComplaintFinding,
    measures: list[ComplaintMeasure],
    code: str,
) -> None:
    _complain(served)

    assert field_of(refused(_answer, served, finding, *measures)) == ("measures", code)


def test_what_takes_longer_is_told_with_a_later_day(served: Database) -> None:
    own = _complain(served)
    late = own.due_on + dt.timedelta(days=30)
    assert field_of(refused(_extend, served, own.due_on)) == ("extended_to", "not_later")

    _extend(served, late)

    found = _follow(served, own.code)
    assert (found.extended_to, found.extended_why) == (late, "需要调取门禁记录。")
    assert _show(served, COMMITTEE).is_late is False


def test_only_the_committee_answers_and_only_the_street_office_reviews(served: Database) -> None:
    own = _complain(served)
    for clerk in (CLERK, OTHER_CLERK):
        _examine(served, clerk)
    _hear(served, HeardSide.COMMISSIONER)

    assert isinstance(refused(_answer, served, actor=CLERK), Forbidden)
    _answer(served)
    _ask(served, own.code)
    assert isinstance(refused(_review, served, COMMITTEE), Forbidden)


def test_the_clock_closes_what_nobody_wants_reviewed(served: Database) -> None:
    own = _complain(served)
    for clerk in (CLERK, OTHER_CLERK):
        _examine(served, clerk)
    _hear(served, HeardSide.COMMISSIONER)
    _answer(served)
    assert _close(served) == 0
    _change(served, review_until=day_of(clock.now()) - dt.timedelta(days=1))

    late = refused(_ask, served, own.code)
    assert isinstance(late, WrongState)
    assert (_close(served), _close(served)) == (1, 0)
    assert _follow(served, own.code).state is ComplaintState.CLOSED


def test_a_clerk_writes_it_down_for_others_and_not_about_themselves(served: Database) -> None:
    found = _record(served, CLERK)

    assert _follow(served, found.code).state is ComplaintState.RECEIVED
    assert _one(served).way is ComplaintWay.PHONE
    assert isinstance(refused(_record, served, CONCERNED), Forbidden)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)
    assert isinstance(refused(_record, served, elsewhere), NotFound)
    web = refused(_record, served, CLERK, way=ComplaintWay.WEB)
    assert field_of(web) == ("way", "not_recorded")


def test_the_person_gets_a_copy_without_the_writer(served: Database) -> None:
    _complain(served, contact=_CONTACT, text="张大妈看见他没来。")
    _examine(served, CLERK)
    _hear(served, HeardSide.COMMISSIONER)
    _hear(served, HeardSide.COMPLAINANT)

    with served.reading() as session:
        found = own_data.copy_of(session, Actor(str(HUA)), ExportOwnIncentives())

    (about,) = found.complaints
    assert (about.state, about.your_side) == (ComplaintState.RECEIVED, ["commissioner说的。"])
    kept = str(about.plain())
    assert not any(word in kept for word in ("张大妈", _CONTACT, "complainant说的"))


def test_its_words_are_forgotten_when_the_period_is_over(served: Database) -> None:
    own = _complain(served, contact=_CONTACT)
    _hear(served, HeardSide.COMMISSIONER)
    long_ago = day_of(clock.now()) - dt.timedelta(days=366)
    _change(
        served,
        state=ComplaintState.CLOSED,
        finding=ComplaintFinding.UNFOUNDED,
        answered_on=long_ago,
        answer="查无实据。",
    )

    with served.writing() as session:
        assert cleaning.clean(session, CLEANED)["complaint"] == 1
    with served.writing() as session:
        assert cleaning.clean(session, CLEANED)["complaint"] == 0

    found = _follow(served, own.code)
    assert (found.text, found.answer, found.contact) == (BY_RETENTION, BY_RETENTION, None)
    history = _show(served, COMMITTEE).history or []
    assert {step.note for step in history} == {None, BY_RETENTION}


def test_what_is_open_goes_on_when_the_appointment_is_erased(served: Database) -> None:
    _complain(served, text="没有来。")
    _complain(served, text="来晚了。")
    with served.writing() as session:
        first = session.scalars(sa.select(Complaint).order_by(Complaint.id)).first()
        assert first is not None
        first.state = ComplaintState.CLOSED
    told = AppointmentErased(
        appointment_id=APPOINTMENT,
        community=LILIN,
        post_id=POST,
        kind=Kind.GROUP_LEADER,
        version=12,
    )

    keep(served, [told])
    with served.writing() as session:
        own_data.erase(session, [told])

    assert isinstance(refused(_complain, served), NotFound)
    with served.reading() as session:
        rows = session.scalars(sa.select(Complaint).order_by(Complaint.id)).all()
    assert [row.text for row in rows] == [BY_RETENTION, "来晚了。"]


@pytest.mark.one_database
def test_the_rules_tell_the_second_examiner_from_the_first() -> None:
    assert rules.examining(set(), "a", "〔2013〕1") is rules.Deed.EXAMINE
    assert rules.examining({"a"}, "b", "〔2013〕1") is rules.Deed.CONFIRM


def _complain(
    database: Database, *, contact: str | None = None, text: str = "约好的巡查三次没有来。"
) -> OwnComplaint:
    asked = SubmitComplaint(appointment_id=APPOINTMENT, text=text, contact=contact)
    with database.writing() as session:
        return operations.submit(session, asked)


def _record(database: Database, actor: Actor, way: ComplaintWay = ComplaintWay.PHONE) -> Any:
    asked = RecordComplaint(appointment_id=APPOINTMENT, text="电话也不接。", way=way)
    with database.writing() as session:
        return operations.record(session, actor, asked)


def _one(database: Database) -> Complaint:
    with database.reading() as session:
        return session.scalars(sa.select(Complaint)).one()


def _id(database: Database) -> UUID:
    return _one(database).id


def _examine(database: Database, actor: Actor) -> ComplaintView:
    asked = ExamineComplaint(complaint_id=_id(database), note="值班记录三次均无巡查。")
    with database.writing() as session:
        return operations.examine(session, actor, asked)


def _hear(database: Database, side: HeardSide) -> ComplaintView:
    asked = HearSide(complaint_id=_id(database), side=side, note=f"{side.value}说的。")
    with database.writing() as session:
        return operations.hear(session, COMMITTEE, asked)


def _extend(database: Database, until: dt.date) -> ComplaintView:
    asked = ExtendComplaint(
        complaint_id=_id(database), extended_to=until, extended_why="需要调取门禁记录。"
    )
    with database.writing() as session:
        return operations.extend(session, CLERK, asked)


def _answer(
    database: Database,
    finding: ComplaintFinding = ComplaintFinding.UNFOUNDED,
    *measures: ComplaintMeasure,
    actor: Actor = COMMITTEE,
) -> ComplaintView:
    asked = AnswerComplaint(
        complaint_id=_id(database), finding=finding, measures=list(measures), answer="已核实。"
    )
    with database.writing() as session:
        return operations.answer(session, actor, asked)


def _ask(database: Database, code: str) -> OwnComplaint:
    with database.writing() as session:
        return operations.ask_for_review(
            session, AskForReview(code=code, review_wish="没有人来过。")
        )


def _review(database: Database, actor: Actor = OFFICER) -> ComplaintView:
    asked = ReviewComplaint(
        complaint_id=_id(database), finding=ComplaintFinding.UNFOUNDED, review="证据不足。"
    )
    with database.writing() as session:
        return operations.review(session, actor, asked)


def _disclose(
    database: Database,
    actor: Actor,
    reason: ComplainantSeenFor = ComplainantSeenFor.VERIFY,
) -> str:
    asked = DiscloseComplainant(complaint_id=_id(database), reason=reason)
    with database.writing() as session:
        return operations.disclose(session, actor, asked).contact


def _follow(database: Database, code: str) -> OwnComplaint:
    with database.reading() as session:
        return queries.follow(session, FollowComplaint(code=code))


def _show(database: Database, actor: Actor) -> ComplaintView:
    asked = ShowComplaint(complaint_id=_id(database))
    with database.reading() as session:
        return queries.show(session, actor, asked)


def _listed(database: Database, actor: Actor) -> list[ComplaintView]:
    with database.reading() as session:
        return queries.page(session, actor, ListComplaints(state=None)).items


def _close(database: Database) -> int:
    with database.writing() as session:
        return operations.close_all(session)


def _change(database: Database, **columns: Any) -> None:
    with database.writing() as session:
        row = session.scalars(sa.select(Complaint)).one()
        for name, value in columns.items():
            setattr(row, name, value)
