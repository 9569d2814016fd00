"""The closed vocabularies of recruitment and appointment (招募与聘任)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self, cast


class ApplicationState(StrEnum):
    """Where an application stands."""

    RECOMMENDED = "recommended"  # 待本人同意
    RECEIVED = "received"  # 已报名
    SELECTED = "selected"  # 拟聘
    UNSUCCESSFUL = "unsuccessful"  # 未入选
    WITHDRAWN = "withdrawn"  # 已撤回
    APPOINTED = "appointed"  # 已聘任


class ApplicationSource(StrEnum):
    """How an application came."""

    WEB = "web"  # 网上自荐
    PAPER = "paper"  # 纸质报名表
    IN_PERSON = "in_person"  # 当面
    BY_PHONE = "by_phone"  # 电话
    RECOMMENDED = "recommended"  # 推荐


class ReceivedHow(StrEnum):
    """How something reached the clerk who writes it down."""

    PAPER = "paper"  # 纸质
    IN_PERSON = "in_person"  # 当面
    BY_PHONE = "by_phone"  # 电话


class Recommender(StrEnum):
    """Who recommends."""

    RESIDENT = "resident"  # 居民
    GROUP = "group"  # 社会组织、团队


class AskedInWay(StrEnum):
    """How residents were asked what they think of somebody."""

    MEETING = "meeting"  # 居民会议
    DOOR_TO_DOOR = "door_to_door"  # 入户走访
    SURVEY = "survey"  # 问卷
    PHONE = "phone"  # 电话
    OTHER = "other"  # 其他


class Kind(StrEnum):
    """Which of the three kinds of people a commissioner is. R15 to R17."""

    GROUP_LEADER = "group_leader"  # 群众认可的社团领袖
    FOUND_FOR_NEED = "found_for_need"  # 急需而挖掘出的人员
    INTERIM = "interim"  # 工作站人员过渡


class AppointmentState(StrEnum):
    """How far an appointment is."""

    PROPOSED = "proposed"  # 已提名
    IN_NOTICE = "in_notice"  # 公示中
    PENDING = "pending"  # 已决定，待“四个统一”
    IN_OFFICE = "in_office"  # 在聘
    ENDED = "ended"  # 已终止
    REFUSED = "refused"  # 未通过
    WITHDRAWN = "withdrawn"  # 已撤回


class Part(StrEnum):
    """The four unified parts (四个统一), without which nobody is in office. R14."""

    CEREMONY = "ceremony"  # 聘任仪式
    CERTIFICATE = "certificate"  # 聘任证书
    HANDBOOK = "handbook"  # 服务手册
    CHANNEL = "channel"  # 监督渠道


class EndReason(StrEnum):
    """Why an appointment ended."""

    TERM_OVER = "term_over"  # 届满
    RESIGNED = "resigned"  # 辞任
    DISMISSED = "dismissed"  # 解聘
    MOVED_AWAY = "moved_away"  # 迁离
    DIED = "died"  # 去世
    SUPERSEDED = "superseded"  # 过渡结束


class Grade(StrEnum):
    """What the committee says of a year (年度评价)."""

    EXCELLENT = "excellent"  # 优秀
    COMPETENT = "competent"  # 称职
    BASICALLY_COMPETENT = "basically_competent"  # 基本称职
    NOT_COMPETENT = "not_competent"  # 不称职


class CampaignChannel(StrEnum):
    """Where people hear of it."""

    NOTICE_BOARD = "notice_board"  # 公告栏
    WEB = "web"  # 网站
    WECHAT_GROUP = "wechat_group"  # 微信群
    HOUSE_VISIT = "house_visit"  # 入户
    LEAFLET = "leaflet"  # 宣传单
    MEETING = "meeting"  # 居民会议
    BROADCAST = "broadcast"  # 广播


class CampaignState(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"  # 草稿
    ANNOUNCED = "announced"  # 已发布
    OPEN = "open"  # 报名中
    CLOSED = "closed"  # 报名截止
    CONCLUDED = "concluded"  # 已结束


class CertificateState(StrEnum):
    """Whether a certificate counts."""

    PREPARED = "prepared"  # 待到任
    VALID = "valid"  # 有效
    EXPIRED = "expired"  # 届满
    ENDED = "ended"  # 聘任已提前终止
    REPLACED = "replaced"  # 已补发，本证作废
    REVOKED = "revoked"  # 已作废


class TrainingState(StrEnum):
    """What becomes of a session."""

    PLANNED = "planned"  # 已安排
    HELD = "held"  # 已举办
    CANCELLED = "cancelled"  # 已取消


class AttendanceState(StrEnum):
    """Whether somebody was there."""

    ENROLLED = "enrolled"  # 已报名
    ATTENDED = "attended"  # 出席
    ABSENT = "absent"  # 缺席
    LEFT = "left"  # 已退出


class CourseResult(StrEnum):
    """What came of it."""

    PASSED = "passed"  # 通过
    FAILED = "failed"  # 未通过


class ApplicantSeenFor(StrEnum):
    """Why somebody needs the whole."""

    VERIFY = "verify"  # 核实报名情况
    INTERVIEW = "interview"  # 联系面谈
    TELL_RESULT = "tell_result"  # 告知结果
    PREPARE_APPOINTMENT = "prepare_appointment"  # 办理聘任
    ASKED_BY_PERSON = "asked_by_person"  # 本人要求
    OTHER = "other"  # 其他，须说明


class PersonKind(StrEnum):
    """Whose name or contact was seen."""

    APPLICANT = "applicant"  # 报名人
    APPOINTEE = "appointee"  # 聘任人选
    OBJECTOR = "objector"  # 提出异议者


class ContactSeenFor(StrEnum):
    """Why somebody needs the contact of who is appointed, or of who objects."""

    VERIFY = "verify"  # 核实情况
    CONTACT = "contact"  # 联系本人
    TELL_RESULT = "tell_result"  # 告知结果
    PREPARE_OFFICE = "prepare_office"  # 办理聘任手续
    ASKED_BY_PERSON = "asked_by_person"  # 本人要求
    OTHER = "other"  # 其他，须说明


class PromisePeriod(StrEnum):
    """How often a promise is to be kept."""

    EACH_TIME = "each_time"  # 每次
    WEEK = "week"  # 每周
    MONTH = "month"  # 每月
    QUARTER = "quarter"  # 每季度
    YEAR = "year"  # 每年


class Side(StrEnum):
    """Which side confirms."""

    GIVEN = "given"  # 移交方
    RECEIVED = "received"  # 接收方


class DataOf(StrEnum):
    """From where the holidays of a year are known."""

    PUBLISHED = "published"  # 已公布
    DECLARED = "declared"  # 已录入并声明齐全
    ENTERED = "entered"  # 自行录入，未声明齐全
    NOTHING = "nothing"  # 无数据


class AskedHow(StrEnum):
    """How a person asked for the erasure."""

    ONESELF = "oneself"  # 本人操作
    IN_PERSON = "in_person"  # 当面
    BY_PHONE = "by_phone"  # 电话
    IN_WRITING = "in_writing"  # 书面


@dataclass(frozen=True)
class Standard:
    """What a number is where a street set nothing, between which values it makes sense, its words.

    `is_from_source`: a requirement gives the value; else it is our proposal.
    """

    default: int
    least: int
    most: int
    zh: str
    en: str
    is_from_source: bool = False


class Parameter(StrEnum):
    """A number that a street may set (制度参数); each is added here, by whoever enforces it.

    Every service reads it with `groundwork.parameters`, and has the default where nothing is set.
    """

    standard: Standard

    def __new__(cls, value: str, standard: Standard | None = None) -> Self:
        """The value is the name; the standard goes with it.

        A call with the name alone finds the member, which Enum does without this.
        """
        made = str.__new__(cls, value)
        made._value_ = value
        made.standard = cast("Standard", standard)
        return made

    POST_CAP = (
        "post_cap",
        Standard(
            10,
            1,
            50,
            "每个社区岗位职数上限（个）",
            "Posts of a community at most",
            is_from_source=True,
        ),
    )
    TERM_MONTHS = (
        "term_months",
        Standard(
            12, 1, 60, "专员聘期（月）", "Term of a commissioner, in months", is_from_source=True
        ),
    )
    NOTICE_WORKDAYS = (
        "notice_workdays",
        Standard(5, 1, 30, "公示期（工作日）", "Public notice, in working days"),
    )
    FIRST_REMINDER_DAYS = (
        "first_reminder_days",
        Standard(
            60, 1, 180, "聘期届满首次提醒（提前天数）", "First reminder, in days before a term ends"
        ),
    )
    SECOND_REMINDER_DAYS = (
        "second_reminder_days",
        Standard(
            30,
            1,
            180,
            "聘期届满再次提醒（提前天数）",
            "Second reminder, in days before a term ends",
        ),
    )
    BACK_ENTRY_DAYS = (
        "back_entry_days",
        Standard(
            30,
            1,
            90,
            "补录期限（天）；更早的事项须经街道办批准补录",
            "Days back that a step may be dated; earlier ones need the street's consent to back entries",
        ),
    )
    SHARING_MEETINGS_A_YEAR = (
        "sharing_meetings_a_year",
        Standard(
            4,
            1,
            12,
            "每年经验分享会（次）；系统登记分享会之后据此对照，目前只写入实施办法",
            "Sharing meetings in a year: what they are measured against once they are kept here; "
            "until then it stands in the regulations only",
            is_from_source=True,
        ),
    )
    DISCLOSURES_A_DAY = (
        "disclosures_a_day",
        Standard(
            30,
            1,
            1000,
            "一个账号每日查看完整联系方式的人数；超过后告知综合党委或街道",
            "Contacts that one account sees whole in a day; beyond it the party committee or the "
            "street is told",
        ),
    )


class PostCategory(StrEnum):
    """Fields of work (岗位类别): those that the source names, and all others. R7, R9."""

    PET_MANAGEMENT = "pet_management"  # 宠物管理
    PET_KEEPING = "pet_keeping"  # 宠物饲养
    TOWING_TRADE = "towing_trade"  # 拖车行业
    SHOP_SELF_DISCIPLINE = "shop_self_discipline"  # 商铺自律
    FIRE_SAFETY = "fire_safety"  # 消防安全
    ENVIRONMENT = "environment"  # 环境卫生
    CLOTHING_TRADE = "clothing_trade"  # 服装行业
    YOUNG_WORKERS = "young_workers"  # 青工服务
    PARTY_BUILDING = "party_building"  # 党建组织
    CULTURE_AND_SPORTS = "culture_and_sports"  # 文体
    TRADE_ASSOCIATIONS = "trade_associations"  # 行业协会
    CIVILITY = "civility"  # 文明促进
    OTHER = "other"  # 其他


class PostState(StrEnum):
    """Where a post stands."""

    DRAFT = "draft"  # 拟设
    OPEN = "open"  # 已设立
    ADVERTISED = "advertised"  # 招募中
    INTERIM_FILLED = "interim_filled"  # 临时兼任，继续招募
    FILLED = "filled"  # 已聘任
    CLOSED = "closed"  # 已撤销


class RegulationKind(StrEnum):
    """Of which part of the measures it is."""

    REGULATION = "regulation"  # 规章制度
    WORK_FLOW = "work_flow"  # 工作流程


class RegulationName(StrEnum):
    """Which document: ten regulations, then eight work flows."""

    SELECTION = "selection"  # 选聘
    TRAINING = "training"  # 培训
    INCENTIVES = "incentives"  # 激励
    PROJECT_SUPPORT = "project_support"  # 项目扶持资金
    DUTIES = "duties"  # 岗位职责
    APPRAISAL = "appraisal"  # 年度评价
    RESERVE = "reserve"  # 后备人才
    SHARING_MEETINGS = "sharing_meetings"  # 经验分享会
    SUPERVISION = "supervision"  # 监督与公开
    PERSONAL_DATA = "personal_data"  # 个人信息保护
    GATHERING_OPINIONS = "gathering_opinions"  # 固定联络站收集民意
    SETTLING_APPEALS = "settling_appeals"  # 诉求化解
    SOLVING_PROBLEMS = "solving_problems"  # 公共问题解决
    NEEDS_SURVEY = "needs_survey"  # 居民需求问卷
    RECRUITING = "recruiting"  # 招募与报名
    APPOINTING = "appointing"  # 聘任
    ENDING = "ending"  # 届满、续聘与离任交接
    OBJECTIONS = "objections"  # 异议与投诉处理


class LineChange(StrEnum):
    """What became of a line between two versions."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class StageKind(StrEnum):
    """What is done in a stage."""

    CHECK = "check"  # 资格审查
    INTERVIEW = "interview"  # 面谈
    OPINION = "opinion"  # 居民意见
    RANKING = "ranking"  # 排序，提请党委研究


class Outcome(StrEnum):
    """How an application ends."""

    SELECTED = "selected"  # 拟聘
    NOT_SELECTED = "not_selected"  # 未入选


class SurveyState(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"  # 起草
    OPEN = "open"  # 开放作答
    CLOSED = "closed"  # 截止
    PUBLISHED = "published"  # 已公布结果


class QuestionType(StrEnum):
    """How a question is answered."""

    SINGLE = "single"  # 单选
    MULTIPLE = "multiple"  # 多选
    RATING = "rating"  # 评分 1–5
    NUMBER = "number"  # 数字
    TEXT = "text"  # 填空


class AnswerPer(StrEnum):
    """Of whom one answer counts."""

    HOUSEHOLD = "household"  # 每户一份
    PHONE = "phone"  # 每个手机号一份


class AnswerWay(StrEnum):
    """How an answer came in."""

    WEB = "web"
    PAPER = "paper"


class Leaving(StrEnum):
    """The reasons that lie with the person; others come by themselves, or by a dismissal.

    There is no other reason to state: a removal is the committee's, after a hearing.
    """

    RESIGNED = "resigned"
    MOVED_AWAY = "moved_away"
    DIED = "died"
