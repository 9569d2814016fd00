"""Permissions about volunteers: the register, teams, activities, hours."""

from __future__ import annotations

from collections.abc import Mapping

from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import (
    COMMUNITY_BODIES,
    EVERY_ROLE,
    ORGANISERS,
    OVERSIGHT,
    STAFF,
    STREET_OFFICE,
    WORKSTATION,
    Row,
    Scope,
    row,
)

ROWS: Mapping[Action, Row] = {
    Action.VOLUNTEER_READ: row(
        "查看义工（个人信息已遮盖）",
        "Read volunteers, the person masked",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
    ),
    Action.VOLUNTEER_RECORD: row(
        "代居民登记义工注册和退出，填写义工账号",
        "Write registrations and leavings down for volunteers, and link their accounts",
        WORKSTATION,
    ),
    Action.VOLUNTEER_MEET: row(
        "确认已与义工见面（专员限邀请入本人团队的）",
        "Record the meeting with a volunteer; commissioners of those asked into their own team",
        WORKSTATION,
        commissioner=Scope.COMMUNITY,
    ),
    Action.VOLUNTEER_OWN: row(
        "打开本人的志愿服务（报名、时长、团队）",
        "Open your own service as a volunteer: activities, hours, team",
        volunteer=Scope.OWN,
        social_worker=Scope.OWN,
    ),
    Action.VOLUNTEER_FIND: row(
        "说明原因后按姓名或电话查找义工",
        "Find volunteers by name or phone, for a recorded reason",
        workstation=Scope.COMMUNITY,
    ),
    Action.VOLUNTEER_DISCLOSE: row(
        "说明原因后查看义工的完整姓名和电话（专员限本人团队中同意由专员联系的）",
        "See a volunteer's full name and phone, for a recorded reason; commissioners those of "
        "people in their own team who agreed to be called",
        workstation=Scope.COMMUNITY,
        commissioner=Scope.COMMUNITY,
    ),
    Action.VOLUNTEER_DISCLOSURE_READ: row(
        "查看谁看过义工的完整联系方式",
        "See who saw a volunteer's full contact",
        OVERSIGHT,
    ),
    Action.VOLUNTEER_CATALOGUE_MANAGE: row(
        "设置义工技能和兴趣目录",
        "Keep the street's catalogue of volunteers' skills and interests",
        STREET_OFFICE,
    ),
    Action.TEAM_READ: row("查看专员团队", "Read the teams of commissioners", EVERY_ROLE),
    Action.TEAM_MANAGE: row("组建团队、归类", "Found and class teams", ORGANISERS),
    Action.TEAM_LEAD: row(
        "邀请入队、办理离队（专员限本人的团队）",
        "Offer places in teams and end memberships; commissioners in their own team",
        ORGANISERS,
        commissioner=Scope.TEAM,
    ),
    Action.MEMBERSHIP_READ: row(
        "查看团队成员和邀请（个人信息已遮盖；本人可看自己的，义工可看本人团队的）",
        "Read memberships and offers, the person masked; everybody their own, "
        "volunteers those of their team",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
        volunteer=Scope.TEAM,
        every_account=True,
    ),
    Action.MEMBERSHIP_ANSWER: row(
        "答复入队邀请（本人，或工作站代为登记）",
        "Answer an offer of a place in a team: the person, or the workstation for them",
        WORKSTATION,
        every_account=True,
    ),
    Action.MEMBERSHIP_END: row(
        "办理离队（本人不需要说明原因）",
        "End memberships; the person their own, without a reason",
        ORGANISERS,
        every_account=True,
    ),
    Action.ACTIVITY_READ: row("查看活动，含草稿", "Read activities, including drafts", EVERY_ROLE),
    Action.ACTIVITY_PLAN: row(
        "起草、提交、总结活动（专员限本人团队的）",
        "Draft, submit and report activities; commissioners those of their own team",
        ORGANISERS,
        commissioner=Scope.TEAM,
        social_worker=Scope.COMMUNITY,
    ),
    Action.ACTIVITY_DECIDE: row(
        "审批、发布、取消、办结活动",
        "Approve, publish, cancel and close activities",
        WORKSTATION,
    ),
    Action.SIGN_UP_READ: row(
        "查看活动报名和签到（个人信息已遮盖）",
        "Read sign-ups and attendance, the person masked",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
    ),
    Action.SIGN_UP_RECORD: row(
        "代义工报名和取消报名（专员限本人团队的活动）",
        "Sign volunteers up and off; commissioners for activities of their own team",
        WORKSTATION,
        commissioner=Scope.TEAM,
        social_worker=Scope.COMMUNITY,
    ),
    Action.ATTENDANCE_RECORD: row(
        "登记签到（专员限本人团队的活动）",
        "Check people in; commissioners at activities of their own team",
        WORKSTATION,
        commissioner=Scope.TEAM,
        social_worker=Scope.COMMUNITY,
    ),
    Action.FINDING_READ: row(
        "查看巡查发现（义工限本人团队的活动）",
        "Read findings of field actions; volunteers those of their own team",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
        volunteer=Scope.TEAM,
    ),
    Action.FINDING_RECORD: row(
        "登记巡查发现、当场解决、转为诉求（专员和义工限本人团队的活动）",
        "Write findings down, settle them and pass them on as appeals; commissioners and "
        "volunteers at activities of their own team",
        WORKSTATION,
        commissioner=Scope.TEAM,
        social_worker=Scope.COMMUNITY,
        volunteer=Scope.TEAM,
    ),
    Action.HOURS_READ: row(
        "查看服务时长（个人信息已遮盖）",
        "Read hours of service, the person masked",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
    ),
    Action.HOURS_SHOWN_READ: row(
        "查看公示中的服务时长（姓名已遮盖）",
        "Read the hours of service that are shown before they count, the person masked",
        STAFF,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
        volunteer=Scope.COMMUNITY,
    ),
    Action.HOURS_ATTEST: row(
        "核实服务时长或不予计入（不能核实本人的；专员限本人团队的）",
        "Attest or refuse hours of service, never your own; commissioners those of their own team",
        ORGANISERS,
        commissioner=Scope.TEAM,
        social_worker=Scope.COMMUNITY,
    ),
    Action.HOURS_CORRECT: row(
        "更正已计入的服务时长，并说明理由",
        "Correct counted hours of service, with a reason",
        WORKSTATION,
    ),
    Action.HOUR_CERTIFICATE_READ: row(
        "查看志愿服务证明（姓名已遮盖）",
        "Read certificates of hours, the person masked",
        STAFF,
    ),
    Action.HOUR_CERTIFICATE_MANAGE: row(
        "开具、打印志愿服务证明",
        "Issue and print certificates of hours",
        COMMUNITY_BODIES,
    ),
    Action.NATIONAL_TABLE_SET: row(
        "设置全国志愿服务信息系统报送表的栏目和代码",
        "Set columns and codes of the tables for the national system of volunteers",
        STREET_OFFICE,
    ),
    Action.NATIONAL_TABLE_EXPORT: row(
        "试算、下载全国志愿服务信息系统报送表（完整信息，本人可见下载记录）",
        "Try and fetch tables for the national system of volunteers, with full details; each "
        "person in them sees that they were fetched",
        WORKSTATION,
    ),
    Action.GROUP_READ: row(
        "查看队伍与协会（姓名已遮盖；可管理的看全名）",
        "Read groups and associations, names masked unless you manage the group",
        EVERY_ROLE,
    ),
    Action.GROUP_MANAGE: row(
        "登记队伍与协会、人员、文件、会议和比赛（专员限本人岗位成立的）",
        "Write down groups and associations, their people, documents, meetings and contests; "
        "commissioners those of their own post",
        WORKSTATION,
        commissioner=Scope.OWN,
    ),
    Action.FUND_READ: row(
        "查看项目扶持资金的申请、预算和收支账",
        "Read applications to the support fund, its budgets and ledger",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.FUND_APPLY: row(
        "申请项目扶持资金、提交票据和结算（专员限本人岗位的项目）",
        "Apply to the support fund, hand in receipts and settle; commissioners for projects of "
        "their own post",
        WORKSTATION,
        commissioner=Scope.OWN,
    ),
    Action.FUND_CHECK: row(
        "初审项目扶持资金申请，登记预付和退款，核对票据",
        "Check applications to the support fund, record advances and returned money, check receipts",
        WORKSTATION,
    ),
    Action.FUND_DELIBERATE: row(
        "审议项目扶持资金申请；有利害关系的回避",
        "Deliberate on applications to the support fund; a person with a part in one abstains",
        committee=Scope.COMMUNITY,
    ),
    Action.FUND_APPROVE: row(
        "批准、办结项目扶持资金申请；有利害关系的回避",
        "Approve applications to the support fund and close projects; a person with a part in one "
        "abstains",
        officer=Scope.STREET,
    ),
    Action.FUND_BUDGET: row(
        "设置项目扶持资金年度预算，冲正记账",
        "Set the yearly budgets of the support fund, and reverse bookings",
        officer=Scope.STREET,
    ),
    Action.FUND_EXPORT: row(
        "下载项目扶持资金收支账",
        "Fetch the ledger of the support fund as a workbook",
        STAFF,
    ),
}
