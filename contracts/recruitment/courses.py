"""Courses (培训): what commissioners learn, when they took part, and with what result. R18."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.words import AttendanceState, CourseResult, PostCategory, TrainingState
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

SEATS_MOST = 1000


@shape
class CourseBody(Shape):
    """What is taught, and who must learn it."""

    title: str = fields.line("Title in Chinese.", longest=60, example="个人信息保护")
    content: str = fields.words(
        "What is taught.", longest=2000, example="哪些信息可以收集，怎样保管，谁可以查看。"
    )
    hours: int = fields.number("How many hours it takes.", least=1, most=100, example=2)
    is_required: bool = fields.plain("Whether it is required of anybody (必修).", default=False)
    required_for: list[PostCategory] | None = fields.several(
        "Categories of posts for which it is required; null with is_required: all.",
        PostCategory,
    )
    is_offered: bool = fields.plain("Whether new sessions can be planned.", default=True)


@shape
class CourseView(Answer):
    """One course."""

    id: UUID = fields.plain("The course.")
    street: str = fields.place("The street that offers it.")
    title: str = fields.plain("Title in Chinese.")
    content: str = fields.plain("What is taught.")
    hours: int = fields.plain("How many hours it takes.")
    is_required: bool = fields.plain("Whether it is required.")
    required_for: list[PostCategory] | None = fields.choices(
        "The categories for which it is required; null: all.", PostCategory, default=None
    )
    is_offered: bool = fields.plain("Whether new sessions can be planned.")
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class CourseList(Page):
    """A page of the courses of a street, by title unless sorted otherwise."""

    items: list[CourseView] = fields.plain("The courses.")


@shape
class ResultLine(Shape):
    """Whether one person was there, and the result."""

    commissioner: UUID = fields.plain("The person.")
    attended: bool = fields.plain("Whether the person was there.")
    result: CourseResult | None = fields.choice("The result, if it is known.", default=None)


@shape
class AttendanceView(Answer):
    """One person in one session."""

    id: UUID = fields.plain("The attendance.")
    session_id: UUID = fields.plain("The session.")
    course_id: UUID = fields.plain("The course.")
    course_title: str = fields.plain("Title of the course.")
    starts_at: dt.datetime = fields.moment("When the session begins.")
    place: str = fields.plain("Where.")
    hours: int = fields.plain("How many hours it takes.")
    commissioner: UUID = fields.plain("The person.")
    name: str | None = fields.plain(
        "The name, masked where the caller needs no more; null: no appointment there is known.",
        default=None,
    )
    community: str = fields.place("Where the person serves.")
    state: AttendanceState = fields.choice("Whether the person was there.")
    result: CourseResult | None = fields.choice("The result.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class TrainingSessionView(Answer):
    """One session."""

    id: UUID = fields.plain("The session.")
    course_id: UUID = fields.plain("The course.")
    course_title: str = fields.plain("Title of the course.")
    area: str = fields.place("The area that holds it.")
    starts_at: dt.datetime = fields.moment("When it begins.")
    place: str = fields.plain("Where.")
    seats: int = fields.plain("How many can take part.")
    taken: int = fields.plain("How many seats are taken.")
    state: TrainingState = fields.choice("What happened to it.")
    possible: list[str] = fields.possible()
    attendances: list[AttendanceView] | None = fields.plain(
        "The participants, as far as the caller sees them; null in lists.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class TrainingSessionPage(Page):
    """A page of sessions, newest first unless sorted otherwise."""

    items: list[TrainingSessionView] = fields.plain("The sessions.")


@shape
class RequiredCourse(Answer):
    """One course that is required, and whether it was passed."""

    course_id: UUID = fields.plain("The course.")
    title: str = fields.plain("Title.")
    passed_on: dt.date | None = fields.plain("When it was passed; null: not yet.", default=None)


@shape
class TrainingRecord(Answer):
    """What one person learnt (培训记录)."""

    commissioner: UUID = fields.plain("The person.")
    items: list[AttendanceView] = fields.plain("Every attendance, the newest first.")
    hours: int = fields.plain("Hours of all sessions at which the person was.")
    required: list[RequiredCourse] = fields.plain("The courses required for the person's post.")


@shape
class TrainingDays(Shape):
    """The days that an export covers."""

    starts_from: dt.date | None = fields.plain("First day; open, if left out.", default=None)
    starts_to: dt.date | None = fields.plain("Last day; open, if left out.", default=None)


@shape
class TrainingRow(Answer):
    """One attendance as it stands in a table, with people as clerks know them."""

    course: str = fields.plain("Title of the course.")
    starts_at: dt.datetime = fields.plain("When the session begins.")
    place: str = fields.plain("Where it is held.")
    hours: int = fields.plain("Its hours.")
    community: str = fields.place("Community of the commissioner.")
    name: str | None = fields.plain("Name; null: no appointment there is known.", default=None)
    certificate: str | None = fields.plain(
        "Number of the certificate, if there is one.", default=None
    )
    state: AttendanceState = fields.choice("Whether the person was there.")
    result: CourseResult | None = fields.choice("The result.", default=None)


@shape
class TrainingRows(Answer):
    """Attendances for a table."""

    rows: list[TrainingRow] = fields.plain("One row for each attendance.")


@shape
class _OfStreet(Shape):
    street: str = fields.path(fields.area("The street."))


@shape
class _OfSession(Shape):
    session_id: UUID = fields.path("The session.")


@request("recruitment", "list_courses", CourseList)
class ListCourses(Listing, _OfStreet, Request[CourseList]):
    """List the courses of a street."""

    sort: str | None = fields.sorting("title", "hours", default=None)


@request("recruitment", "add_course", CourseView)
class AddCourse(CourseBody, _OfStreet, Change, Request[CourseView]):
    """Offer a course."""


@request("recruitment", "change_course", CourseView)
class ChangeCourse(CourseBody, Change, Request[CourseView]):
    """Change a course, or stop offering it."""

    course_id: UUID = fields.path("The course.")


@request("recruitment", "list_training_sessions", TrainingSessionPage)
class ListTrainingSessions(Listing, _OfStreet, Request[TrainingSessionPage]):
    """List the sessions of a street, newest first."""

    course_id: UUID | None = fields.plain("Only of this course.", default=None)
    state: list[TrainingState] | None = fields.several("Only in these states.", TrainingState)
    starts_from: dt.date | None = fields.plain("Beginning on this day or later.", default=None)
    starts_to: dt.date | None = fields.plain("Beginning on this day or earlier.", default=None)
    sort: str | None = fields.sorting("starts_at")


@request("recruitment", "show_training_session", TrainingSessionView)
class ShowTrainingSession(_OfSession, Request[TrainingSessionView]):
    """Show a session with its participants, as far as the caller sees them."""


@request("recruitment", "plan_training_session", TrainingSessionView)
class PlanTrainingSession(Change, Request[TrainingSessionView]):
    """Hold a course at a time and a place; also write down one of an earlier day."""

    course_id: UUID = fields.path("The course.")
    area: str = fields.area("The area that holds it: the street, or one of its communities.")
    starts_at: dt.datetime = fields.moment("When it begins; one of an earlier day is written down.")
    place: str = fields.line("Where.", longest=100, example="荔林社区工作站二楼")
    seats: int = fields.number("How many can take part.", least=1, most=SEATS_MOST, example=30)


@request("recruitment", "cancel_training_session", TrainingSessionView)
class CancelTrainingSession(_OfSession, Change, Request[TrainingSessionView]):
    """Cancel a session."""

    reason: str = fields.words("Why.", longest=300, example="台风停课，另行安排。")


@request("recruitment", "take_seat", TrainingSessionView)
class TakeSeat(_OfSession, Change, Request[TrainingSessionView]):
    """Take a seat, for yourself or for a commissioner of your communities."""

    commissioner: UUID = fields.plain("The person, as appointments name them.")
    community: str = fields.area("The community where the person serves.")


@request("recruitment", "return_seat", TrainingSessionView)
class ReturnSeat(_OfSession, Change, Request[TrainingSessionView]):
    """Give a seat back."""

    commissioner: UUID = fields.plain("The person.")


@request("recruitment", "record_training_results", TrainingSessionView)
class RecordTrainingResults(_OfSession, Change, Request[TrainingSessionView]):
    """Record attendance and results; send it again to correct them."""

    lines: list[ResultLine] = fields.plain(
        "One line for each person; people left out stay as they were."
    )


@request("recruitment", "show_training_record", TrainingRecord)
class ShowTrainingRecord(Request[TrainingRecord]):
    """Show what a commissioner learnt, and what a category of posts requires."""

    commissioner: UUID = fields.path("The person.")
    category: PostCategory | None = fields.choice(
        "Category of the person's post, which decides the required courses.",
        example="fire_safety",
        default=None,
    )


@request("recruitment", "export_training", TrainingRows)
class ExportTraining(TrainingDays, _OfStreet, Request[TrainingRows]):
    """Attendances of a street as a table."""


@event("recruitment", subject="attendance_id")
class CourseCompleted(Event):
    """A person passed a course; sent again where a later correction makes it so again.

    If a correction takes it back, `course_result_recorded` says so.
    """

    attendance_id: UUID = fields.plain("The attendance: one person in one session.")
    course_id: UUID = fields.plain("The course.")
    community: str = fields.area("The community where the person serves.")
    commissioner: UUID = fields.plain("The person, as appointments name them.")
    completed_on: dt.date = fields.plain("The day of the session.")
    hours: int = fields.plain("How many hours it takes.")
    version: int = fields.number("Counts the attendance's changes.", least=1, most=1_000_000)


@event("recruitment", subject="attendance_id")
class CourseResultRecorded(Event):
    """A person's result of a session; sent at each change, so that corrections are known."""

    attendance_id: UUID = fields.plain("The attendance: one person in one session.")
    course_id: UUID = fields.plain("The course.")
    community: str = fields.area("The community where the person serves.")
    commissioner: UUID = fields.plain("The person, as appointments name them.")
    held_on: dt.date = fields.plain("The day of the session.")
    state: AttendanceState = fields.choice("Whether the person was there.")
    result: CourseResult | None = fields.choice(
        "The result; null: not known, or taken back.", default=None
    )
    version: int = fields.number("Counts the attendance's changes.", least=1, most=1_000_000)
