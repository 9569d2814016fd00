"""Groups and associations of residents (兴趣队伍, 商铺自律会, 宠物协会). R60, R62."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import WORDS_SOUGHT_LONGEST, Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.words import GroupKind, GroupRole, GroupState

NAME_LONGEST = 60
REASON_LONGEST = 500
MEMBERS_MOST = 100_000


@shape
class GroupBody(Shape):
    """What is written down about a group."""

    name: str = fields.line("What it is called.", longest=NAME_LONGEST, example="荔林合唱队")
    kind: GroupKind = fields.choice("What kind of group it is.", example="interest_group")
    category: PostCategory = fields.choice("Field of work.", example="culture_and_sports")
    founded_on: dt.date = fields.plain("The day on which it was founded.", example="2013-05-04")
    post_id: UUID | None = fields.plain("The commissioner's post it came from.", default=None)
    member_count: int | None = fields.number(
        "How many belong to it; if left out, those in its list of people are counted.",
        least=0,
        most=MEMBERS_MOST,
        example=24,
        default=None,
    )


@shape
class GroupStep(Answer):
    """One line of a group's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `founded`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the system.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class GroupPerson(Answer):
    """One person of a group."""

    id: UUID = fields.plain("The person in this group.")
    role: GroupRole = fields.choice("What the person is to the group.")
    name: str | None = fields.plain(
        "Name, masked unless you manage the group; null: erased.", default=None
    )
    registration_id: UUID | None = fields.plain(
        "The person's registration as a volunteer.", default=None
    )
    since: dt.date = fields.plain("First day.")
    until: dt.date | None = fields.plain("First day without it; null: still.", default=None)
    is_public: bool = fields.plain("Whether the person's consent lets everyone see the name.")


@shape
class GroupView(Answer):
    """One group."""

    id: UUID = fields.plain("The group.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕5")
    community: str = fields.place("Where it is at home.")
    name: str = fields.plain("What it is called.")
    kind: GroupKind = fields.choice("What kind of group it is.")
    category: PostCategory = fields.choice("Field of work.")
    post_id: UUID | None = fields.plain("The commissioner's post it came from.", default=None)
    commissioner: str | None = fields.account(
        "The commissioner on that post now; null: nobody is.", default=None
    )
    founded_on: dt.date = fields.plain("The day on which it was founded.")
    dissolved_on: dt.date | None = fields.plain(
        "The first day without it; null: it is there.", default=None
    )
    state: GroupState = fields.choice("Where it stands.")
    member_count: int = fields.plain("How many belong to it.")
    files_to_check_since: dt.date | None = fields.plain(
        "Since when an erased name may still stand in its words and files, for those who manage the "
        "group; null: nothing to check.",
        default=None,
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    people: list[GroupPerson] | None = fields.plain(
        "Founders, leaders and members that are listed; in the view of one.", default=None
    )
    history: list[GroupStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class GroupPage(Page):
    """A page of groups."""

    items: list[GroupView] = fields.plain("The groups.")


@shape
class PublicGroup(Answer):
    """A group as anyone sees it; personal numbers in its name are hidden."""

    id: UUID = fields.plain("The group.")
    community: str = fields.place("Where it is at home.")
    name: str = fields.plain("What it is called.")
    kind: GroupKind = fields.choice("What kind of group it is.")
    category: PostCategory = fields.choice("Field of work.")
    leader: str | None = fields.plain(
        "The name of its leader, where the leader agreed.", default=None
    )


@shape
class PublicGroupPage(Page):
    """A page of the groups of a community."""

    items: list[PublicGroup] = fields.plain("The groups.")


@shape
class GroupsOfCommunity(Answer):
    """How many groups one community has."""

    community: str = fields.place("The community.")
    groups: int = fields.plain("How many.")


@shape
class GroupsOfKind(Answer):
    """How many groups of one kind there are."""

    kind: GroupKind = fields.choice("What kind of group.")
    groups: int = fields.plain("How many.")


@shape
class GroupCounts(Answer):
    """How many groups there were on a day."""

    day: dt.date = fields.plain("The day.")
    groups: int = fields.plain("How many in all.")
    by_community: list[GroupsOfCommunity] = fields.plain("How many in each community.")
    by_kind: list[GroupsOfKind] = fields.plain("How many of each kind.")


@shape
class GroupRow(Answer):
    """One group as it stands in a table."""

    number: str = fields.plain("Number by community and year.")
    community: str = fields.place("Where it is at home.")
    name: str = fields.plain("What it is called.")
    kind: GroupKind = fields.choice("What kind of group it is.")
    category: PostCategory = fields.choice("Field of work.")
    founded_on: dt.date = fields.plain("The day on which it was founded.")
    dissolved_on: dt.date | None = fields.plain("The first day without it.", default=None)
    state: GroupState = fields.choice("Where it stands.")
    member_count: int = fields.plain("How many belong to it.")


@shape
class GroupRows(Answer):
    """Groups as a table."""

    rows: list[GroupRow] = fields.plain("The groups.")


@shape
class GroupFilter(Shape):
    """Which groups."""

    area: str | None = fields.area("Only in this area.", default=None)
    kind: list[GroupKind] | None = fields.several("Only of these kinds.", GroupKind, default=None)
    category: list[PostCategory] | None = fields.several(
        "Only of these fields.", PostCategory, default=None
    )
    state: list[GroupState] | None = fields.several(
        "Only in these states.", GroupState, default=None
    )
    day: dt.date | None = fields.plain("Only those that were there on this day.", default=None)
    files_to_check: bool = fields.plain(
        "Only those that you manage, whose files wait to be looked through after an erasure.",
        default=False,
    )
    words: str | None = fields.text(
        "Only those with all of these words, with blanks between them, in the name.",
        longest=WORDS_SOUGHT_LONGEST,
        default=None,
    )


@request("volunteers", "found_group", GroupView)
class FoundGroup(GroupBody, Request[GroupView]):
    """Write down that a group or association was founded (成立)."""

    community: str = fields.area("The community where it is at home.")


@shape
class OneGroup(Change):
    """A change of one group."""

    group_id: UUID = fields.path("The group.")


@request("volunteers", "edit_group", GroupView)
class EditGroup(GroupBody, OneGroup, Request[GroupView]):
    """Correct what is written down about a group."""


@request("volunteers", "dissolve_group", GroupView)
class DissolveGroup(OneGroup, Request[GroupView]):
    """Write down that a group was dissolved (解散)."""

    dissolved_on: dt.date = fields.plain("The first day without it.", example="2014-01-01")
    reason: str = fields.words("Why.", longest=REASON_LONGEST, example="成员搬迁。")


@request("volunteers", "restore_group", GroupView)
class RestoreGroup(OneGroup, Request[GroupView]):
    """Take back a dissolution that was a mistake, or that the members undid (恢复)."""

    reason: str = fields.words("Why.", longest=REASON_LONGEST, example="登记有误。")


@request("volunteers", "check_group_files", GroupView)
class CheckGroupFiles(OneGroup, Request[GroupView]):
    """Say that you looked through a group's words and files after a name was erased (核对文件).

    Remove attached files that name the person first. In documents, meetings and contests the name
    is struck, if you give it; it is kept nowhere.
    """

    strike: str | None = fields.line(
        "The name to strike; left out: it stands nowhere.", longest=NAME_LONGEST, default=None
    )


@request("volunteers", "name_group_person", GroupView)
class NameGroupPerson(OneGroup, Request[GroupView]):
    """Name a founder, leader or member of a group: by name, or from the register of volunteers."""

    role: GroupRole = fields.choice("What the person is to the group.", example="leader")
    name: str | None = fields.name(
        "Name, unless the person is registered as a volunteer.",
        longest=50,
        example="陈秀英",
        default=None,
    )
    registration_id: UUID | None = fields.plain(
        "The person's registration as a volunteer.", default=None
    )
    since: dt.date | None = fields.plain("First day; today, if left out.", default=None)
    consent_id: UUID | None = fields.plain(
        "The consent to publish the name; without one it is never public.", default=None
    )


@request("volunteers", "remove_group_person", GroupView)
class RemoveGroupPerson(OneGroup, Request[GroupView]):
    """Write down that a person left a group, or erase the name at the person's wish."""

    person_id: UUID = fields.path("The person in this group.")
    until: dt.date | None = fields.plain("First day without; today, if left out.", default=None)
    erase: bool = fields.plain("Whether the name is erased for good too.", default=False)


@request("volunteers", "show_group", GroupView)
class ShowGroup(Request[GroupView]):
    """Show one group with its people and its history."""

    group_id: UUID = fields.path("The group.")


@request("volunteers", "list_groups", GroupPage)
class ListGroups(GroupFilter, Listing, Request[GroupPage]):
    """List the groups that you may see."""

    sort: str | None = fields.sorting("founded_on", "name", default=None)


@request("volunteers", "export_groups", GroupRows)
class ExportGroups(GroupFilter, Request[GroupRows]):
    """The groups that you may see as a table."""


@request("volunteers", "count_groups", GroupCounts)
class CountGroups(Request[GroupCounts]):
    """Count the groups that were there on a day, by community and kind."""

    area: str | None = fields.area("Only in this area.", default=None)
    day: dt.date | None = fields.plain("The day; today, if left out.", default=None)


@request("volunteers", "public_groups", PublicGroupPage)
class PublicGroups(Listing, Request[PublicGroupPage]):
    """List the groups of a community that are there today."""

    community: str = fields.path(fields.area("The community."))
    sort: str | None = fields.sorting("name", default=None)


@shape
class GroupFact(Shape):
    """The facts in every event of a group."""

    group_id: UUID = fields.plain("The group.")
    community: str = fields.area("Where it is at home.")
    kind: GroupKind = fields.choice("What kind of group it is.")
    category: PostCategory = fields.choice("Field of work.")
    post_id: UUID | None = fields.plain("The commissioner's post it came from.", default=None)
    founded_on: dt.date = fields.plain("The day on which it was founded.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("volunteers", subject="group_id")
class GroupFounded(GroupFact, Event):
    """A group is there; told again, with a higher version, if it is corrected or restored."""

    commissioner: UUID | None = fields.plain(
        "The commissioner on that post when it was founded; null: nobody was.", default=None
    )


@event("volunteers", subject="group_id")
class GroupDissolved(GroupFact, Event):
    """A group was dissolved."""

    dissolved_on: dt.date = fields.plain("The first day without it.")
    commissioner: UUID | None = fields.plain(
        "The commissioner on that post on that day; null: nobody was.", default=None
    )
