"""The menu: it shows an entry if the page exists and the permissions admit its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.console.languages import Sentence, _
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    name: str
    label: Sentence
    path: str
    action: Action
    #: Those who may do this too have another day, in which the entry is missing.
    unless: Action | None = None


#: A role's day begins at the first one it may open.
_DESK: tuple[Entry, ...] = (
    Entry("committee", _("待决事项"), "/desk/committee", Action.APPOINTMENT_DECIDE),
    Entry("today", _("今日待办"), "/desk/today", Action.APPEAL_ACCEPT),
    Entry("mine", _("我的待办"), "/desk/mine", Action.APPEAL_ACT, Action.APPEAL_ACCEPT),
    Entry("service", _("我的志愿服务"), "/desk/service", Action.VOLUNTEER_OWN),
    Entry("overview", _("总览"), "/desk/overview", Action.APPEAL_READ),
    Entry("appeals", _("诉求办理"), "/desk/appeals", Action.APPEAL_READ),
    Entry("duty", _("值班接待"), "/desk/duty", Action.RECEPTION_RECORD),
    Entry("posts", _("岗位与问卷"), "/desk/posts", Action.APPLICATION_READ),
    Entry("appointments", _("专员聘任"), "/desk/appointments", Action.COMMISSIONER_READ),
    Entry("volunteers", _("义工队伍"), "/desk/volunteers", Action.VOLUNTEER_READ),
    Entry("activities", _("活动"), "/desk/activities", Action.ACTIVITY_READ),
    Entry("groups", _("队伍与协会"), "/desk/groups", Action.GROUP_READ),
    Entry("fund", _("扶持资金"), "/desk/fund", Action.FUND_READ),
    Entry("teams", _("专员团队"), "/desk/teams", Action.TEAM_MANAGE),
    Entry("team", _("我的团队"), "/desk/team", Action.MEMBERSHIP_READ, Action.TEAM_MANAGE),
    Entry("term", _("我的聘期"), "/desk/term", Action.TRAINING_ENROL, Action.COMMISSIONER_READ),
    Entry("hours", _("服务时长"), "/desk/hours", Action.HOURS_READ),
    Entry("reports", _("履职公示"), "/desk/work-reports", Action.WORK_REPORT_READ),
    Entry(
        "card",
        _("我的履职"),
        "/desk/scorecards",
        Action.SCORECARD_COMMENT,
        Action.WORK_REPORT_READ,
    ),
    Entry("regulations", _("制度与职数"), "/desk/regulations", Action.REGULATION_MANAGE),
    Entry("meetings", _("经验分享会"), "/desk/sharing-meetings", Action.SHARING_MEETING_READ),
    Entry("selections", _("年终评选"), "/desk/selections", Action.SELECTION_READ),
    Entry("standing", _("地位与建言"), "/desk/nominations", Action.NOMINATION_READ),
    Entry(
        "meeting_invitations",
        _("会议邀请"),
        "/desk/meeting-invitations",
        Action.SCORECARD_COMMENT,
        Action.YEAR_END_MEETING_READ,
    ),
    Entry("administration", _("系统管理"), "/desk/administration", Action.ACCOUNT_MANAGE),
    Entry("inbox", _("通知"), "/desk/notices", Action.NOTICE_READ_OWN),
    Entry("account", _("我的账号"), "/desk/account", Action.ACCOUNT_OWN),
    Entry("records", _("登记簿"), "/desk/records", Action.ACCOUNT_OWN),
)

#: Where a day begins, if not with the first entry of its menu.
_FIRST = tuple(one for one in _DESK if one.name == "administration")

#: What belongs together under one entry of the menu, in the order of the work.
_SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "posts": (
        Entry("surveys", _("需求问卷"), "/desk/surveys", Action.SURVEY_READ),
        Entry("posts", _("岗位"), "/desk/posts", Action.POST_READ),
        Entry("campaigns", _("招募活动"), "/desk/campaigns", Action.CAMPAIGN_READ),
        Entry("applications", _("报名与筛选"), "/desk/applications", Action.APPLICATION_READ),
        Entry("reserves", _("后备人才"), "/desk/reserves", Action.RESERVE_READ),
    ),
    "appointments": (
        Entry("appointments", _("聘任"), "/desk/appointments", Action.COMMISSIONER_READ),
        Entry("handbooks", _("服务手册"), "/desk/handbooks", Action.HANDBOOK_MANAGE),
        Entry("training", _("培训"), "/desk/training", Action.TRAINING_RECORD),
        Entry("consents", _("同意书"), "/desk/consents", Action.CONSENT_READ),
    ),
    "volunteers": (
        Entry("volunteers", _("义工"), "/desk/volunteers", Action.VOLUNTEER_READ),
        Entry("import", _("导入名册"), "/desk/volunteers/import", Action.VOLUNTEER_RECORD),
        Entry("doubles", _("同号义工"), "/desk/volunteers/doubles", Action.VOLUNTEER_RECORD),
    ),
    "team": (
        Entry("team", _("我的团队"), "/desk/team", Action.MEMBERSHIP_READ),
        Entry("net", _("社区关系网"), "/desk/net", Action.VOLUNTEER_READ),
    ),
    "teams": (
        Entry("teams", _("专员团队"), "/desk/teams", Action.TEAM_MANAGE),
        Entry("matching", _("匹配一览"), "/desk/teams/matching", Action.TEAM_MANAGE),
        Entry("team_import", _("导入团队名册"), "/desk/teams/import", Action.TEAM_MANAGE),
        Entry("net", _("社区关系网"), "/desk/net", Action.VOLUNTEER_READ),
    ),
    "selections": (
        Entry("selections", _("评选"), "/desk/selections", Action.SELECTION_READ),
        Entry("honours", _("荣誉"), "/desk/honours", Action.HONOUR_READ),
    ),
    "standing": (
        Entry("nominations", _("推选"), "/desk/nominations", Action.NOMINATION_READ),
        Entry(
            "elections",
            _("居委会换届"),
            "/desk/committee-elections",
            Action.COMMITTEE_ELECTION_READ,
        ),
        Entry("meetings", _("年终会议"), "/desk/year-end-meetings", Action.YEAR_END_MEETING_READ),
        Entry("reviews", _("项目评价"), "/desk/project-reviews", Action.PROJECT_REVIEW_READ),
    ),
    "overview": (
        Entry("overview", _("总览"), "/desk/overview", Action.APPEAL_READ),
        Entry("disclosures", _("谁看过联系方式"), "/desk/disclosures", Action.DISCLOSURE_READ),
    ),
    "administration": (
        Entry("desk", _("首要事项"), "/desk/administration", Action.ACCOUNT_MANAGE),
        Entry("accounts", _("账号"), "/desk/accounts", Action.ACCOUNT_MANAGE),
        Entry("keys", _("密钥"), "/desk/accounts/keys", Action.ACCOUNT_MANAGE),
        Entry("categories", _("分类"), "/desk/categories", Action.CATEGORY_READ),
        Entry("holidays", _("节假日"), "/desk/holidays", Action.HOLIDAY_READ),
        Entry("templates", _("通知模板"), "/desk/notice-templates", Action.NOTICE_TEMPLATE_MANAGE),
        Entry("deliveries", _("发送情况"), "/desk/notice-deliveries", Action.NOTICE_DELIVERY_READ),
        Entry("audit", _("审计"), "/desk/audit", Action.AUDIT_READ),
    ),
    "regulations": (
        Entry("regulations", _("制度与流程"), "/desk/regulations", Action.REGULATION_READ),
        Entry("parameters", _("制度参数"), "/desk/parameters", Action.PARAMETER_READ),
        Entry("post_caps", _("岗位职数"), "/desk/post-caps", Action.POST_READ),
    ),
    "meetings": (
        Entry("meetings", _("分享会"), "/desk/sharing-meetings", Action.SHARING_MEETING_READ),
        Entry("year", _("全年情况"), "/desk/sharing-meetings/year", Action.SHARING_MEETING_READ),
        Entry("cases", _("案例"), "/desk/cases", Action.CASE_READ),
    ),
    "activities": (
        Entry("activities", _("活动"), "/desk/activities", Action.ACTIVITY_READ),
        Entry("calendar", _("日历"), "/desk/activities/calendar", Action.ACTIVITY_READ),
        Entry("approvals", _("活动审批"), "/desk/activities/approvals", Action.ACTIVITY_DECIDE),
    ),
    "fund": (
        Entry("fund", _("申请和项目"), "/desk/fund", Action.FUND_READ),
        Entry("budgets", _("预算和收支"), "/desk/fund/budgets", Action.FUND_READ),
    ),
    "hours": (
        Entry("hours", _("汇总"), "/desk/hours", Action.HOURS_READ),
        Entry("attesting", _("核实时长"), "/desk/hours-to-attest", Action.HOURS_ATTEST),
        Entry("wishes", _("申请更正"), "/desk/hours-wishes", Action.HOURS_CORRECT),
        Entry("shown", _("公示中的时长"), "/desk/hours-shown", Action.HOURS_SHOWN_READ),
        Entry("national", _("报送"), "/desk/national-tables", Action.NATIONAL_TABLE_EXPORT),
    ),
    "reports": (
        Entry("reports", _("履职公示"), "/desk/work-reports", Action.WORK_REPORT_READ),
        Entry("scorecards", _("履职记录"), "/desk/scorecards", Action.SCORECARD_READ),
        Entry("promises", _("服务承诺"), "/desk/promises", Action.SCORECARD_READ),
        Entry("complaints", _("投诉"), "/desk/complaints", Action.COMPLAINT_READ),
    ),
}

#: The entries for residents on every page.
_PUBLIC = (
    ("home", _("首页"), "/"),
    ("raise", _("反映诉求"), "/appeals/new"),
    ("follow", _("查询进度"), "/track"),
    ("commissioners", _("认识专员"), "/commissioners"),
    ("notices", _("聘任公示"), "/notices"),
    ("posts", _("我要报名"), "/posts"),
)


def for_residents() -> list[tuple[str, Sentence, str]]:
    """Name, label and address of each entry."""
    return list(_PUBLIC)


def menu(actor: Actor) -> list[Entry]:
    """The entries that this actor may open."""
    return [entry for entry in _DESK if _is_for(entry, actor)]


def sections(actor: Actor, nav: str) -> list[Entry]:
    """The sections of an entry of the menu that this actor may open."""
    found = [one for one in _SECTIONS.get(nav, ()) if permissions.may_somewhere(actor, one.action)]
    return found if len(found) > 1 else []


def nearest(found: list[Entry], here: str) -> str:
    """The address of the section in which a page stands; one section may lie within another."""
    within = [one.path for one in found if here.startswith(one.path)]
    return max(within, key=len, default="")


def start(actor: Actor) -> str:
    """The first page of the day."""
    entries = [one for one in (*_FIRST, *_DESK) if _is_for(one, actor)]
    return next((entry.path for entry in entries), "/")


def _is_for(entry: Entry, actor: Actor) -> bool:
    may = permissions.may_somewhere
    return may(actor, entry.action) and not (entry.unless and may(actor, entry.unless))
