"""Where a registration can go, and who may take it there.

    meet             applied → active            volunteer.meet
    change           applied, active stay        volunteer.record
    train            applied, active stay        volunteer.record
    record_merit     applied, active stay        volunteer.record
    remove_merit     applied, active, left stay  volunteer.record
    name_account     applied, active stay        volunteer.record
    choose_messages  applied, active stay        volunteer.record
    renew_code       applied, active stay        volunteer.record
    set_profile      applied, active stay        volunteer.record
    set_work         applied, active stay        volunteer.record
    disclose         applied, active, left stay  volunteer.disclose
    certify          applied, active, left stay  hour_certificate.manage
    leave            applied, active → left      volunteer.record

A person has a registration in each community, and each goes its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from contracts.gateway.words import Purpose
from contracts.volunteers.words import AgeGroup
from contracts.volunteers.words import RegistrationState as S
from contracts.words import value_name
from vocabulary.permissions import Action
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with a registration."""

    MEET = "meet"  # 见面确认
    CHANGE = "change"  # 修改资料
    TRAIN = "train"  # 登记培训
    RECORD_MERIT = "record_merit"  # 登记表彰、评价
    REMOVE_MERIT = "remove_merit"  # 删除登记的表彰、评价
    NAME_ACCOUNT = "name_account"  # 填写账号
    CHOOSE_MESSAGES = "choose_messages"  # 是否接收消息
    RENEW_CODE = "renew_code"  # 换发查询码
    SET_PROFILE = "set_profile"  # 登记专长、兴趣和时间
    SET_WORK = "set_work"  # 登记社工、工作人员
    DISCLOSE = "disclose"  # 查看完整联系方式
    CERTIFY = "certify"  # 开具志愿服务证明
    LEAVE = "leave"  # 退出


_HERE = (S.APPLIED, S.ACTIVE)

TABLE = StateTable(
    thing=("义工注册{}", "Registration {}"),
    states={
        S.APPLIED: ("等待见面", "waits for a meeting with the person"),
        S.ACTIVE: ("在册", "is active"),
        S.LEFT: ("已退出", "was left"),
    },
    deeds={
        Deed.MEET: Row(
            "见面确认",
            "record the meeting",
            "met",
            {S.APPLIED: S.ACTIVE},
            Action.VOLUNTEER_MEET,
            "meeting",
        ),
        Deed.CHANGE: Row(
            "修改资料",
            "change what is known",
            "changed",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "details",
            is_advised=False,
        ),
        Deed.TRAIN: Row(
            "登记培训",
            "record a training",
            "trained",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "trainings",
            is_advised=False,
        ),
        Deed.RECORD_MERIT: Row(
            "登记表彰或评价",
            "record an honour or evaluation",
            "merit_recorded",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "merits",
            is_advised=False,
        ),
        Deed.REMOVE_MERIT: Row(
            "删除登记的表彰或评价",
            "remove an honour or evaluation",
            "merit_removed",
            {state: state for state in S},
            Action.VOLUNTEER_RECORD,
            "merit-removals",
            is_advised=False,
        ),
        Deed.NAME_ACCOUNT: Row(
            "填写账号",
            "link the account",
            "account_named",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "account",
            is_advised=False,
        ),
        Deed.CHOOSE_MESSAGES: Row(
            "登记是否接收消息",
            "write down whether messages are wanted",
            "messages_chosen",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "messages",
            is_advised=False,
        ),
        Deed.RENEW_CODE: Row(
            "换发查询码",
            "give out a new code",
            "code_renewed",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "code",
            is_advised=False,
        ),
        Deed.SET_PROFILE: Row(
            "登记专长、兴趣和时间",
            "write down skills, interests and free times",
            "profile_set",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "profile",
            is_advised=False,
        ),
        Deed.SET_WORK: Row(
            "登记社工、工作人员",
            "write down as what the person works",
            "work_set",
            {state: state for state in _HERE},
            Action.VOLUNTEER_RECORD,
            "work",
            is_advised=False,
        ),
        Deed.DISCLOSE: Row(
            "查看完整联系方式",
            "see the contact whole",
            "disclosed",
            {state: state for state in S},
            Action.VOLUNTEER_DISCLOSE,
            "disclosures",
            is_advised=False,
        ),
        Deed.CERTIFY: Row(
            "开具志愿服务证明",
            "issue a certificate of hours",
            "certified",
            {state: state for state in S},
            Action.HOUR_CERTIFICATE_MANAGE,
            "hour-certificates",
            is_advised=False,
        ),
        Deed.LEAVE: Row(
            "登记退出",
            "record the leaving",
            "left",
            dict.fromkeys(_HERE, S.LEFT),
            Action.VOLUNTEER_RECORD,
            "leaving",
        ),
    },
)


@dataclass(frozen=True)
class Facts:
    """What decides besides the state what can be done with a registration."""

    #: Whether the caller may see the contact.
    is_reached: bool
    #: Whether the person has counted hours in the community.
    has_counted_hours: bool
    #: Whether an honour or evaluation of the person is written down in the community.
    has_merits: bool
    is_erased: bool


def held(facts: Facts) -> frozenset[Deed]:
    """The deeds that the facts forbid now."""
    return frozenset(
        ([] if facts.is_reached and not facts.is_erased else [Deed.DISCLOSE])
        + ([] if facts.has_merits else [Deed.REMOVE_MERIT])
        + ([] if facts.has_counted_hours and not facts.is_erased else [Deed.CERTIFY])
    )


_GUARDIAN = ("minor_until_year", "guardian_name", "guardian_phone")


def changed(there: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is new of a person, who must fit together afterwards; nothing is cleared by None.

    Raises:
        Invalid: a minor without guardian or year, or an adult with one.
    """
    found = {name: value for name, value in said.items() if value not in (None, [])}
    if found.get("age_group") is AgeGroup.ADULT and there["age_group"] is not AgeGroup.ADULT:
        # Of age now: the guardian's word is no longer needed.
        found = dict.fromkeys(_GUARDIAN) | found
    whole = {**there, **found}
    check_guardian(whole["age_group"], **{name: whole[name] for name in _GUARDIAN})
    return found


def check_consent(field: str, purpose: Purpose, consent_id: UUID, *, counts: bool) -> None:
    """Let a consent pass that holds in the community, and is about this.

    Raises:
        Invalid: it is unknown here, about something else, of another place or person, or over.
    """
    if not counts:
        called = value_name(purpose)
        raise wrong_field(
            field,
            "no_consent",
            zh=f"没有找到此人在本社区有效的“{called.zh}”同意书 {consent_id}，请核对，或先登记同意；"
            "用账号同意的，请先登记此人的账号。",
            en=f"There is no consent {consent_id} of this person to this ({called.en}) that holds "
            "in this community; check the id, or record the consent first. A person who agreed by their "
            "account needs to have it linked here first.",
        )


def check_guardian(
    age_group: AgeGroup,
    *,
    minor_until_year: int | None,
    guardian_name: str | None,
    guardian_phone: str | None,
) -> None:
    """Let a minor pass with guardian and year, and an adult without either.

    Raises:
        Invalid: names the field that is missing, or too much.
    """
    given = {
        "guardian_name": guardian_name,
        "guardian_phone": guardian_phone,
        "minor_until_year": minor_until_year,
    }
    for field, value in given.items():
        if age_group is AgeGroup.ADULT and value is not None:
            raise wrong_field(
                field,
                "not_for_adults",
                zh="成年人不填写监护人和成年年份。",
                en="An adult has no guardian and no year of coming of age here; leave them out.",
            )
        if age_group is not AgeGroup.ADULT and value is None:
            raise wrong_field(
                field,
                "guardian_missing",
                zh="未成年人须填写监护人姓名、电话和进入下一年龄段的年份。",
                en="A minor needs the guardian's name and phone, and the year in which they come "
                "of the next age group.",
            )


def registered_already(number: str) -> WrongState:
    """The refusal of a second registration of one person in one community."""
    return WrongState(
        f"该姓名和电话已在本社区注册（{number}）；请凭查询码办理，或联系工作站。",
        f"This name and phone are registered in the community already ({number}); use the "
        "person's code, or ask the workstation.",
    )


def check_stands_somewhere(*, stands: bool) -> None:
    """Let a person pass who is registered somewhere.

    Raises:
        WrongState: they have left every community.
    """
    if not stands:
        raise WrongState(
            "您没有在册的义工注册；需要时请重新注册。",
            "You are registered nowhere any more; register again if you want to help.",
        )
