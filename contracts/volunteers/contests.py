"""Contests of groups (比赛): at which level, and what the group won. R62, R63."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.groups import OneGroup
from contracts.volunteers.words import ContestAward, ContestLevel, GroupKind

TITLE_LONGEST = 100


@shape
class ContestBody(Shape):
    """What is written down about a contest."""

    title: str = fields.line("What it is called.", longest=TITLE_LONGEST, example="区合唱比赛")
    level: ContestLevel = fields.choice(
        "Which body held it: the community, street, district or city.", example="district"
    )
    held_on: dt.date = fields.plain("The day.", example="2013-10-01")
    award: ContestAward = fields.choice("What the group won.", example="second_prize")
    result: str | None = fields.words(
        "The result in words.", longest=500, example="十二支队伍中获第二名。", default=None
    )


@shape
class ContestView(Answer):
    """One contest in which a group took part."""

    id: UUID = fields.plain("The contest.")
    group_id: UUID = fields.plain("The group.")
    community: str = fields.place("Where the group is at home.")
    title: str = fields.plain("What it is called.")
    level: ContestLevel = fields.choice(
        "Which body held it: the community, street, district or city."
    )
    held_on: dt.date = fields.plain("The day.")
    award: ContestAward = fields.choice("What the group won.")
    result: str | None = fields.plain("The result in words.", default=None)
    possible: list[str] = fields.possible()


@shape
class ContestPage(Page):
    """A page of the contests of a group."""

    items: list[ContestView] = fields.plain("The contests.")


@request("volunteers", "record_contest_result", ContestView)
class RecordContestResult(ContestBody, OneGroup, Request[ContestView]):
    """Write down a contest in which a group took part, and its result."""


@request("volunteers", "correct_contest_result", ContestView)
class CorrectContestResult(ContestBody, OneGroup, Request[ContestView]):
    """Correct the result of a contest."""

    contest_id: UUID = fields.path("The contest.")


@request("volunteers", "list_contests", ContestPage)
class ListContests(Listing, Request[ContestPage]):
    """List the contests of a group."""

    group_id: UUID = fields.path("The group.")
    level: list[ContestLevel] | None = fields.several(
        "Only of these levels.", ContestLevel, default=None
    )
    sort: str | None = fields.sorting("held_on", default=None)


@event("volunteers", subject="contest_id")
class ContestResultRecorded(Event):
    """A group took part in a contest; told again, with a higher version, if it is corrected."""

    contest_id: UUID = fields.plain("The contest.")
    group_id: UUID = fields.plain("The group.")
    community: str = fields.area("Where the group is at home.")
    kind: GroupKind = fields.choice("What kind of group it is.")
    category: PostCategory = fields.choice("Field of work.")
    post_id: UUID | None = fields.plain(
        "The commissioner's post the group came from.", default=None
    )
    commissioner: UUID | None = fields.plain(
        "The commissioner on that post on that day; null: nobody was.", default=None
    )
    level: ContestLevel = fields.choice(
        "Which body held it: the community, street, district or city."
    )
    award: ContestAward = fields.choice("What the group won.")
    held_on: dt.date = fields.plain("The day.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
