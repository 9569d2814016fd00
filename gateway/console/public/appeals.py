"""Raising an appeal, and following it with its tracking code."""

from __future__ import annotations

import datetime as dt

import flask
from werkzeug.datastructures import FileStorage

from contracts.appeals.closing import Contest
from contracts.appeals.intake import SubmitAppeal
from contracts.appeals.own_data import ErasureWish, Proof
from contracts.appeals.own_data import OwnData as AppealCopy
from contracts.appeals.rating import Rating
from contracts.appeals.words import State
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _, current
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import own_data, places
from gateway.console.public.own_data import DataPage, Looks
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_APPEALS = "/api/v1/public/appeals"
_ASKED = (
    "community",
    "category",
    "text",
    "applicant_group",
    "contact_name",
    "contact_phone",
    "notify",
)
_FILES_MOST = 6
#: What each score is called.
SCORES: list[forms.Option] = [
    ("5", _("非常满意")),
    ("4", _("满意")),
    ("3", _("一般")),
    ("2", _("不满意")),
    ("1", _("很不满意")),
]


@page(
    "/appeals/new",
    may=Action.ANYONE,
    title=_("反映诉求"),
    nav="raise",
    methods=("GET", "POST"),
    takes_files=True,
)
def new_appeal() -> Shown | flask.Response:
    """Raise an appeal (提出诉求), with pictures if there are any."""
    tried = forms.filled(SubmitAppeal)
    if pages.is_sent():
        try:
            receipt = api.send("POST", _APPEALS, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return _received(receipt["tracking_code"])
    form = forms.form(
        SubmitAppeal,
        tried,
        only=_ASKED,
        options={"community": places.options(), "category": _categories()},
        labels={
            "text": _("您要反映什么？"),
            "category": _("属于哪一类？"),
            "applicant_group": _("您的身份"),
            "contact_name": _("怎么称呼您"),
            "notify": _("有进展时发短信或邮件告诉我"),
        },
        hints={
            "text": _("什么事、在哪里、希望怎么解决。不用写身份证号。"),
            "category": _("拿不准就选“其他”。"),
            "contact_phone": _("方便我们回电。专员说明原因后才能看到完整号码，每次查看都有记录。"),
        },
    )
    return shown("public/new_appeal.html", tried.status, form=form)


def days_left(appeal: api.Json) -> int:
    """How many days there are until its due day."""
    today = day_of(clock.now())
    return (dt.date.fromisoformat(appeal["due_on"]) - today).days


def is_late(appeal: api.Json) -> bool:
    """Whether it is open after its due day."""
    return (
        appeal["due_on"] is not None and appeal["state"] != State.CLOSED and days_left(appeal) < 0
    )


@page("/appeals/<code>/receipt", may=Action.ANYONE, title=_("诉求已收到"), nav="follow")
def receipt(code: str) -> Shown:
    """The code with which the resident follows the appeal, large, and as a picture."""
    appeal = api.get(f"{_APPEALS}/{code}")
    here = f"{flask.request.host_url}appeals/{appeal['tracking_code']}"
    return shown("public/receipt.html", appeal=appeal, address=here)


@page(
    "/appeals/<code>",
    may=Action.ANYONE,
    title=_("诉求进度"),
    nav="follow",
    methods=("GET", "POST"),
    takes_files=True,
)
def appeal(code: str) -> Shown | flask.Response:
    """Follow an appeal; rate it, say that it is not solved, or add files."""
    at, here = f"{_APPEALS}/{code}", f"/appeals/{code}"
    rating, contest = forms.filled(Rating), forms.filled(Contest)
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    if deed == "files":
        return told(here, _added(code))
    if deed == "removal":
        file = flask.request.form.get("file", "")
        api.send("DELETE", f"{at}/attachments/{file}")
        return told(here, _("文件已删除。"))
    try:
        if deed == "rating":
            api.send("POST", f"{at}/rating", rating.body)
            return told(here, _("谢谢您的评价。"))
        if deed == "reopening":
            api.send("POST", f"{at}/reopening", contest.body)
            return told(here, _("已重新打开，专员会再来处理。"))
    except Refused as refusal:
        rating = rating.refused(refusal.problem) if deed == "rating" else rating
        contest = contest.refused(refusal.problem) if deed == "reopening" else contest
    found = api.get(at)
    return shown(
        "public/appeal.html",
        max(rating.status, contest.status),
        appeal=found,
        is_late=is_late(found),
        files=api.get(f"{at}/attachments"),
        categories=dict(_categories()),
        rating=forms.form(Rating, rating, options={"score": SCORES}),
        contest=forms.form(Contest, contest),
    )


@page(
    "/appeals/<code>/data",
    may=Action.ANYONE,
    title=_("我的信息"),
    nav="follow",
    methods=("GET", "POST"),
)
def appeal_data(code: str) -> Shown | flask.Response:
    """Your data: who looked at it, a copy of it, its erasure."""
    at = f"{_APPEALS}/{code}"
    return own_data.answered(
        DataPage(
            here=f"/appeals/{code}",
            called=_("诉求进度"),
            copy=AppealCopy,
            proof=Proof,
            wish=ErasureWish,
            export=lambda body: api.send("POST", f"{at}/export", body),
            erase=lambda body: api.send("POST", f"{at}/erasure", body),
            on_copy=_("请填提交诉求时留的电话或邮箱，证明是您本人。"),
            on_erasure=_("诉求内容、联系方式和材料都会删除，不能恢复。办理经过只留下次数。"),
            looks=lambda: Looks(
                _("谁查看过我的联系方式"),
                "appeals.SeenFor",
                api.get(f"{at}/disclosures")["items"],
            ),
        )
    )


def _received(code: str) -> flask.Response:
    refused = _refused(code)
    if not refused:
        return told(f"/appeals/{code}/receipt", _("已收到您的诉求。"))
    return told(f"/appeals/{code}/receipt", _not_taken(refused))


def _added(code: str) -> Sentence:
    refused = _refused(code)
    return _not_taken(refused) if refused else _("文件已添加。")


def _not_taken(refused: list[str]) -> Sentence:
    return _("有文件没有收下：%(why)s", why=" ".join(refused))


def _refused(code: str) -> list[str]:
    return refused_files(f"{_APPEALS}/{code}/attachments")


def refused_files(to: str) -> list[str]:
    """Why files in a form were refused at this address; the appeal is kept without them."""
    found = []
    for number, file in enumerate(_files(), 1):
        try:
            api.send_file(to, file, number)
        except Refused as refusal:
            found.append(f"{file.filename}：{refusal.problem[current()]['detail']}")
    return found


def _files() -> list[FileStorage]:
    sent = flask.request.files.getlist("files")
    return [file for file in sent if file.filename][:_FILES_MOST]


def _categories() -> list[forms.Option]:
    found = api.get("/api/v1/public/categories")["items"]
    return [(one["code"], one[f"name_{current()}"]) for one in found if one["active"]]
