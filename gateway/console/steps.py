"""The history of an appeal or an application, in words for its person."""

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


def step_word(what: str) -> Sentence:
    """The word for a step; a new kind is told as what it is for the person: something moved."""
    return _STEPS.get(what, _("有新进展"))
