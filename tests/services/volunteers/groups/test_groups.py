"""Groups from the founding to the dissolution, on both databases. R60, R62."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import OUTBOX
from contracts import envelope
from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.gateway.words import Purpose
from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.words import EndReason, PostCategory
from contracts.volunteers.contests import (
    ContestResultRecorded,
    CorrectContestResult,
    ListContests,
    RecordContestResult,
)
from contracts.volunteers.group_documents import (
    AdoptGroupDocument,
    ListGroupDocuments,
    ReviseGroupDocument,
    ShowGroupDocument,
)
from contracts.volunteers.group_meetings import (
    CorrectGroupMeeting,
    ListGroupMeetings,
    RecordGroupMeeting,
)
from contracts.volunteers.groups import (
    CheckGroupFiles,
    CountGroups,
    DissolveGroup,
    EditGroup,
    ExportGroups,
    FoundGroup,
    GroupDissolved,
    GroupFounded,
    GroupPerson,
    GroupView,
    ListGroups,
    NameGroupPerson,
    PublicGroups,
    RemoveGroupPerson,
    RestoreGroup,
    ShowGroup,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.reminders import ListVolunteerReminders
from contracts.volunteers.words import (
    ContestAward,
    ContestLevel,
    GroupDocumentKind,
    GroupKind,
    GroupRole,
    GroupState,
)
from groundwork import retention
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.consents import operations as consents
from services.volunteers.contests import operations as contests
from services.volunteers.contests import queries as contests_found
from services.volunteers.group_documents import operations as documents
from services.volunteers.group_documents import queries as documents_found
from services.volunteers.group_files import operations as group_files
from services.volunteers.group_meetings import operations as meetings
from services.volunteers.group_meetings import queries as meetings_found
from services.volunteers.group_people import operations as people
from services.volunteers.groups import operations, queries
from services.volunteers.groups.model import Contest
from services.volunteers.handover import operations as handover
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as own_data_found
from services.volunteers.reminders import queries as reminders
from tests.audit.records import rows
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LI,
    LILIN,
    STAFF,
    an_actor,
    field_of,
    refused,
)
from tests.services.volunteers.serving import APPOINTMENT, POST, registered
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of

_FOUNDED = dt.date(2013, 5, 4)
_ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
_VOLUNTEER = an_actor(Role.VOLUNTEER, LILIN)
_COMMITTEE = an_actor(Role.PARTY_COMMITTEE, LILIN)
_TOLD = (GroupFounded, GroupDissolved, ContestResultRecorded)
Event = GroupFounded | GroupDissolved | ContestResultRecorded


def _a_group(database: Database, by: Actor = STAFF, **changed: Any) -> GroupView:
    usual: dict[str, Any] = {
        "name": "荔林宠物协会",
        "kind": GroupKind.PET_ASSOCIATION,
        "category": PostCategory.PET_MANAGEMENT,
        "founded_on": _FOUNDED,
        "post_id": POST,
        "member_count": 24,
        "community": LILIN,
    }
    with database.writing() as session:
        return operations.found(session, by, FoundGroup(**usual | changed))


def _named(database: Database, group: GroupView, by: Actor = STAFF, **told: Any) -> GroupView:
    usual: dict[str, Any] = {"role": GroupRole.LEADER, "since": _FOUNDED}
    request = NameGroupPerson(group_id=group.id, **usual | told)
    with database.writing() as session:
        return people.name(session, by, request)


def _people(group: GroupView) -> list[GroupPerson]:
    assert group.people is not None
    return group.people


def _shown(database: Database, group_id: UUID, by: Actor = STAFF) -> GroupView:
    with database.reading() as session:
        return queries.show(session, by, ShowGroup(group_id=group_id))


def _dissolved(database: Database, group: GroupView, on: dt.date) -> GroupView:
    request = DissolveGroup(group_id=group.id, dissolved_on=on, reason="成员搬迁。")
    with database.writing() as session:
        return operations.dissolve(session, STAFF, request)


def _count(database: Database, day: dt.date | None = None, by: Actor = STAFF) -> int:
    with database.reading() as session:
        return queries.counted(session, by, CountGroups(area=LILIN, day=day)).groups


def _events(database: Database) -> list[Event]:
    with database.reading() as session:
        texts = session.scalars(sa.select(OUTBOX.c.envelope).order_by(OUTBOX.c.seq)).all()
    found = [envelope.read(text).event() for text in texts]
    return [one for one in found if isinstance(one, _TOLD)]


def _consent(database: Database, purpose: Purpose = Purpose.PUBLISH_NAME, **told: Any) -> UUID:
    usual: dict[str, Any] = {
        "consent_id": new_id(),
        "account": None,
        "area": LILIN,
        "purpose": purpose,
        "given_at": clock.now() - dt.timedelta(hours=1),
        "version": 1,
    }
    event = ConsentGiven(**usual | told)
    with database.writing() as session:
        consents.keep(session, event)
    return event.consent_id


def _public_leaders(database: Database) -> list[str | None]:
    with database.reading() as session:
        found = queries.public_page(session, PublicGroups(community=LILIN))
    return [one.leader for one in found.items]


def test_a_pet_association_is_founded_works_and_is_dissolved(volunteers: Database) -> None:
    """R60: founder, rules in two versions, meetings, a contest at the district."""
    group = _a_group(volunteers)
    adopted = AdoptGroupDocument(
        group_id=group.id,
        title="宠物管理规定",
        kind=GroupDocumentKind.RULES,
        adopted_on=dt.date(2013, 6, 1),
        text="一、遛犬须牵绳。",
    )
    held = RecordGroupMeeting(
        group_id=group.id, held_on=dt.date(2013, 6, 1), subject="讨论规定", people=18
    )
    won = RecordContestResult(
        group_id=group.id,
        title="区宠物选美",
        level=ContestLevel.DISTRICT,
        held_on=dt.date(2013, 10, 1),
        award=ContestAward.SECOND_PRIZE,
    )
    with volunteers.writing() as session:
        document = documents.adopt(session, STAFF, adopted)
        meeting = meetings.record(session, STAFF, held)
        contest = contests.record(session, STAFF, won)
    revised = ReviseGroupDocument(
        group_id=group.id,
        document_id=document.id,
        adopted_on=dt.date(2013, 9, 1),
        text="一、遛犬须牵绳。二、及时清理粪便。",
        change="增加清理。",
    )
    with volunteers.writing() as session:
        document = documents.revise(session, STAFF, revised)
    before = _count(volunteers)
    ended = _dissolved(volunteers, group, dt.date(2014, 6, 1))

    assert document.versions is not None
    assert [(one.number, one.text) for one in document.versions] == [
        (2, "一、遛犬须牵绳。二、及时清理粪便。"),
        (1, "一、遛犬须牵绳。"),
    ]
    assert (meeting.people, contest.level) == (18, ContestLevel.DISTRICT)
    assert (before, _count(volunteers)) == (1, 0)
    assert _count(volunteers, dt.date(2014, 5, 31)) == 1
    assert _count(volunteers, dt.date(2014, 6, 1)) == 0
    assert _count(volunteers, dt.date(2013, 5, 3)) == 0
    assert ended.possible == ["leaving", "restoration"]
    assert ended.history is not None
    assert [one.what for one in ended.history] == [
        "founded",
        "document_adopted",
        "meeting_recorded",
        "contest_recorded",
        "document_adopted",
        "dissolved",
    ]
    assert [type(one) for one in _events(volunteers)] == [
        GroupFounded,
        ContestResultRecorded,
        GroupDissolved,
    ]


def test_events_name_the_commissioner_of_that_day(volunteers: Database) -> None:
    """Honours count a founding and a contest for the person who was on the post then."""
    group = _a_group(volunteers)
    won = RecordContestResult(
        group_id=group.id,
        title="市合唱比赛",
        level=ContestLevel.CITY,
        held_on=dt.date(2013, 10, 1),
        award=ContestAward.FIRST_PRIZE,
    )
    early = _a_group(volunteers, name="荔林书法社", founded_on=dt.date(2012, 10, 1))
    with volunteers.writing() as session:
        handover.end(session, _ended(dt.date(2013, 9, 1)))
        contests.record(session, STAFF, won)

    assert [one.commissioner for one in _events(volunteers)] == [HUA, None, None]
    assert [_shown(volunteers, one.id).commissioner for one in (group, early)] == [None, None]


def _ended(day: dt.date) -> AppointmentEnded:
    return AppointmentEnded(
        appointment_id=APPOINTMENT,
        community=LILIN,
        commissioner=HUA,
        ended_on=day,
        reason=EndReason.RESIGNED,
        post_id=POST,
        version=6,
    )


def test_the_groups_of_a_post_follow_its_commissioner(volunteers: Database) -> None:
    """The person on the post writes for its groups, and no more once the term is over."""
    group = _a_group(volunteers, by=COMMISSIONER)
    held = RecordGroupMeeting(
        group_id=group.id, held_on=dt.date(2013, 6, 1), subject="讨论规定", people=18
    )
    with volunteers.writing() as session:
        meetings.record(session, COMMISSIONER, held)
        handover.end(session, _ended(day_of(clock.now())))

    with volunteers.writing() as session:
        refusal = refused(meetings.record, session, COMMISSIONER, held)
    assert refusal.status == 403
    assert _shown(volunteers, group.id, COMMISSIONER).possible == []


@pytest.mark.one_database
def test_other_communities_and_commissioners_write_nothing(volunteers: Database) -> None:
    group = _a_group(volunteers)
    edited = EditGroup(
        group_id=group.id,
        name="改名",
        kind=group.kind,
        category=group.category,
        founded_on=_FOUNDED,
    )
    colleague = an_actor(Role.COMMISSIONER, LILIN, str(LI))
    with volunteers.writing() as session:
        assert refused(operations.edit, session, _ELSEWHERE, edited).status == 404
        assert refused(operations.edit, session, colleague, edited).status == 403
        assert refused(operations.edit, session, _VOLUNTEER, edited).status == 403
        stale = EditGroup(**vars(edited) | {"expected_version": 7})
        assert refused(operations.edit, session, STAFF, stale).status == 412
    own = {"community": LILIN, "post_id": None}
    assert refused(_a_group, volunteers, by=colleague, **own).status == 403
    assert refused(_a_group, volunteers, by=_ELSEWHERE).status == 404
    assert _shown(volunteers, group.id, _VOLUNTEER).possible == []
    with volunteers.reading() as session:
        assert queries.page(session, _ELSEWHERE, ListGroups()).items == []
        assert queries.counted(session, _ELSEWHERE, CountGroups()).groups == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"post_id": UUID(int=7)}, "post_id", "unknown_post"),
        ({"founded_on": dt.date(2199, 1, 1)}, "founded_on", "in_the_future"),
        ({}, "name", "known_already"),
    ],
)
def test_a_group_that_does_not_fit_is_refused(
    volunteers: Database, changed: dict[str, Any], field: str, code: str
) -> None:
    _a_group(volunteers)

    refusal = refused(_a_group, volunteers, **changed)

    assert [(one.field, one.code) for one in refusal.fields] == [(field, code)]


def test_a_name_is_free_again_once_its_group_is_dissolved(volunteers: Database) -> None:
    first = _dissolved(volunteers, _a_group(volunteers), dt.date(2014, 6, 1))
    _a_group(volunteers, founded_on=dt.date(2014, 7, 1))
    again = RestoreGroup(group_id=first.id, reason="登记有误。")

    with volunteers.writing() as session:
        refusal = refused(operations.restore, session, STAFF, again)
    assert refusal.fields[0].code == "known_already"
    assert _count(volunteers) == 1


def test_a_dissolution_by_mistake_is_taken_back_and_told(volunteers: Database) -> None:
    group = _dissolved(volunteers, _a_group(volunteers), dt.date(2014, 6, 1))
    with volunteers.writing() as session:
        restored = operations.restore(
            session, STAFF, RestoreGroup(group_id=group.id, reason="登记有误。")
        )

    assert (restored.state, restored.dissolved_on, restored.version) == (GroupState.ACTIVE, None, 3)
    assert isinstance(_events(volunteers)[-1], GroupFounded)
    assert _count(volunteers) == 1


@pytest.mark.one_database
def test_a_day_before_its_records_does_not_end_a_group(volunteers: Database) -> None:
    group = _a_group(volunteers)
    held = RecordGroupMeeting(
        group_id=group.id, held_on=dt.date(2013, 6, 1), subject="讨论规定", people=18
    )
    with volunteers.writing() as session:
        meeting = meetings.record(session, STAFF, held)

    refusal = refused(_dissolved, volunteers, group, dt.date(2013, 6, 1))
    assert refusal.fields[0].code == "before_its_records"
    moved = CorrectGroupMeeting(
        group_id=group.id,
        meeting_id=meeting.id,
        held_on=dt.date(2013, 5, 20),
        subject="讨论规定",
        people=20,
        result="通过。",
    )
    with volunteers.writing() as session:
        meetings.correct(session, STAFF, moved)
        assert refused(meetings.correct, session, STAFF, _elsewhere(moved)).status == 404
    with volunteers.reading() as session:
        [kept] = meetings_found.page(session, STAFF, ListGroupMeetings(group_id=group.id)).items
    assert (kept.people, kept.result) == (20, "通过。")
    assert _dissolved(volunteers, group, dt.date(2013, 6, 1)).dissolved_on == dt.date(2013, 6, 1)


def _elsewhere(request: CorrectGroupMeeting) -> CorrectGroupMeeting:
    return CorrectGroupMeeting(**vars(request) | {"meeting_id": UUID(int=9)})


def test_a_corrected_contest_is_told_again_and_counted_once(volunteers: Database) -> None:
    group = _a_group(volunteers)
    won = RecordContestResult(
        group_id=group.id,
        title="区合唱比赛",
        level=ContestLevel.DISTRICT,
        held_on=dt.date(2013, 10, 1),
        award=ContestAward.MERIT_PRIZE,
    )
    with volunteers.writing() as session:
        contest = contests.record(session, STAFF, won)
    with volunteers.writing() as session:
        assert refused(contests.record, session, STAFF, won).fields[0].code == "known_already"
    mended = CorrectContestResult(
        **{name: value for name, value in vars(won).items() if name != "award"},
        contest_id=contest.id,
        award=ContestAward.FIRST_PRIZE,
    )
    with volunteers.writing() as session:
        contests.correct(session, STAFF, mended)

    with volunteers.reading() as session:
        asked = ListContests(group_id=group.id, level=[ContestLevel.DISTRICT])
        [kept] = contests_found.page(session, STAFF, asked).items
    assert kept.award is ContestAward.FIRST_PRIZE
    told = [one for one in _events(volunteers) if isinstance(one, ContestResultRecorded)]
    assert [(one.version, one.award) for one in told] == [
        (1, ContestAward.MERIT_PRIZE),
        (2, ContestAward.FIRST_PRIZE),
    ]


@pytest.mark.one_database
def test_a_document_has_one_title_and_its_versions_in_order(volunteers: Database) -> None:
    group = _a_group(volunteers)
    adopted = AdoptGroupDocument(
        group_id=group.id,
        title="饲养手册",
        kind=GroupDocumentKind.HANDBOOK,
        adopted_on=dt.date(2013, 6, 1),
        text="按时免疫。",
    )
    with volunteers.writing() as session:
        document = documents.adopt(session, STAFF, adopted)
        assert refused(documents.adopt, session, STAFF, adopted).fields[0].field == "title"
        early = ReviseGroupDocument(
            group_id=group.id,
            document_id=document.id,
            adopted_on=dt.date(2013, 5, 20),
            text="按时免疫。",
            change="无。",
        )
        refusal = refused(documents.revise, session, STAFF, early)
    assert refusal.fields[0].code == "before_the_last_version"
    with volunteers.reading() as session:
        asked = ListGroupDocuments(group_id=group.id)
        [kept] = documents_found.page(session, _VOLUNTEER, asked).items
    assert (kept.newest, kept.possible) == (1, [])


def test_members_are_a_count_or_a_list(volunteers: Database) -> None:
    """A leader who is a founder and a member too is one person."""
    group = _a_group(volunteers, member_count=None)
    for name, role in (
        ("陈秀英", GroupRole.FOUNDER),
        ("陈秀英", GroupRole.LEADER),
        ("王建国", GroupRole.MEMBER),
    ):
        group = _named(volunteers, group, name=name, role=role)
    assert group.member_count == 2
    with volunteers.writing() as session:
        again = NameGroupPerson(group_id=group.id, role=GroupRole.MEMBER, name="王建国")
        assert refused(people.name, session, STAFF, again).status == 409

    member = _people(group)[-1]
    gone = RemoveGroupPerson(group_id=group.id, person_id=member.id)
    with volunteers.writing() as session:
        assert people.remove(session, STAFF, gone).member_count == 1
        assert refused(people.remove, session, STAFF, gone).status == 409


def test_names_are_masked_but_for_those_who_manage_the_group(volunteers: Database) -> None:
    group = _named(volunteers, _a_group(volunteers), name="陈秀英")

    assert _people(group)[0].name == "陈秀英"
    assert _people(_shown(volunteers, group.id, _VOLUNTEER))[0].name == "陈*"


def test_a_leader_is_public_only_while_the_consent_holds(volunteers: Database) -> None:
    """PIPL art. 25: a name is published with its person's consent, and not a day longer."""
    group = _a_group(volunteers)
    elsewhere = _consent(volunteers, area=DENGLIANG)
    other = _consent(volunteers, Purpose.PUBLISH_PHONE)
    for wrong in (elsewhere, other, new_id()):
        refusal = refused(_named, volunteers, group, name="陈秀英", consent_id=wrong)
        assert refusal.fields[0].field == "consent_id"
    agreed = _consent(volunteers)
    _named(volunteers, group, name="陈秀英", consent_id=agreed)
    assert _public_leaders(volunteers) == ["陈秀英"]

    withdrawn = ConsentWithdrawn(
        consent_id=agreed,
        account=None,
        area=LILIN,
        purpose=Purpose.PUBLISH_NAME,
        withdrawn_at=clock.now(),
        version=2,
    )
    with volunteers.writing() as session:
        consents.keep(session, withdrawn)
    assert _public_leaders(volunteers) == [None]


def test_a_withdrawal_that_comes_first_counts(volunteers: Database) -> None:
    consent_id = new_id()
    withdrawn = ConsentWithdrawn(
        consent_id=consent_id,
        account=None,
        area=LILIN,
        purpose=Purpose.PUBLISH_NAME,
        withdrawn_at=clock.now(),
        version=2,
    )
    with volunteers.writing() as session:
        consents.keep(session, withdrawn)
    _consent(volunteers, consent_id=consent_id)

    refusal = refused(
        _named, volunteers, _a_group(volunteers), name="陈秀英", consent_id=consent_id
    )
    assert refusal.fields[0].code == "no_consent"


def test_a_volunteer_in_a_group_is_copied_and_forgotten_with_the_rest(
    volunteers: Database,
) -> None:
    """Own data (PIPL art. 45, 47): the copy names the groups, the erasure the name in them."""
    receipt = registered(volunteers)
    group = _named(
        volunteers,
        _a_group(volunteers, member_count=None),
        registration_id=receipt.id,
        role=GroupRole.MEMBER,
    )
    phone = "13800138000"
    asked = ExportOwnVolunteer(code=receipt.code, phone=phone)
    with volunteers.reading() as session:
        copied = own_data_found.copy_of(session, asked)
    with volunteers.writing() as session:
        own_data.erase_own(session, RESIDENT, EraseOwnVolunteer(code=receipt.code, phone=phone))

    assert [(one.group, one.role) for one in copied.groups] == [(group.name, GroupRole.MEMBER)]
    [person] = _people(_shown(volunteers, group.id))
    assert (person.name, person.registration_id) == (None, None)
    assert _shown(volunteers, group.id).member_count == 0
    assert _shown(volunteers, group.id).files_to_check_since == day_of(clock.now())


def test_the_clerk_is_told_of_files_after_an_erasure_and_strikes_the_name(
    volunteers: Database,
) -> None:
    """PIPL art. 47: what a group adopted and wrote down still named the person."""
    group = _named(volunteers, _a_group(volunteers), name="陈秀英")
    founded = group.founded_on
    adopted = AdoptGroupDocument(
        group_id=group.id,
        title="章程",
        kind=GroupDocumentKind.RULES,
        adopted_on=founded,
        text="会长陈秀英，副会长王明。",
    )
    met = RecordGroupMeeting(
        group_id=group.id, held_on=founded, subject="推选陈秀英", people=3, result=None
    )
    won = RecordContestResult(
        group_id=group.id,
        title="合唱比赛",
        level=ContestLevel.DISTRICT,
        held_on=founded,
        award=ContestAward.FIRST_PRIZE,
        result="领唱陈秀英。",
    )
    with volunteers.writing() as session:
        document = documents.adopt(session, STAFF, adopted)
        meetings.record(session, STAFF, met)
        contests.record(session, STAFF, won)
        early = refused(_checked, session, group)
    [person] = _people(group)
    gone = RemoveGroupPerson(group_id=group.id, person_id=person.id, erase=True)
    with volunteers.writing() as session:
        erased = people.remove(session, STAFF, gone)
    asked = ListGroups(files_to_check=True)
    with volunteers.writing() as session:
        waiting = queries.page(session, STAFF, asked).items
        reads = queries.page(session, _COMMITTEE, asked).items
        seen = queries.show(session, _COMMITTEE, ShowGroup(group_id=group.id))
        due = reminders.listed(session, STAFF, ListVolunteerReminders()).groups_to_check
        short = refused(_checked, session, group, strike="陈")
        common = [refused(_checked, session, group, strike=one) for one in ("荔林", "协会")]
        checked = _checked(session, group, strike="陈秀英")
        left = queries.page(session, STAFF, asked).items
        texts = (
            documents_found.show(
                session, STAFF, ShowGroupDocument(group_id=group.id, document_id=document.id)
            ).versions,
            meetings_found.page(session, STAFF, ListGroupMeetings(group_id=group.id)).items,
            contests_found.page(session, STAFF, ListContests(group_id=group.id)).items,
        )

    assert (early.status, field_of(short)) == (409, ("strike", "too_short"))
    assert [field_of(one) for one in common] == [("strike", "of_the_group")] * 2
    assert "file-check" not in group.possible
    assert "file-check" in erased.possible
    # Others who read the group are not told that somebody's name was erased.
    assert (reads, seen.files_to_check_since) == ([], None)
    assert ([one.id for one in waiting], due) == ([group.id], 1)
    assert (left, checked.files_to_check_since) == ([], None)
    assert "陈秀英" not in str(texts)
    assert "会长***，副会长王明。" in str(texts)
    assert checked.history is not None
    assert checked.history[-1].what == "files_checked"
    assert _version_of_contest(volunteers) == 2
    # The strike is a change of its own, which the audit keeps for good.
    for kind in ("group_document_text", "group_meeting", "contest"):
        [*_, struck] = rows(volunteers, kind)
        assert (struck.change, "陈秀英" in str(rows(volunteers, kind))) == ("updated", False)


def _version_of_contest(database: Database) -> int | None:
    with database.reading() as session:
        return session.scalar(sa.select(Contest.version))


def _checked(session: Session, group: GroupView, strike: str | None = None) -> GroupView:
    return group_files.check(session, STAFF, CheckGroupFiles(group_id=group.id, strike=strike))


def test_a_name_is_erased_at_the_persons_wish(volunteers: Database) -> None:
    group = _named(volunteers, _a_group(volunteers), name="陈秀英")
    [person] = _people(group)
    request = RemoveGroupPerson(group_id=group.id, person_id=person.id, erase=True)
    with volunteers.writing() as session:
        [left] = _people(people.remove(session, STAFF, request))

    assert (left.name, left.until) == (None, day_of(clock.now()))
    assert "陈秀英" not in str(_events(volunteers))


def test_names_are_cleaned_three_years_after_leaving_or_the_end_of_the_group(
    volunteers: Database,
) -> None:
    group = _a_group(volunteers)
    _named(volunteers, group, name="王建国", role=GroupRole.MEMBER)
    _named(volunteers, group, name="陈秀英")
    other = _named(volunteers, _a_group(volunteers, name="荔林书法社"), name="李明")
    first = _people(_shown(volunteers, group.id))[0]
    gone = RemoveGroupPerson(group_id=group.id, person_id=first.id, until=dt.date(2014, 1, 1))
    with volunteers.writing() as session:
        people.remove(session, STAFF, gone)
    _dissolved(volunteers, group, dt.date(2014, 6, 1))

    with volunteers.writing() as session:
        assert retention.clean(session, own_data.CLEANED)["group_person"] == 2
    assert [one.name for one in _people(_shown(volunteers, group.id))] == [None, None]
    assert [one.name for one in _people(_shown(volunteers, other.id))] == ["李明"]


@pytest.mark.one_database
def test_lists_are_narrowed_and_exported_alike(volunteers: Database) -> None:
    _a_group(volunteers)
    _a_group(volunteers, name="荔林合唱队", kind=GroupKind.INTEREST_GROUP, post_id=None)
    _dissolved(
        volunteers,
        _a_group(volunteers, name="荔林腰鼓队", kind=GroupKind.INTEREST_GROUP),
        dt.date(2014, 6, 1),
    )
    asked: list[tuple[dict[str, Any], set[str]]] = [
        ({"kind": [GroupKind.PET_ASSOCIATION]}, {"荔林宠物协会"}),
        ({"state": [GroupState.DISSOLVED]}, {"荔林腰鼓队"}),
        ({"day": dt.date(2014, 5, 1), "words": "荔林 队"}, {"荔林合唱队", "荔林腰鼓队"}),
        ({"area": DENGLIANG}, set()),
    ]
    with volunteers.reading() as session:
        for filters, names in asked:
            page = queries.page(session, STAFF, ListGroups(**filters))
            rows = queries.exported(session, STAFF, ExportGroups(**filters)).rows
            assert {one.name for one in page.items} == {one.name for one in rows} == names
        found = queries.public_page(session, PublicGroups(community=LILIN))
    assert [one.name for one in found.items] == ["荔林合唱队", "荔林宠物协会"]
