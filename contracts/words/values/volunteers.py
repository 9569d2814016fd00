"""The names of the values of volunteers, teams, activities and hours."""

from __future__ import annotations

_SEEN_FOR = {
    "meeting": ("约见面", "arrange a meeting"),
    "arrange_service": ("商量服务安排", "arrange service"),
    "verify": ("核实情况", "verify"),
    "hand_out_code": ("交给本人查询码", "hand the person their code"),
    "asked_by_person": ("本人要求", "asked by the person"),
    "other": ("其他", "other"),
}

VALUES = {
    "VolunteerDisclosureReason": _SEEN_FOR,
    "VolunteerSeenFor": _SEEN_FOR
    | {
        "notice": ("系统发送通知", "message sent by the system"),
        "national_record": ("报送全国志愿服务信息系统", "table for the national system"),
    },
    "AgeGroup": {
        "adult": ("成年", "adult"),
        "aged_14_to_17": ("14 至 17 周岁", "aged 14 to 17"),
        "under_14": ("未满 14 周岁", "under 14"),
    },
    "FreeTime": {
        "weekday_daytime": ("工作日白天", "weekdays in the daytime"),
        "weekday_evening": ("工作日晚上", "weekday evenings"),
        "saturday": ("星期六", "Saturdays"),
        "sunday": ("星期日", "Sundays"),
        "public_holiday": ("法定节假日", "public holidays"),
    },
    "RegistrationState": {
        "applied": ("待见面", "applied"),
        "active": ("在册", "active"),
        "left": ("已退出", "left"),
    },
    "RegisteredHow": {
        "web": ("网上", "on the web"),
        "paper": ("纸质", "on paper"),
        "in_person": ("当面", "in person"),
        "by_phone": ("电话", "by phone"),
        "table": ("名册导入", "in a table"),
    },
    "WrittenDownHow": {
        "paper": ("纸质", "on paper"),
        "in_person": ("当面", "in person"),
        "by_phone": ("电话", "by phone"),
    },
    "NationalTable": {
        "volunteers": ("义工名册", "volunteers"),
        "hours": ("服务时长", "hours of service"),
    },
    "NationalField": {
        "registration_number": ("注册编号", "registration number"),
        "name": ("姓名", "name"),
        "phone": ("电话", "phone"),
        "national_number": ("志愿者编号", "national number"),
        "age_group": ("年龄段", "age group"),
        "registered_on": ("注册日期", "registered on"),
        "insured_until": ("保险到期日", "insured until"),
        "community": ("社区代码", "code of the community"),
        "activity_number": ("活动编号", "number of the activity"),
        "activity": ("活动名称", "activity"),
        "category": ("服务类别", "field of work"),
        "served_on": ("服务日期", "served on"),
        "began_at": ("开始时间", "began at"),
        "ended_at": ("结束时间", "ended at"),
        "minutes": ("分钟", "minutes"),
        "hours": ("小时", "hours"),
    },
    "NationalTrouble": {
        "consent_missing": ("没有同意", "no consent"),
        "value_missing": ("未填写", "missing"),
        "too_long": ("过长", "too long"),
        "code_missing": ("没有代码", "no code"),
    },
    "MembershipKind": {
        "volunteer": ("义工", "volunteer"),
        "social_worker": ("社工", "social worker"),
        "staff": ("工作人员", "staff"),
    },
    "MembershipState": {
        "offered": ("待答复", "offered"),
        "accepted": ("在队", "accepted"),
        "declined": ("已婉拒", "declined"),
        "lapsed": ("逾期未答复", "lapsed"),
        "ended": ("已离队", "ended"),
    },
    "SuccessorReason": {
        "led": ("带队满一年", "led a group for a year"),
        "served": ("在队满一年", "served in the team for a year"),
    },
    "InvitationState": {
        "open": ("可用", "in use"),
        "withdrawn": ("已撤回", "withdrawn"),
        "over": ("已过期", "over"),
    },
    "MatchReason": {
        "category": ("愿意做这类事", "likes this field of work"),
        "skill": ("会所需技能", "has the skill"),
        "free_time": ("有空的时间合适", "has time then"),
        "idle": ("还没有加入团队", "belongs to no team yet"),
        "busy": ("已在别的团队", "belongs to other teams"),
        "served": ("近来服务已经很多", "has served much lately"),
    },
    "Organiser": {
        "team": ("专员团队", "team"),
        "party_committee": ("社区综合党委", "party committee"),
        "workstation": ("工作站", "workstation"),
        "residents_committee": ("居委会", "residents' committee"),
        "service_centre": ("服务中心", "service centre"),
    },
    "ActivityState": {
        "draft": ("草稿", "draft"),
        "submitted": ("待审批", "submitted"),
        "approved": ("已批准", "approved"),
        "published": ("已发布", "published"),
        "held": ("已举办", "held"),
        "reported": ("已总结", "reported"),
        "closed": ("已办结", "closed"),
        "cancelled": ("已取消", "cancelled"),
    },
    "SignUpState": {
        "confirmed": ("已确认", "confirmed"),
        "waiting": ("候补", "waiting"),
        "offered": ("有名额，待答复", "offered a place"),
        "withdrawn": ("已取消", "withdrawn"),
        "lapsed": ("逾期未答复", "lapsed"),
    },
    "FindingState": {
        "open": ("待处理", "open"),
        "settled": ("已当场解决", "settled"),
        "passed_on": ("已转为诉求", "passed on"),
    },
    "Rhythm": {
        "weekly": ("每周", "every week"),
        "fortnightly": ("每两周", "every other week"),
        "monthly": ("每月同一个星期几", "every month on the same weekday"),
    },
    "OtherDay": {
        "kept": ("照常举办", "keep the day"),
        "left_out": ("跳过", "leave it out"),
        "moved": ("顺延到下一个合适的日子", "move it to the next fitting day"),
    },
    "Presence": {
        "present": ("到场", "present"),
        "late": ("迟到", "late"),
        "early": ("早退", "left early"),
        "absent": ("缺席", "absent"),
        "excused": ("请假", "excused"),
    },
    "HoursState": {
        "recorded": ("已记录", "recorded"),
        "attested": ("已核实，公示中", "attested"),
        "counted": ("已计入", "counted"),
        "refused": ("不予计入", "refused"),
    },
    "HoursBy": {
        "person": ("按义工", "by person"),
        "team": ("按团队", "by team"),
        "category": ("按工作领域", "by field of work"),
        "community": ("按社区", "by community"),
        "month": ("按月份", "by month"),
    },
    "Unusual": {
        "long_day": ("当日超过 10 小时", "more than 10 hours on that day"),
        "same_minutes": ("整队分钟数相同", "the whole team with the same minutes"),
        "many_a_day": (
            "一人一日核实超过 200 小时",
            "more than 200 hours attested by one person in a day",
        ),
    },
    "HourCertificateState": {
        "standing": ("有效", "standing"),
        "replaced": ("已更正，作废", "replaced"),
    },
    "CatalogueKind": {
        "skill": ("技能", "skill"),
        "interest": ("兴趣", "interest"),
    },
    "ReminderKind": {
        "unanswered": ("注册后 14 天还没有见面", "waits for a meeting for 14 days"),
        "comes_of_age": ("请核对年龄段", "ask about the age group"),
        "insurance_ends": ("保险将到期", "insurance ends"),
        "skill_ends": ("技能证明将到期", "proof of a skill ends"),
    },
    "GroupKind": {
        "interest_group": ("兴趣队伍", "interest group"),
        "shop_association": ("商铺自律会", "association of shops"),
        "pet_association": ("宠物协会", "pet association"),
        "other_association": ("其他协会", "other association"),
    },
    "GroupState": {
        "active": ("活动中", "active"),
        "dissolved": ("已解散", "dissolved"),
    },
    "GroupRole": {
        "founder": ("发起人", "founder"),
        "leader": ("负责人", "leader"),
        "member": ("成员", "member"),
    },
    "GroupDocumentKind": {
        "rules": ("章程规定", "rules"),
        "handbook": ("手册", "handbook"),
        "opinion": ("意见", "opinion"),
        "other_text": ("其他", "other"),
    },
    "ContestLevel": {
        "community": ("社区级", "community"),
        "street": ("街道级", "street"),
        "district": ("区级", "district"),
        "city": ("市级", "city"),
    },
    "ContestAward": {
        "first_prize": ("一等奖", "first prize"),
        "second_prize": ("二等奖", "second prize"),
        "third_prize": ("三等奖", "third prize"),
        "merit_prize": ("优秀奖", "merit prize"),
        "took_part": ("参加", "took part"),
    },
}
