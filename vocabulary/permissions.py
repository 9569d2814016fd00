"""Who may do what, and how far: the one table of permissions (权限表).

Every route of the gateway asks for one action, and every service asks the table
again for the row at hand: `reach` for lists, counts, searches, exports and
figures, `may` for one thing. docs/reference/permissions.md is printed from it.

A role counts only inside the area at which it is held. The scope says how wide
it may be used there:

    own        本人   what is assigned to the account, or made by it
    team       团队   what belongs to a team of the account
    community  社区   everything in the community; held at a street, in each of its communities
    street     街道   everything in the area, however high it stands
    district   区     the same, only where it is held at a district or above

So a grant is never widened, only narrowed. With the scope community a role that
is held above a street counts nothing: nobody works in every community of a city.
With the scope district one that is held at a street or below counts nothing: what
all streets share is not for one of them to change.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import Level, level_of, stem_of


class Scope(StrEnum):
    """How wide a role may be used inside the area at which it is held, narrowest first."""

    OWN = "own"  # 本人
    TEAM = "team"  # 团队
    COMMUNITY = "community"  # 社区
    STREET = "street"  # 街道
    DISTRICT = "district"  # 区


class Action(StrEnum):
    """One thing that people do."""

    ANYONE = "anyone"
    APPEAL_READ = "appeal.read"
    APPEAL_READ_CODE = "appeal.read_code"
    APPEAL_RECORD = "appeal.record"
    APPEAL_ACCEPT = "appeal.accept"
    APPEAL_DECLINE = "appeal.decline"
    APPEAL_ASSIGN = "appeal.assign"
    APPEAL_ACT = "appeal.act"
    APPEAL_CLOSE = "appeal.close"
    APPEAL_REOPEN = "appeal.reopen"
    APPEAL_RATE = "appeal.rate"
    APPEAL_ERASE = "appeal.erase"
    CONTACT_DISCLOSE = "contact.disclose"
    DISCLOSURE_READ = "disclosure.read"
    ATTACHMENT_READ = "attachment.read"
    ATTACHMENT_ADD = "attachment.add"
    ATTACHMENT_REMOVE = "attachment.remove"
    COMMISSIONER_READ = "commissioner.read"
    RECEPTION_READ = "reception.read"
    RECEPTION_RECORD = "reception.record"
    CATEGORY_READ = "category.read"
    CATEGORY_MANAGE = "category.manage"
    FIGURES_READ = "figures.read"
    CONSENT_GIVE = "consent.give"
    CONSENT_READ_OWN = "consent.read_own"
    CONSENT_WITHDRAW = "consent.withdraw"
    CONSENT_READ = "consent.read"
    CONSENT_RECORD = "consent.record"
    EVENT_READ = "event.read"
    AUDIT_READ = "audit.read"
    AREA_MANAGE = "area.manage"
    PARAMETER_READ = "parameter.read"
    PARAMETER_MANAGE = "parameter.manage"
    SURVEY_READ = "survey.read"
    SURVEY_MANAGE = "survey.manage"
    SURVEY_RECORD = "survey.record"
    POST_READ = "post.read"
    POST_MANAGE = "post.manage"
    POST_OVERRIDE = "post.override"
    BACK_ENTRY_READ = "back_entry.read"
    BACK_ENTRY_ALLOW = "back_entry.allow"
    HOLIDAY_READ = "holiday.read"
    HOLIDAY_MANAGE = "holiday.manage"
    CAMPAIGN_READ = "campaign.read"
    CAMPAIGN_MANAGE = "campaign.manage"
    APPLICATION_READ = "application.read"
    APPLICATION_DISCLOSE = "application.disclose"
    APPLICATION_DISCLOSURE_READ = "application.disclosure_read"
    APPLICATION_RECORD = "application.record"
    SCREENING_READ = "screening.read"
    SCREENING_SCORE = "screening.score"
    SCREENING_DECIDE = "screening.decide"
    SCREENING_CONFIGURE = "screening.configure"
    RESERVE_READ = "reserve.read"
    RESERVE_MANAGE = "reserve.manage"
    APPOINTMENT_READ = "appointment.read"
    APPOINTMENT_PREPARE = "appointment.prepare"
    APPOINTMENT_DECIDE = "appointment.decide"
    APPOINTMENT_COPY = "appointment.copy"
    APPOINTMENT_ERASE = "appointment.erase"
    APPOINTMENT_DISCLOSE = "appointment.disclose"
    OBJECTION_DISCLOSE = "objection.disclose"
    APPOINTMENT_DISCLOSURE_READ = "appointment.disclosure_read"
    HANDOVER_READ = "handover.read"
    HANDOVER_CONFIRM = "handover.confirm"
    CERTIFICATE_READ = "certificate.read"
    CERTIFICATE_MANAGE = "certificate.manage"
    REGULATION_READ = "regulation.read"
    REGULATION_MANAGE = "regulation.manage"
    COURSE_READ = "course.read"
    COURSE_MANAGE = "course.manage"
    TRAINING_READ = "training.read"
    TRAINING_RECORD = "training.record"
    TRAINING_ENROL = "training.enrol"
    HANDBOOK_READ = "handbook.read"
    HANDBOOK_MANAGE = "handbook.manage"
    ACCOUNT_MANAGE = "account.manage"
    ACCOUNT_ERASE = "account.erase"
    ACCOUNT_OWN = "account.own"
    NOTICE_READ_OWN = "notice.read_own"
    NOTICE_PREFER = "notice.prefer"
    NOTICE_DELIVERY_READ = "notice_delivery.read"
    NOTICE_DELIVERY_RETRY = "notice_delivery.retry"
    NOTICE_TEMPLATE_MANAGE = "notice_template.manage"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    zh: str
    en: str
    scopes: Mapping[Role, Scope]
    #: Whoever is signed in, also without a role: for what is their own, or for what is
    #: nobody's in particular.
    every_account: bool = False


def _row(
    zh: str,
    en: str,
    *,
    commissioner: Scope | None = None,
    volunteer: Scope | None = None,
    social_worker: Scope | None = None,
    workstation: Scope | None = None,
    committee: Scope | None = None,
    officer: Scope | None = None,
    street_committee: Scope | None = None,
    administrator: Scope | None = None,
    every_account: bool = False,
) -> Row:
    given = {
        Role.COMMISSIONER: commissioner,
        Role.VOLUNTEER: volunteer,
        Role.SOCIAL_WORKER: social_worker,
        Role.WORKSTATION_STAFF: workstation,
        Role.PARTY_COMMITTEE: committee,
        Role.STREET_OFFICER: officer,
        Role.STREET_PARTY_COMMITTEE: street_committee,
        Role.ADMINISTRATOR: administrator,
    }
    scopes = {role: scope for role, scope in given.items() if scope is not None}
    return Row(zh, en, scopes, every_account)


_OWN, _COMMUNITY, _STREET = Scope.OWN, Scope.COMMUNITY, Scope.STREET
_DISTRICT = Scope.DISTRICT

#: The table. Nobody rates the own work, so commissioners do not rate; nobody oversees the
#: own looking, so those who see contacts do not read who saw them.
TABLE: Mapping[Action, Row] = {
    Action.ANYONE: _row(
        "无需账号：查看公开信息，提出诉求，凭查询码跟踪、补充、评价和管理自己的诉求",
        "Without an account: read what is public, submit an appeal, and with its tracking code "
        "follow it, add to it, rate it and keep the own data",
    ),
    Action.APPEAL_READ: _row(
        "查看诉求（联系方式已遮盖）",
        "Read appeals, contacts masked",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.APPEAL_READ_CODE: _row(
        "查看诉求的完整查询码，以便告知居民",
        "See the whole tracking code of an appeal, to tell it to the resident again",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_RECORD: _row(
        "代居民登记诉求",
        "Write down an appeal for a resident",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_ACCEPT: _row(
        "受理诉求", "Accept an appeal", workstation=_COMMUNITY, administrator=_STREET
    ),
    Action.APPEAL_DECLINE: _row(
        "不予受理，并说明理由",
        "Decline an appeal with a reason",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_ASSIGN: _row(
        "把诉求交给专员",
        "Assign an appeal to a commissioner",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_ACT: _row(
        "登记办理措施",
        "Record an action on an appeal",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_CLOSE: _row(
        "办结诉求",
        "Close an appeal with its outcome",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_REOPEN: _row(
        "重新办理已办结的诉求",
        "Open a closed appeal again",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_RATE: _row(
        "登记居民当面或电话给出的评价",
        "Write down a rating that a resident gave in person or by phone",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPEAL_ERASE: _row(
        "应本人要求删除诉求中的个人信息",
        "Erase the personal data of an appeal because the person asked for it",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.CONTACT_DISCLOSE: _row(
        "说明原因后按编号、查询码或电话查找诉求，查看完整联系方式",
        "Find appeals by number, tracking code or phone, and see a contact whole, for a reason "
        "that is kept",
        commissioner=_OWN,
        workstation=_COMMUNITY,
    ),
    Action.DISCLOSURE_READ: _row(
        "查看谁看过联系方式",
        "See who saw a contact",
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.ATTACHMENT_READ: _row(
        "查看诉求的附件",
        "List and fetch the attachments of appeals",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.ATTACHMENT_ADD: _row(
        "给诉求添加附件",
        "Add an attachment to an appeal",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.ATTACHMENT_REMOVE: _row(
        "删除附件（专员只能删除自己上传的）",
        "Remove an attachment; commissioners those that they sent",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.COMMISSIONER_READ: _row(
        "查看在任专员及其在办诉求数（姓名按权限遮盖）",
        "See who is in office as commissioner and how much each has open; names masked by right",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.RECEPTION_READ: _row(
        "查看接待记录",
        "Read receptions",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.RECEPTION_RECORD: _row(
        "登记接待人次",
        "Write down receptions",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.CATEGORY_READ: _row(
        "查看全部诉求分类，含停用的",
        "Read all categories, also those no longer used; one list for all",
        every_account=True,
    ),
    Action.CATEGORY_MANAGE: _row(
        "维护诉求分类（全系统一份，限区级及以上的管理员）",
        "Keep the categories, one list for all; only for a whole district or more",
        administrator=_DISTRICT,
    ),
    Action.FIGURES_READ: _row(
        "查看统计数字（与公开数字相同，不含个人信息）",
        "Read the figures, the same as the public ones; they name nobody",
        every_account=True,
    ),
    Action.CONSENT_GIVE: _row(
        "本人同意某一用途",
        "Agree to a purpose, for oneself",
        commissioner=_OWN,
        volunteer=_OWN,
        social_worker=_OWN,
        workstation=_OWN,
        committee=_OWN,
        officer=_OWN,
        street_committee=_OWN,
        administrator=_OWN,
    ),
    Action.CONSENT_READ_OWN: _row(
        "查看本人的同意，卸任后也可以",
        "See the own consents, also after every role has ended",
        every_account=True,
    ),
    Action.CONSENT_WITHDRAW: _row(
        "撤回同意：本人的，或应本人要求代为撤回",
        "Withdraw a consent: the own one, or for a person who asks for it",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
        every_account=True,
    ),
    Action.CONSENT_READ: _row(
        "查看他人的同意",
        "Read and search consents of others",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.CONSENT_RECORD: _row(
        "登记他人书面或当面给出的同意",
        "Write down a consent that somebody gave on paper or in person",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.EVENT_READ: _row(
        "读取事件日志",
        "Read the log of events, for the systems of the street",
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.AUDIT_READ: _row(
        "查看审计记录",
        "Read the audit: who did what to what",
        administrator=_STREET,
    ),
    Action.AREA_MANAGE: _row(
        "增设、更名、合并、撤销所辖区划",
        "Add, rename, merge and dissolve areas below the own one",
        administrator=_STREET,
    ),
    Action.PARAMETER_READ: _row(
        "查看所在街道的制度参数",
        "Read the numbers that the own street's regulations set",
        commissioner=_COMMUNITY,
        volunteer=_COMMUNITY,
        social_worker=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.PARAMETER_MANAGE: _row(
        "修改制度参数（岗位职数上限、聘期、公示期等）和聘任证书的机关代字",
        "Set the numbers of the regulations (post cap, term, public notice and others) and the "
        "word of the street's certificates",
        officer=_STREET,
    ),
    Action.SURVEY_READ: _row(
        "查看需求问卷及统计结果",
        "Read needs surveys and what was counted",
        commissioner=_COMMUNITY,
        volunteer=_COMMUNITY,
        social_worker=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.SURVEY_MANAGE: _row(
        "编制、开放、截止、公布需求问卷，查看和归类填空回答，导出答卷",
        "Write, open, close and publish surveys; read and sort free texts, export answers",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.SURVEY_RECORD: _row(
        "录入纸质问卷",
        "Record survey answers that came on paper",
        commissioner=_COMMUNITY,
        social_worker=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.POST_READ: _row(
        "查看岗位、职数和岗位模板",
        "Read posts, how many there may be, and templates",
        commissioner=_COMMUNITY,
        volunteer=_COMMUNITY,
        social_worker=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.POST_MANAGE: _row(
        "设立、修改、发布、撤销岗位，保存和套用岗位模板",
        "Write down, edit, advertise and close posts; save and apply templates",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.POST_OVERRIDE: _row(
        "批准超出上限增设岗位（须说明理由和截止日期）",
        "Grant posts above the cap, with a reason and an end date",
        officer=_STREET,
    ),
    Action.BACK_ENTRY_READ: _row(
        "查看补录批准",
        "Read the street's consents to back entries",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.BACK_ENTRY_ALLOW: _row(
        "批准社区补录较早的事项（须说明理由、起止日期和使用期限），提前终止批准",
        "Consent to back entries of a community, with a reason, its days and a last day of use, "
        "and end the consent early",
        officer=_STREET,
    ),
    Action.HOLIDAY_READ: _row(
        "查看节假日和调休（全系统一份）",
        "Read the holidays and working weekends; one list for all",
        every_account=True,
    ),
    Action.HOLIDAY_MANAGE: _row(
        "维护节假日和调休（全系统一份，限区级及以上的管理员）",
        "Enter holidays and working weekends, one list for all; only for a whole district or more",
        administrator=_DISTRICT,
    ),
    Action.CAMPAIGN_READ: _row(
        "查看招募活动，含草稿",
        "Read campaigns, also drafts",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.CAMPAIGN_MANAGE: _row(
        "组织招募活动：起草、发布、延期、截止、结束",
        "Run campaigns: draft, announce, extend, close, conclude",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.APPLICATION_READ: _row(
        "查看报名（个人信息已遮盖）",
        "Read applications, the person masked",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.APPLICATION_DISCLOSE: _row(
        "说明原因后按姓名或电话查找报名人，查看完整姓名、电话和住址",
        "Find applicants by name or phone, and see name, phone and address whole, for a reason "
        "that is kept",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.APPLICATION_DISCLOSURE_READ: _row(
        "查看谁看过报名人的完整信息",
        "See who saw an applicant whole",
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.APPLICATION_RECORD: _row(
        "代居民登记、修改、撤回报名，登记被推荐人的同意",
        "Write applications down, edit and withdraw them for the person, and record the consent "
        "of who was recommended",
        workstation=_COMMUNITY,
        administrator=_STREET,
    ),
    Action.SCREENING_READ: _row(
        "查看筛选办法、评分和排序",
        "Read how it is screened, points and ranks",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.SCREENING_SCORE: _row(
        "对报名评分，或申请回避",
        "Score applications, or abstain",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.SCREENING_DECIDE: _row(
        "开始筛选，决定各环节结果和拟聘人选，并说明理由",
        "Begin a screening, decide its stages and who is selected, with reasons",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.SCREENING_CONFIGURE: _row(
        "设置筛选环节和评分项",
        "Set the stages and criteria of screening",
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.RESERVE_READ: _row(
        "查看后备人才名单（个人信息已遮盖）",
        "Read the reserve list, the people masked",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.RESERVE_MANAGE: _row(
        "将人员移出后备人才名单，并说明理由",
        "Take people from the reserve list, with a reason",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.APPOINTMENT_READ: _row(
        "查看聘任（专员只能查看本人的）",
        "Read appointments; commissioners their own",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.APPOINTMENT_PREPARE: _row(
        "提名、公示、登记异议、登记聘任仪式、填写人选账号、登记离任",
        "Propose, open the notice, write down objections, ceremony and leaving, name the account",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.APPOINTMENT_DECIDE: _row(
        "决定聘任、答复异议、年度评价、解聘：只有本社区综合党委",
        "Appoint, answer objections, evaluate and remove: the community's own party committee alone",
        committee=_COMMUNITY,
    ),
    Action.APPOINTMENT_COPY: _row(
        "复制本人的聘任和培训资料，卸任后也可以",
        "Take a copy of what is stored about the own appointments, also after every role ended",
        every_account=True,
    ),
    Action.APPOINTMENT_ERASE: _row(
        "应本人要求删除已结束或未成的聘任中的个人信息（本人也可以）",
        "Erase the personal data of an appointment that is over because the person asked for it; "
        "the person too",
        workstation=_COMMUNITY,
        administrator=_STREET,
        every_account=True,
    ),
    Action.APPOINTMENT_DISCLOSE: _row(
        "说明原因后查看聘任人选的完整电话",
        "See the phone of who is proposed or appointed whole, for a reason that is kept",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.OBJECTION_DISCLOSE: _row(
        "说明原因后查看提出异议者留下的联系方式：只有答复异议的本社区综合党委",
        "See the contact left with an objection, for a reason that is kept: the community's own "
        "party committee alone, which answers",
        committee=_COMMUNITY,
    ),
    Action.APPOINTMENT_DISCLOSURE_READ: _row(
        "查看谁看过聘任人选和提出异议者的联系方式（专员只能查看本人的）",
        "See who saw the contact of who is appointed, or who objected; commissioners their own",
        commissioner=_OWN,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.HANDOVER_READ: _row(
        "查看离任交接清单（本人移交或接收的，卸任后也可以）",
        "Read what a leaving commissioner hands over; the own list also after every role ended",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
        every_account=True,
    ),
    Action.HANDOVER_CONFIRM: _row(
        "确认交接清单（移交方或接收方本人；工作站代离任者和没有账号的接收者）",
        "Confirm it: who hands over or receives; the workstation also for who has left, or "
        "receives without an account",
        workstation=_COMMUNITY,
        every_account=True,
    ),
    Action.CERTIFICATE_READ: _row(
        "查看聘任证书；打印只限颁发者和本人（专员只能查看本人的）",
        "Read certificates, commissioners their own; only who issues them and the person print",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.CERTIFICATE_MANAGE: _row(
        "颁发、补发、作废聘任证书",
        "Issue, re-issue and revoke certificates",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
    ),
    Action.REGULATION_READ: _row(
        "查看规章制度和工作流程的草稿与各版本（有效版本任何人可看）",
        "Read drafts and versions of the regulations; what is in force anyone reads",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.REGULATION_MANAGE: _row(
        "起草规章制度和工作流程，决定施行日期",
        "Write the regulations and work flows, and put them into force",
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.COURSE_READ: _row(
        "查看所在街道的课程和培训安排",
        "Read the courses and sessions of the own street",
        commissioner=_COMMUNITY,
        volunteer=_COMMUNITY,
        social_worker=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.COURSE_MANAGE: _row(
        "开设、修改、停开课程",
        "Offer and change courses",
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.TRAINING_READ: _row(
        "查看培训记录（专员只能看本人的）",
        "Read who attended and what came of it; commissioners their own",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.TRAINING_RECORD: _row(
        "组织培训，登记出勤和结果",
        "Hold sessions, and write down attendance and results",
        workstation=_COMMUNITY,
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.TRAINING_ENROL: _row(
        "报名和退出培训（专员只能为本人）",
        "Take and return a seat; commissioners their own",
        commissioner=_OWN,
        workstation=_COMMUNITY,
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.HANDBOOK_READ: _row(
        "查看服务手册的编制情况（已出版的任何人可看）",
        "See what of a handbook is complete; what is published anyone reads",
        commissioner=_COMMUNITY,
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        street_committee=_STREET,
        administrator=_STREET,
    ),
    Action.HANDBOOK_MANAGE: _row(
        "编制、出版服务手册，公开监督渠道",
        "Write and publish the handbook, and make the supervision channel public",
        workstation=_COMMUNITY,
        committee=_COMMUNITY,
        officer=_STREET,
        administrator=_STREET,
    ),
    Action.ACCOUNT_MANAGE: _row(
        "管理账号和角色（须本人登录，API 密钥不可）",
        "Manage accounts and roles; in person, never by an API key",
        administrator=_STREET,
    ),
    Action.ACCOUNT_ERASE: _row(
        "在保存期限内删除已注销账号的个人信息",
        "Erase what a closed account says of its owner, before its period is over",
        administrator=_STREET,
    ),
    Action.ACCOUNT_OWN: _row(
        "管理本人的密码、第二因素、登录、统一身份认证的绑定和 API 密钥，复制或删除本人信息",
        "Keep the own password, second factor, sign-ins, linked identities and API keys; copy or "
        "erase what is stored about oneself",
        every_account=True,
    ),
    Action.NOTICE_READ_OWN: _row(
        "查看本人收到的通知",
        "Read the own notices and mark them as read",
        every_account=True,
    ),
    Action.NOTICE_PREFER: _row(
        "选择本人的通知方式和免打扰时段",
        "Choose by which ways notices come, and when none is sent",
        every_account=True,
    ),
    Action.NOTICE_DELIVERY_READ: _row(
        "查看通知的发送情况（不含地址）",
        "See what became of messages that were sent, without addresses",
        administrator=_STREET,
    ),
    Action.NOTICE_DELIVERY_RETRY: _row(
        "重新发送失败的通知",
        "Send a message again that failed",
        administrator=_STREET,
    ),
    Action.NOTICE_TEMPLATE_MANAGE: _row(
        "维护所辖区划的通知模板",
        "Word the notices of the own area",
        administrator=_STREET,
    ),
}


@dataclass(frozen=True)
class Reach:
    """What an actor reaches with one action: code beginnings, and whose rows inside them."""

    #: Everything inside these.
    stems: tuple[str, ...] = ()
    #: Inside these only what is the account's own; the empty beginning is every place.
    own_stems: tuple[str, ...] = ()
    account: str | None = None

    def __bool__(self) -> bool:
        """Whether anything at all may be reached."""
        return bool(self.stems or self.own_stems)

    def includes(self, area: str | None, owner: str | None = None) -> bool:
        """Whether a thing of this area, and of this owner, is inside; no area: nobody's place."""
        place = area or ""
        is_own = owner is not None and owner == self.account
        return place.startswith(self.stems) or (is_own and place.startswith(self.own_stems))


@functools.lru_cache(maxsize=4096)
def reach(actor: Actor, action: Action) -> Reach:
    """What the actor reaches with the action: never more than the grants, and nothing for none.

    Nobody reaches anything with `ANYONE`: what is open is open by other means, as a
    tracking code. Teams are not kept yet, so a team reaches what is the own.
    """
    found = _reached(actor.account, _counting(actor, action))
    if TABLE[action].every_account and actor.account is not None:
        return Reach(found.stems, ("", *found.own_stems), actor.account)
    return found


def may(actor: Actor, action: Action, *, area: str | None, owner: str | None = None) -> bool:
    """Whether the actor may do this to a thing of this area, and of this owner."""
    return reach(actor, action).includes(area, owner)


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether the actor may do this anywhere at all: what a door asks before it knows more."""
    return action is Action.ANYONE or bool(reach(actor, action))


def role_for(actor: Actor, action: Action, *, area: str, owner: str | None = None) -> str:
    """The role that allows it, as events and history name the actor.

    Of several the one that is nearest to the thing: who closes an appeal that is
    assigned to them closes it as its commissioner. `Actor.role_at` where no role
    was needed.
    """
    allowing = [
        (_WIDTH[scope], grant.role.value)
        for grant, scope in _counting(actor, action)
        if _reached(actor.account, [(grant, scope)]).includes(area, owner)
    ]
    # Of equals the one held first: `min` keeps the order of the grants.
    return min(allowing, key=lambda found: found[0])[1] if allowing else actor.role_at(area)


def needs_district(action: Action) -> bool:
    """Whether the roles that may do it count only where they are held at a district or above."""
    scopes = TABLE[action].scopes.values()
    return bool(scopes) and all(scope is Scope.DISTRICT for scope in scopes)


def roles_for(action: Action) -> tuple[Role, ...]:
    """The roles that may do it somewhere."""
    return tuple(role for role in Role if role in TABLE[action].scopes)


_WIDTH = {scope: width for width, scope in enumerate(Scope)}
_WHOLE = frozenset({Scope.COMMUNITY, Scope.STREET, Scope.DISTRICT})
_NEAR = frozenset({Level.COMMUNITY, Level.STREET})
#: At what levels a role must be held to count with a scope; others count at each.
_HELD_AT = {Scope.COMMUNITY: _NEAR, Scope.DISTRICT: frozenset(Level) - _NEAR}


def _counting(actor: Actor, action: Action) -> Iterator[tuple[Grant, Scope]]:
    """The grants that count for the action, each with its scope."""
    scopes = TABLE[action].scopes
    for grant in actor.grants:
        scope = scopes.get(grant.role)
        if scope is not None and level_of(grant.area) in _HELD_AT.get(scope, Level):
            yield grant, scope


def _reached(account: str | None, counting: Iterable[tuple[Grant, Scope]]) -> Reach:
    whole, own = set[str](), set[str]()
    for grant, scope in counting:
        (whole if scope in _WHOLE else own).add(stem_of(grant.area))
    return Reach(tuple(sorted(whole)), tuple(sorted(own)), account)
