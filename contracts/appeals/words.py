"""The closed vocabularies of an appeal (诉求): states, outcomes, methods, groups, channels."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an appeal stands."""

    RECEIVED = "received"  # 已收到
    ACCEPTED = "accepted"  # 已受理
    ASSIGNED = "assigned"  # 已交办
    CLOSED = "closed"  # 已办结


class Outcome(StrEnum):
    """How an appeal was closed; only SETTLED counts in the settled rate (R56)."""

    SETTLED = "settled"  # 化解
    EXPLAINED = "explained"  # 解释说服 (R37)
    ESCALATED = "escalated"  # 逐级上报 (R38)
    TRANSFERRED = "transferred"  # 转办
    DECLINED = "declined"  # 不予受理 (R30)
    WITHDRAWN = "withdrawn"  # 撤回


class Method(StrEnum):
    """The seven methods (七大方法), R32 to R38; an attribute of an action, not of an appeal."""

    PROVIDE_INFORMATION = "provide_information"  # ① 提供解决问题的途径和信息
    SETTLE_ON_THE_SPOT = "settle_on_the_spot"  # ② 当场回答和解决
    SUGGEST_SOLUTION = "suggest_solution"  # ③ 提出方法和建议
    REPORT_AND_FOLLOW_UP = "report_and_follow_up"  # ④ 反映并跟进解决
    JOINT_OFFICE_ON_SITE = "joint_office_on_site"  # ⑤ 邀请现场办公
    EXPLAIN_AND_PERSUADE = "explain_and_persuade"  # ⑥ 解释说服
    PROPOSE_UPWARDS = "propose_upwards"  # ⑦ 提案逐级上报


class ApplicantGroup(StrEnum):
    """Whom an appeal comes from (R57): asked for statistics, never for eligibility."""

    RESIDENT = "resident"  # 居民
    MIGRANT_WORKER = "migrant_worker"  # 外来务工人员
    MERCHANT = "merchant"  # 商户
    TENANT = "tenant"  # 租户
    ELDERLY = "elderly"  # 老年人
    YOUTH = "youth"  # 青少年
    DISABLED = "disabled"  # 残障人士
    OTHER = "other"


class AppealChannel(StrEnum):
    """The ways by which an appeal comes in (渠道)."""

    WEB = "web"  # 网上提交，不用账号
    PHONE = "phone"  # 来电
    DESK = "desk"  # 工作站窗口
    STATION_DUTY = "station_duty"  # 轮值接待
    HOME_VISIT = "home_visit"  # 走访
    OBSERVATION = "observation"  # 主动发现，没有诉求人
    PLATFORM = "platform"  # 其他平台转来，如 12345 热线


class RecordedChannel(StrEnum):
    """The same for what an account writes down: all of them but the web, where nobody does."""

    PHONE = "phone"
    DESK = "desk"
    STATION_DUTY = "station_duty"
    HOME_VISIT = "home_visit"
    OBSERVATION = "observation"
    PLATFORM = "platform"


class Channel(StrEnum):
    """The three ways in which commissioners meet residents (R26 to R28)."""

    STATION_DUTY = "station_duty"  # 轮值定时
    HOME_VISIT = "home_visit"  # 走访
    PHONE_OR_WEB = "phone_or_web"  # 公示的手机、家园网


class DisclosureReason(StrEnum):
    """Why somebody needs the whole."""

    CALL_BACK = "call_back"  # 回电
    HOME_VISIT = "home_visit"  # 上门
    VERIFY = "verify"  # 核实情况
    HAND_OVER = "hand_over"  # 转交有权处理的部门
    ASKED_BY_PERSON = "asked_by_person"  # 本人要求
    OTHER = "other"  # 其他，须说明


class SeenFor(StrEnum):
    """The same, and what no person asks for: the system sent a message to the contact."""

    CALL_BACK = "call_back"
    HOME_VISIT = "home_visit"
    VERIFY = "verify"
    HAND_OVER = "hand_over"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"
    NOTICE = "notice"  # 系统发送通知


class AskedHow(StrEnum):
    """How a person asked staff for the erasure."""

    IN_PERSON = "in_person"  # 当面
    BY_PHONE = "by_phone"  # 电话
    IN_WRITING = "in_writing"  # 书面


class ErasedBy(StrEnum):
    """On whose account an appeal was erased."""

    PERSON = "person"  # 本人
    STAFF = "staff"  # 工作人员代为登记
    RETENTION = "retention"  # 超过保存期限
