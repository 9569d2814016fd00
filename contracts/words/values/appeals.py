"""The names of the values of appeals (诉求)."""

from __future__ import annotations

_RECORDED = {
    "phone": ("来电", "phone"),
    "desk": ("工作站窗口", "workstation desk"),
    "station_duty": ("轮值接待", "duty at the station"),
    "home_visit": ("走访", "home visit"),
    "observation": ("主动发现", "own observation"),
    "platform": ("平台转来", "another platform"),
}
_SEEN_FOR = {
    "call_back": ("回电", "call back"),
    "home_visit": ("上门", "visit at home"),
    "verify": ("核实情况", "verify"),
    "hand_over": ("转交有权处理的部门", "hand over to the body in charge"),
    "asked_by_person": ("本人要求", "asked by the person"),
    "other": ("其他", "other"),
}

VALUES = {
    "State": {
        "received": ("已收到", "received"),
        "accepted": ("已受理", "accepted"),
        "assigned": ("已交办", "assigned"),
        "closed": ("已办结", "closed"),
    },
    "Outcome": {
        "settled": ("化解", "settled"),
        "explained": ("解释说服", "explained"),
        "escalated": ("逐级上报", "passed to a higher level"),
        "transferred": ("转办", "passed to the body in charge"),
        "declined": ("不予受理", "declined"),
        "withdrawn": ("撤回", "withdrawn"),
    },
    "Method": {
        "provide_information": ("① 提供解决问题的途径和信息", "① provide information"),
        "settle_on_the_spot": ("② 当场回答和解决", "② answer and settle on the spot"),
        "suggest_solution": ("③ 提出方法和建议", "③ suggest a solution"),
        "report_and_follow_up": ("④ 反映并跟进解决", "④ report and follow up"),
        "joint_office_on_site": ("⑤ 邀请现场办公", "⑤ joint office on site"),
        "explain_and_persuade": ("⑥ 解释说服", "⑥ explain and persuade"),
        "propose_upwards": ("⑦ 提案逐级上报", "⑦ propose upwards"),
    },
    "ApplicantGroup": {
        "resident": ("居民", "resident"),
        "migrant_worker": ("外来务工人员", "migrant worker"),
        "merchant": ("商户", "merchant"),
        "tenant": ("租户", "tenant"),
        "elderly": ("老年人", "elderly person"),
        "youth": ("青少年", "young person"),
        "disabled": ("残障人士", "disabled person"),
        "other": ("其他", "other"),
    },
    "AppealChannel": {"web": ("网上提交", "web")} | _RECORDED,
    "RecordedChannel": _RECORDED,
    "Channel": {
        "station_duty": ("轮值定时", "duty at the station"),
        "home_visit": ("走访", "home visit"),
        "phone_or_web": ("公示的手机、家园网", "published phone or web"),
    },
    "DisclosureReason": _SEEN_FOR,
    "SeenFor": _SEEN_FOR | {"notice": ("系统发送通知", "message sent by the system")},
    "AskedHow": {
        "in_person": ("当面", "in person"),
        "by_phone": ("电话", "by phone"),
        "in_writing": ("书面", "in writing"),
    },
    "ErasedBy": {
        "person": ("本人", "the person"),
        "staff": ("工作人员代为登记", "staff, for the person"),
        "retention": ("超过保存期限", "end of the retention period"),
    },
}
