"""Where a group can go, and who may take it there.

    edit            active stays            group.manage
    name_person     active stays            group.manage
    remove_person   active, dissolved stay  group.manage
    adopt_document  active stays            group.manage
    record_meeting  active stays            group.manage
    record_contest  active stays            group.manage
    check_files     active, dissolved stay  group.manage
    dissolve        active → dissolved      group.manage
    restore         dissolved → active      group.manage

A dissolved group keeps its records.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts.volunteers.words import GroupState as S
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, Invalid, wrong_field
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with a group."""

    EDIT = "edit"  # 修改
    NAME_PERSON = "name_person"  # 登记人员
    REMOVE_PERSON = "remove_person"  # 登记退出
    ADOPT_DOCUMENT = "adopt_document"  # 登记章程、手册
    RECORD_MEETING = "record_meeting"  # 登记会议
    RECORD_CONTEST = "record_contest"  # 登记比赛
    CHECK_FILES = "check_files"  # 核对文件
    DISSOLVE = "dissolve"  # 解散
    RESTORE = "restore"  # 恢复


_STAYS = {S.ACTIVE: S.ACTIVE}
_MANAGE = Action.GROUP_MANAGE

TABLE = StateTable(
    thing=("队伍{}", "Group {}"),
    states={
        S.ACTIVE: ("正常活动", "is active"),
        S.DISSOLVED: ("已解散", "was dissolved"),
    },
    deeds={
        Deed.EDIT: Row("修改", "edit it", "edited", _STAYS, _MANAGE, "edit"),
        Deed.NAME_PERSON: Row(
            "登记人员", "name a person of it", "person_named", _STAYS, _MANAGE, "people"
        ),
        # A person's name is erased at their wish in every state.
        Deed.REMOVE_PERSON: Row(
            "登记人员退出",
            "record that a person left it",
            "person_removed",
            {state: state for state in S},
            _MANAGE,
            "leaving",
            is_advised=False,
        ),
        Deed.ADOPT_DOCUMENT: Row(
            "登记章程或手册",
            "write down a document of it",
            "document_adopted",
            _STAYS,
            _MANAGE,
            "documents",
        ),
        Deed.RECORD_MEETING: Row(
            "登记会议",
            "write down a meeting of it",
            "meeting_recorded",
            _STAYS,
            _MANAGE,
            "meetings",
        ),
        Deed.RECORD_CONTEST: Row(
            "登记比赛",
            "write down a contest of it",
            "contest_recorded",
            _STAYS,
            _MANAGE,
            "contests",
        ),
        Deed.CHECK_FILES: Row(
            "核对文件",
            "look through its files",
            "files_checked",
            {state: state for state in S},
            _MANAGE,
            "file-check",
            is_advised=False,
        ),
        Deed.DISSOLVE: Row(
            "登记解散",
            "record its dissolution",
            "dissolved",
            {S.ACTIVE: S.DISSOLVED},
            _MANAGE,
            "dissolution",
        ),
        Deed.RESTORE: Row(
            "恢复", "restore it", "restored", {S.DISSOLVED: S.ACTIVE}, _MANAGE, "restoration"
        ),
    },
)


def check_day(field: str, day: dt.date, *, today: dt.date) -> None:
    """Let a day pass that is not still to come.

    Raises:
        Invalid: names the field.
    """
    if day > today:
        raise wrong_field(
            field,
            "in_the_future",
            zh=f"{day} 还没有到，请填写今天或以前的日期。",
            en=f"{day} is still to come; give today or an earlier day.",
        )


def check_while_there(
    field: str, day: dt.date, *, founded_on: dt.date, dissolved_on: dt.date | None, today: dt.date
) -> None:
    """Let a day pass on which the group was there.

    Raises:
        Invalid: before the group was founded, once it was dissolved, or still to come.
    """
    check_day(field, day, today=today)
    if day < founded_on:
        raise wrong_field(
            field,
            "before_founding",
            zh=f"{day} 早于队伍成立日期 {founded_on}，请核对。",
            en=f"{day} is before the group was founded on {founded_on}; check the day.",
        )
    if dissolved_on is not None and day >= dissolved_on:
        raise wrong_field(
            field,
            "after_dissolution",
            zh=f"队伍已于 {dissolved_on} 解散，请填写此前的日期。",
            en=f"The group was dissolved on {dissolved_on}; give an earlier day.",
        )


def check_dissolved_on(
    day: dt.date, *, founded_on: dt.date, last_deed_on: dt.date | None, today: dt.date
) -> None:
    """Let the day of a dissolution pass that leaves everything written down before it.

    Raises:
        Invalid: still to come, before the founding, or with meetings or contests on it or later.
    """
    check_while_there("dissolved_on", day, founded_on=founded_on, dissolved_on=None, today=today)
    if last_deed_on is not None and day <= last_deed_on:
        raise wrong_field(
            "dissolved_on",
            "before_its_records",
            zh=f"队伍在 {last_deed_on} 还有会议、比赛或文件记录，解散日期须晚于该日。",
            en=f"The group has a meeting, a contest or a document of {last_deed_on}; give a later "
            "day.",
        )


def check_founded_on(day: dt.date, *, first_deed_on: dt.date | None, today: dt.date) -> None:
    """Let the day of a founding pass that leaves everything written down after it.

    Raises:
        Invalid: still to come, or with meetings, contests or documents of an earlier day.
    """
    check_day("founded_on", day, today=today)
    if first_deed_on is not None and day > first_deed_on:
        raise wrong_field(
            "founded_on",
            "after_its_records",
            zh=f"队伍在 {first_deed_on} 已有会议、比赛或文件记录，成立日期不能晚于该日。",
            en=f"The group has a meeting, a contest or a document of {first_deed_on}; give that "
            "day or an earlier one.",
        )


def no_such_post(post_id: object) -> Invalid:
    """The refusal of a post that is not there, or lies in another community."""
    return wrong_field(
        "post_id",
        "unknown_post",
        zh=f"本社区没有岗位 {post_id}，请核对，或不填。",
        en=f"There is no post {post_id} in this community; check the id, or leave it out.",
    )


def known_already(number: str, name: str) -> Invalid:
    """The refusal of a second group of one name in one community."""
    return wrong_field(
        "name",
        "known_already",
        zh=f"本社区已有名为“{name}”的队伍{number}，请使用该队伍或换一个名称。",
        en=f"The community has a group called “{name}” already, {number}; use that one, or "
        "another name.",
    )


def for_others(community: str) -> Forbidden:
    """The refusal of a reader who only sees the group."""
    return Forbidden(
        f"您不能管理社区 {community} 的这支队伍，请联系工作站或所属岗位的专员。",
        f"You may not manage this group of community {community}; ask its workstation or the "
        "commissioner of its post.",
    )
