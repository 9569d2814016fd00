"""Permissions in recruitment: from the survey to the handbook."""

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
    Action.PARAMETER_READ: row(
        "查看所在街道的制度参数",
        "Read the parameters that your own street's regulations set",
        EVERY_ROLE,
    ),
    Action.PARAMETER_MANAGE: row(
        "修改制度参数（岗位职数上限、聘期、公示期等）和聘任证书的机关代字",
        "Set the parameters of the regulations (post cap, term, public notice and others) and "
        "the word of the street's certificates",
        officer=Scope.STREET,
    ),
    Action.SURVEY_READ: row(
        "查看需求问卷及统计结果",
        "Read needs surveys and their results",
        EVERY_ROLE,
    ),
    Action.SURVEY_MANAGE: row(
        "编制、开放、截止、公布需求问卷，查看和归类填空回答，导出答卷",
        "Write, open, close and publish surveys; read and sort free texts, export answers",
        ORGANISERS,
    ),
    Action.SURVEY_RECORD: row(
        "录入纸质问卷",
        "Record survey answers that came on paper",
        ORGANISERS,
        commissioner=Scope.COMMUNITY,
        social_worker=Scope.COMMUNITY,
    ),
    Action.POST_READ: row(
        "查看岗位、职数和岗位模板",
        "Read posts, the cap of posts, and templates",
        EVERY_ROLE,
    ),
    Action.POST_MANAGE: row(
        "设立、修改、发布、撤销岗位，保存和套用岗位模板",
        "Write down, edit, advertise and close posts; save and apply templates",
        ORGANISERS,
    ),
    Action.POST_OVERRIDE: row(
        "批准超出上限增设岗位（须说明理由和截止日期）",
        "Grant posts above the cap, with a reason and an end date",
        officer=Scope.STREET,
    ),
    Action.BACK_ENTRY_READ: row(
        "查看补录批准",
        "Read the street's consents to back entries",
        STAFF,
    ),
    Action.BACK_ENTRY_ALLOW: row(
        "批准社区补录较早的事项（须说明理由、起止日期和使用期限），提前终止批准",
        "Consent to back entries of a community, with a reason, its days and a last day of use, "
        "and end the consent early",
        officer=Scope.STREET,
    ),
    Action.HOLIDAY_READ: row(
        "查看节假日和调休（全系统一份）",
        "Read the holidays and working weekends; one list for all",
        every_account=True,
    ),
    Action.HOLIDAY_MANAGE: row(
        "维护节假日和调休（全系统一份，限区级及以上的管理员）",
        "Enter holidays and working weekends, one list for all; only for a whole district or more",
        administrator=Scope.DISTRICT,
    ),
    Action.CAMPAIGN_READ: row(
        "查看招募活动，含草稿",
        "Read campaigns, including drafts",
        STAFF,
    ),
    Action.CAMPAIGN_MANAGE: row(
        "组织招募活动：起草、发布、延期、截止、结束",
        "Run campaigns: draft, announce, extend, close, conclude",
        ORGANISERS,
    ),
    Action.APPLICATION_READ: row(
        "查看报名（个人信息已遮盖）",
        "Read applications, the person masked",
        STAFF,
    ),
    Action.APPLICATION_DISCLOSE: row(
        "说明原因后按姓名或电话查找报名人，查看完整姓名、电话和住址",
        "Find applicants by name or phone, and see the full name, phone and address, for a "
        "recorded reason",
        COMMUNITY_BODIES,
    ),
    Action.APPLICATION_DISCLOSURE_READ: row(
        "查看谁看过报名人的完整信息",
        "See who saw an applicant's full details",
        OVERSIGHT,
    ),
    Action.APPLICATION_RECORD: row(
        "代居民登记、修改、撤回报名，登记被推荐人的同意",
        "Write applications down, edit and withdraw them for the person, and record the consent "
        "of a recommended person",
        WORKSTATION,
    ),
    Action.SCREENING_READ: row(
        "查看筛选办法、评分和排序",
        "Read the screening: stages, points and ranks",
        STAFF,
    ),
    Action.SCREENING_SCORE: row(
        "对报名评分，或申请回避",
        "Score applications, or abstain",
        COMMUNITY_BODIES,
    ),
    Action.SCREENING_DECIDE: row(
        "开始筛选，决定各环节结果和拟聘人选，并说明理由",
        "Begin a screening, decide its stages and the selection, with reasons",
        COMMUNITY_BODIES,
    ),
    Action.SCREENING_CONFIGURE: row(
        "设置筛选环节和评分项",
        "Set the stages and criteria of screening",
        STREET_OFFICE,
    ),
    Action.RESERVE_READ: row(
        "查看后备人才名单（个人信息已遮盖）",
        "Read the reserve list, the people masked",
        STAFF,
    ),
    Action.RESERVE_MANAGE: row(
        "将人员移出后备人才名单，并说明理由",
        "Remove people from the reserve list, with a reason",
        COMMUNITY_BODIES,
    ),
    Action.APPOINTMENT_READ: row(
        "查看聘任（专员只能查看本人的）",
        "Read appointments; commissioners their own",
        STAFF,
        commissioner=Scope.OWN,
    ),
    Action.APPOINTMENT_PREPARE: row(
        "提名、公示、登记异议、登记聘任仪式、填写人选账号、登记离任",
        "Propose, open the notice, write down objections, ceremony and leaving, name the account",
        COMMUNITY_BODIES,
    ),
    Action.APPOINTMENT_DECIDE: row(
        "决定聘任、答复异议、年度评价、解聘：只有本社区综合党委",
        "Appoint, answer objections, evaluate and remove: only the community's own party committee",
        committee=Scope.COMMUNITY,
    ),
    Action.APPOINTMENT_COPY: row(
        "复制本人的聘任和培训资料，卸任后也可以",
        "Get a copy of the data about your own appointments, even after all your roles have ended",
        every_account=True,
    ),
    Action.APPOINTMENT_ERASE: row(
        "应本人要求删除已结束或未成的聘任中的个人信息（本人也可以）",
        "Erase the personal data of an ended appointment because the person asked for it; also "
        "for the person",
        WORKSTATION,
        every_account=True,
    ),
    Action.APPOINTMENT_DISCLOSE: row(
        "说明原因后查看聘任人选的完整电话",
        "See the full phone number of a candidate or commissioner, for a recorded reason",
        COMMUNITY_BODIES,
    ),
    Action.OBJECTION_DISCLOSE: row(
        "说明原因后查看提出异议者留下的联系方式：只有答复异议的本社区综合党委",
        "See the contact left with an objection, for a recorded reason: only the community's own "
        "party committee, which answers",
        committee=Scope.COMMUNITY,
    ),
    Action.APPOINTMENT_DISCLOSURE_READ: row(
        "查看谁看过聘任人选和提出异议者的联系方式（专员只能查看本人的）",
        "See who saw the contact of a candidate, commissioner or objector; commissioners their own",
        OVERSIGHT,
        commissioner=Scope.OWN,
    ),
    Action.HANDOVER_READ: row(
        "查看离任交接清单（本人移交或接收的，卸任后也可以）",
        "Read what a departing commissioner hands over; your own list even after all your roles "
        "have ended",
        STAFF,
        every_account=True,
    ),
    Action.HANDOVER_CONFIRM: row(
        "确认交接清单（移交方或接收方本人；工作站代离任者和没有账号的接收者）",
        "Confirm a hand-over that you give or receive; the workstation also for a person who has "
        "left, or who receives without an account",
        workstation=Scope.COMMUNITY,
        every_account=True,
    ),
    Action.CERTIFICATE_READ: row(
        "查看聘任证书；打印只限颁发者和本人（专员只能查看本人的）",
        "Read certificates, commissioners their own; only the issuers and the person may print",
        STAFF,
        commissioner=Scope.OWN,
    ),
    Action.CERTIFICATE_MANAGE: row(
        "颁发、补发、作废聘任证书",
        "Issue, re-issue and revoke certificates",
        COMMUNITY_BODIES,
    ),
    Action.REGULATION_READ: row(
        "查看规章制度和工作流程的草稿与各版本（有效版本任何人可看）",
        "Read drafts and versions of the regulations; anyone may read those in force",
        STAFF,
    ),
    Action.REGULATION_MANAGE: row(
        "起草规章制度和工作流程，决定施行日期",
        "Write the regulations and work flows, and put them into force",
        STREET_OFFICE,
    ),
    Action.COURSE_READ: row(
        "查看所在街道的课程和培训安排",
        "Read the courses and sessions of your own street",
        EVERY_ROLE,
    ),
    Action.COURSE_MANAGE: row(
        "开设、修改、停开课程",
        "Offer and change courses",
        STREET_OFFICE,
    ),
    Action.TRAINING_READ: row(
        "查看培训记录（专员只能看本人的）",
        "Read attendance and results; commissioners their own",
        STAFF,
        commissioner=Scope.OWN,
    ),
    Action.TRAINING_RECORD: row(
        "组织培训，登记出勤和结果",
        "Hold sessions, and write down attendance and results",
        WORKSTATION,
        officer=Scope.STREET,
    ),
    Action.TRAINING_ENROL: row(
        "报名和退出培训（专员只能为本人）",
        "Take and return a seat; commissioners their own",
        WORKSTATION,
        commissioner=Scope.OWN,
        officer=Scope.STREET,
    ),
    Action.HANDBOOK_READ: row(
        "查看服务手册的编制情况（已出版的任何人可看）",
        "See which parts of a handbook are complete; anyone may read published ones",
        STAFF,
        commissioner=Scope.COMMUNITY,
    ),
    Action.HANDBOOK_MANAGE: row(
        "编制、出版服务手册，公开监督渠道",
        "Write and publish the handbook, and make the supervision channel public",
        ORGANISERS,
        officer=Scope.STREET,
    ),
}
