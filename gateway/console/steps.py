"""The history of a thing in words: for its person, and for those who handle it."""

from __future__ import annotations

from gateway.console.languages import Sentence, _

_STEPS = {
    "received": _("已收到"),
    "accepted": _("已受理"),
    "declined": _("不予受理"),
    "assigned": _("已交给专员"),
    "action_taken": _("办理中"),
    "closed": _("已办结"),
    "reopened": _("重新办理"),
    "contested": _("您反映没有解决，重新办理"),
    "rated": _("您已评价"),
    "withdrawn": _("已撤回"),
    "erased": _("个人信息已删除"),
    "handed_over": _("换了专员"),
    "given_back": _("交回工作站，另行安排"),
    "recommended": _("有人推荐"),
    "consented": _("您同意了推荐"),
    "edited": _("您修改了报名"),
    "stage_passed": _("通过一个环节"),
    "stage_failed": _("没有通过一个环节"),
    "selected": _("入选"),
    "turned_down": _("没有入选"),
    "appointed": _("已聘任"),
    "notice_agreed": _("您同意公示姓名"),
    "notice_declined": _("您不再同意公示姓名"),
    "reserve_agreed": _("您同意进入后备人才"),
    "reserve_left": _("您退出了后备人才"),
}

#: For those who handle it, by the kind of thing.
_HANDLED: dict[str, dict[str, Sentence]] = {
    "appeal": {
        "received": _("收到"),
        "accepted": _("受理"),
        "declined": _("不予受理"),
        "assigned": _("交给专员"),
        "action_taken": _("办理"),
        "closed": _("办结"),
        "reopened": _("重新办理"),
        "contested": _("居民说没有解决，重新办理"),
        "rated": _("居民评价"),
        "withdrawn": _("撤回"),
        "erased": _("个人信息已删除"),
        "handed_over": _("移交给接任专员"),
        "given_back": _("退回工作站"),
        "due_soon": _("提醒即将到期"),
        "overdue": _("提醒已超期"),
    },
    "group": {
        "founded": _("登记成立"),
        "edited": _("修改"),
        "person_named": _("登记人员"),
        "person_removed": _("登记人员退出"),
        "document_adopted": _("登记文件"),
        "meeting_recorded": _("登记会议"),
        "contest_recorded": _("登记比赛成绩"),
        "handed_over": _("换了专员"),
        "dissolved": _("解散"),
        "restored": _("恢复"),
    },
    "activity": {
        "planned": _("起草"),
        "repeated": _("安排定期举办"),
        "edited": _("修改"),
        "submitted": _("提交审批"),
        "approved": _("批准"),
        "returned": _("退回"),
        "published": _("发布"),
        "cancelled": _("取消"),
        "rescheduled": _("改期"),
        "held": _("已举办"),
        "reported": _("提交总结"),
        "report_returned": _("退回总结"),
        "closed": _("办结"),
        "handed_over": _("换了专员"),
    },
    "post": {
        "created": _("拟设岗位"),
        "edited": _("修改"),
        "opened": _("设立"),
        "advertised": _("发布招募"),
        "withdrawn": _("停止招募"),
        "filled": _("聘任到岗"),
        "interim_filled": _("安排临时兼任"),
        "vacated": _("转为空缺"),
        "closed": _("撤销"),
    },
    "campaign": {
        "created": _("起草"),
        "edited": _("修改"),
        "announced": _("发布"),
        "opened": _("开始报名"),
        "extended": _("延期"),
        "closed": _("截止报名"),
        "screened": _("开始筛选"),
        "concluded": _("结束"),
    },
    "application": {
        "received": _("报名"),
        "recommended": _("有人推荐"),
        "consented": _("本人同意推荐并报名"),
        "edited": _("修改"),
        "withdrawn": _("撤回"),
        "erased": _("个人信息已删除"),
        "notice_agreed": _("同意公示姓名"),
        "notice_declined": _("不同意公示姓名"),
        "reserve_agreed": _("同意列入后备"),
        "reserve_left": _("移出后备名单"),
        "stage_passed": _("通过一个环节"),
        "stage_failed": _("没有通过一个环节"),
        "selected": _("列为拟聘人选"),
        "selected_again": _("恢复为拟聘人选"),
        "turned_down": _("没有入选"),
        "replaced": _("另选他人"),
        "appointed": _("已聘任"),
    },
    "appointment": {
        "proposed": _("提名"),
        "notice_opened": _("开始公示"),
        "objected": _("有人提出异议"),
        "objection_answered": _("答复异议"),
        "approved": _("决定聘任"),
        "refused": _("决定不聘任"),
        "part_marked": _("完成“四个统一”中的一项"),
        "began": _("到任"),
        "evaluated": _("年度评价"),
        "reminded": _("提醒聘期将满"),
        "left": _("离任"),
        "dismissed": _("解聘"),
        "expired": _("聘期届满"),
        "superseded": _("过渡结束"),
        "successor_named": _("指定接任人"),
        "withdrawn": _("撤回"),
        "account_named": _("填写账号"),
        "erased": _("个人信息已删除"),
    },
    "complaint": {
        "received": _("收到投诉"),
        "abstained": _("回避"),
        "complainant_heard": _("听取投诉人说法"),
        "commissioner_heard": _("听取专员说法"),
        "looked_into": _("核实"),
        "confirmed": _("第二人核实"),
        "extended": _("告知延期"),
        "answered": _("答复"),
        "review_asked": _("投诉人申请复核"),
        "reviewed": _("街道办复核"),
        "closed": _("办结"),
        "contact_erased": _("联系方式已删除"),
    },
    "registration": {
        "registered": _("注册"),
        "imported": _("从名册导入"),
        "changed": _("修改资料"),
        "trained": _("登记培训"),
        "met": _("见面确认"),
        "account_named": _("填写账号"),
        "left": _("退出"),
        "succession_chosen": _("选择是否愿意接任"),
        "merged": _("与另一份注册合并"),
        "kept_apart": _("确认是两个人"),
        "erased": _("个人信息已删除"),
    },
    "account": {
        "created": _("建立账号"),
        "changed": _("修改资料"),
        "closed": _("注销账号"),
        "erased": _("个人信息已删除"),
        "initial_password_given": _("发放初始密码"),
        "password_changed": _("修改密码"),
        "role_given": _("授予角色"),
        "team_joined": _("加入团队"),
        "role_ended": _("角色终止"),
        "second_factor_enrolled": _("绑定动态验证码"),
        "second_factor_removed": _("解除动态验证码"),
    },
    "survey": {
        "created": _("起草"),
        "edited": _("修改"),
        "opened": _("开放填写"),
        "closed": _("截止"),
        "published": _("公布结果"),
        "copied": _("复制为新问卷"),
        "paper_recorded": _("录入纸质问卷"),
        "texts_sorted": _("归类填空回答"),
    },
}


#: Of what the steps tell that have this shape; others are told as their person reads them.
_TOLD_BY = {
    "Step": "appeal",
    "PostStep": "post",
    "CampaignChange": "campaign",
    "ApplicationStep": "application",
    "AppointmentStep": "appointment",
    "SurveyStep": "survey",
    "AccountEntry": "account",
    "ExportedEntry": "account",
    "ComplaintStep": "complaint",
}


def of_shape(name: str, what: str) -> Sentence:
    """The word for a step in an answer of this shape."""
    kind = _TOLD_BY.get(name)
    return step_word(what) if kind is None else happened(kind, what)


def happened(kind: str, what: str) -> Sentence:
    """The word for a step, for those who handle things of this kind."""
    return _HANDLED.get(kind, {}).get(what, _("有新进展"))


def step_word(what: str) -> Sentence:
    """The word for a step; a new kind is told as what it is for the person: something moved."""
    return _STEPS.get(what, _("有新进展"))
