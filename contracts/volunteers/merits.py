"""Honours and evaluations of a volunteer (表彰奖励、评价), which their record holds. 条例 art. 19."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.trainings import VolunteerTraining
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import MeritKind

_LINE_LONGEST, _WORDS_LONGEST = 60, 500


@shape
class MeritBody(Shape):
    """One honour or evaluation of one person, as its source has it."""

    kind: MeritKind = fields.choice("Which of both.", example="honour")
    title: str = fields.line(
        "What it is called, or about.", longest=_LINE_LONGEST, example="年度优秀义工"
    )
    given_by: str = fields.line(
        "Its source: the body that honoured or evaluated the person.",
        longest=_LINE_LONGEST,
        example="南山街道党工委",
    )
    given_on: dt.date = fields.plain("The day.", example="2026-05-04")
    words: str | None = fields.words(
        "What it says; an evaluation says something.",
        longest=_WORDS_LONGEST,
        example="全年参加巡查 40 次，从不缺席。",
        default=None,
    )


@shape
class VolunteerMerit(Answer):
    """One honour or evaluation of one person."""

    id: UUID = fields.plain("The honour or evaluation.")
    community: str = fields.place("Where it was written down.")
    kind: MeritKind = fields.choice("Which of both.")
    title: str = fields.plain("What it is called, or about.")
    given_by: str = fields.plain("The body that honoured or evaluated the person.")
    given_on: dt.date = fields.plain("The day.")
    words: str | None = fields.plain("What it says.", default=None)


@shape
class VolunteerMerits(Answer):
    """The honours and evaluations of one person, newest first."""

    items: list[VolunteerMerit] = fields.plain("The honours and evaluations.")


@shape
class OwnRecord(Answer):
    """What a volunteer's record holds besides their hours, for the person."""

    trainings: list[VolunteerTraining] = fields.plain("The trainings, newest first.")
    merits: list[VolunteerMerit] = fields.plain("The honours and evaluations, newest first.")


@request("volunteers", "record_volunteer_merit", VolunteerMerits)
class RecordVolunteerMerit(MeritBody, Request[VolunteerMerits]):
    """Record an honour or an evaluation of a volunteer (表彰奖励、评价), with its source."""

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "list_volunteer_merits", VolunteerMerits)
class ListVolunteerMerits(Request[VolunteerMerits]):
    """List a volunteer's honours and evaluations that were written down in this community."""

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "remove_volunteer_merit", VolunteerMerits)
class RemoveVolunteerMerit(Change, Request[VolunteerMerits]):
    """Take an honour or evaluation out of a volunteer's record: it was revoked, or is wrong."""

    registration_id: UUID = fields.path("The registration.")
    merit_id: UUID = fields.plain("The honour or evaluation.")
    reason: str = fields.words("Why.", longest=_WORDS_LONGEST, example="登记错了人。")


@request("volunteers", "show_own_record", OwnRecord)
class ShowOwnRecord(Request[OwnRecord]):
    """Show your own trainings, honours and evaluations as a volunteer."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
