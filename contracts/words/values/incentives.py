"""The names of the values of incentives (履职评价与激励)."""

from __future__ import annotations

VALUES = {
    "BurstDecision": {
        "counted": ("计入", "count"),
        "left_out": ("不计入", "left out"),
    },
    "Criterion": {
        "settled": ("化解率", "settled"),
        "in_time": ("按期办结率", "closed in time"),
        "receptions": ("接待人次", "people received"),
        "training": ("培训学时", "hours of training"),
        "residents": ("居民评议", "residents' approval"),
        "ballot": ("居民投票", "ballot"),
        "committee": ("综合党委打分", "points of the committee"),
        "peers": ("专员互评", "points of peers"),
    },
    "FigureName": {
        "receptions": ("接待人次", "people received"),
        "appeals_taken": ("接办诉求", "appeals taken"),
        "appeals_closed": ("办结诉求", "appeals closed"),
        "appeals_settled": ("化解", "appeals settled"),
        "appeals_explained": ("解释说服办结", "appeals explained"),
        "closed_in_time": ("按期办结", "closed in time"),
        "opened_again": ("被要求重办", "opened again"),
        "ratings": ("办结评价", "ratings of closings"),
        "resident_ratings": ("居民评议", "ratings of work reports"),
        "referrals": ("上报跟进", "referrals followed up"),
        "activities": ("组织活动", "activities held"),
        "people_recruited": ("招募义工", "people recruited"),
        "minutes_led": ("带队服务分钟数", "minutes of service led"),
        "promises": ("服务承诺", "promises of service"),
        "promises_kept": ("承诺兑现", "promises kept"),
        "training_hours": ("培训学时", "hours of training"),
    },
    "HonourState": {
        "standing": ("有效", "valid"),
        "replaced": ("已补发", "replaced"),
        "revoked": ("已撤销", "revoked"),
    },
    "ComplainantSeenFor": {
        "verify": ("核实情况", "to verify what happened"),
        "contact": ("联系投诉人", "to talk to the complainant"),
        "tell_result": ("告知处理结果", "to tell the result"),
        "other": ("其他", "other"),
    },
    "ComplaintFinding": {
        "founded": ("查实", "founded"),
        "unfounded": ("查无实据", "unfounded"),
    },
    "ComplaintMeasure": {
        "reminder": ("提醒", "a reminder"),
        "talk": ("谈话", "a talk"),
        "correction": ("要求改正", "a correction"),
        "dismissal": ("按程序解聘", "dismissal by its procedure"),
    },
    "ComplaintState": {
        "received": ("核实中", "being examined"),
        "examined": ("待答复", "to be answered"),
        "answered": ("已答复", "answered"),
        "in_review": ("复核中", "in review"),
        "reviewed": ("已复核", "reviewed"),
        "closed": ("已办结", "closed"),
    },
    "ComplaintWay": {
        "web": ("网上", "on the web"),
        "paper": ("纸质", "on paper"),
        "phone": ("电话", "by phone"),
        "in_person": ("当面", "in person"),
    },
    "HeardSide": {
        "complainant": ("投诉人", "the complainant"),
        "commissioner": ("被投诉的专员", "the commissioner"),
    },
    "PromiseFact": {
        "receptions": ("值班接待次数", "receptions"),
        "referrals": ("上报跟进件数", "referrals followed up"),
        "activities": ("组织活动场次", "activities held"),
        "first_answers": ("首次答复时间", "hours until a first answer"),
        "training_hours": ("培训学时", "hours of training"),
    },
    "PromiseVerdict": {
        "kept": ("已兑现", "kept"),
        "missed": ("未兑现", "missed"),
        "not_countable": ("无法统计", "not countable"),
    },
    "RatedBy": {
        "web": ("网上", "on the web"),
        "paper": ("纸质", "on paper"),
        "phone": ("电话", "by phone"),
    },
    "SelectionState": {
        "draft": ("起草中", "draft"),
        "open": ("评议投票中", "open"),
        "counted": ("已计分", "counted"),
        "nominated": ("已提名", "nominated"),
        "in_notice": ("公示中", "in public notice"),
        "checked": ("已审核", "checked"),
        "awarded": ("已表彰", "awarded"),
    },
    "ReportState": {
        "draft": ("起草中", "draft"),
        "approved": ("已审定", "approved"),
        "published": ("已发布", "published"),
    },
    "MeetingState": {
        "planned": ("已安排", "planned"),
        "held": ("已召开", "held"),
    },
    "MeetingReply": {
        "invited": ("未答复", "not answered"),
        "accepted": ("参加", "will come"),
        "declined": ("不能参加", "will not come"),
        "lapsed": ("因离任失效", "lapsed, as the person left office"),
    },
    "DeputyBody": {
        "peoples_congress": ("区人大代表", "deputy of the district's people's congress"),
        "consultative_conference": (
            "区政协委员",
            "member of the district's consultative conference",
        ),
    },
    "NominationOutcome": {
        "pending": ("尚无结果", "no outcome yet"),
        "elected": ("当选", "elected"),
        "not_elected": ("未当选", "not elected"),
        "withdrawn": ("已退出", "withdrawn"),
    },
    "ProjectReviewState": {
        "draft": ("起草中", "draft"),
        "open": ("评价中", "open"),
        "closed": ("待答复", "closed, waits for the answer"),
        "answered": ("已答复", "answered"),
    },
    "ReviewerKind": {
        "commissioner": ("社区专员", "commissioner"),
        "activist": ("积极分子", "activist"),
    },
    "InviteeSeenFor": {
        "invite": ("送达邀请或评价码", "to hand over the invitation or code"),
        "remind": ("提醒", "to remind them"),
        "other": ("其他", "another reason"),
    },
}
