"""Scorecards (履职记录): those of a community, one of them, and the facts behind a figure."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import flask

from contracts.incentives.scorecards import CardPeriod, WriteOwnWords
from contracts.incentives.words import FigureName
from gateway.console import api, forms, naming
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, leading_to, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from gateway.console.workstation.public_names import named_today
from vocabulary.permissions import Action

_HERE = "/desk/scorecards"
_ALL = "/api/v1/scorecards"
_ASKED = ("from", "to", "quarter")
#: A page makes eight calls at most.
_PLACES_MOST = 5
_KINDS = {
    "reception": _("接待"),
    "appeal_taken": _("接办诉求"),
    "appeal_closed": _("办结诉求"),
    "referral": _("上报跟进"),
    "course_completed": _("培训"),
    "activity": _("组织活动"),
    "recruited": _("招募义工"),
    "hours": _("带队服务"),
    "meeting": _("经验分享会"),
    "project_settled": _("扶持项目结算"),
}
_WAYS = {
    **dict.fromkeys(("appeal_taken", "appeal_closed", "referral"), "/desk/appeals"),
    "activity": "/desk/activities",
    "meeting": "/desk/sharing-meetings",
    "project_settled": "/desk/fund",
}


@page(_HERE, may=Action.SCORECARD_READ, title=_("履职记录"), nav="reports")
def desk_scorecards() -> Shown | flask.Response:
    """The cards of a community; a commissioner with one card comes to it at once."""
    _light()
    is_staff = may_somewhere(Action.WORK_REPORT_READ)
    places = territory.communities()
    wanted = flask.request.args.get("community", "")
    named = [one for one in places if one[0] == wanted]
    looked_at = named or places[: 1 if is_staff else _PLACES_MOST]
    period = _Period()
    answers = [period.answer(f"/api/v1/communities/{code}/scorecards") for code, _name in looked_at]
    found = [card for answer in answers if answer for card in answer["items"]]
    if len(found) == 1 and not is_staff and not period.asked:
        return leading_to(f"{_HERE}/{found[0]['appointment_id']}")
    return shown(
        "workstation/scorecards.html",
        period.status,
        cards_shown=found,
        names=named_today(looked_at[0][0]) if is_staff and looked_at else {},
        places=places if is_staff else [],
        looked_at=looked_at[0] if is_staff and looked_at else None,
        form=period.form,
        query=urlencode(period.asked),
    )


@page(
    f"{_HERE}/<uuid:appointment_id>",
    may=Action.SCORECARD_READ,
    title=_("履职记录"),
    nav="reports",
    methods=("GET", "POST"),
)
def desk_scorecard(appointment_id: UUID) -> Shown | flask.Response:
    """One card: each figure leads to its facts; its person adds words until the report is out."""
    _light()
    at, here = f"{_ALL}/{appointment_id}", f"{_HERE}/{appointment_id}"
    one = api.get(at)
    known = Deeds(here, _words_of(one), {"appointment_id": str(appointment_id)})
    if done := known.sent():
        return done
    period = _Period()
    return shown(
        "workstation/scorecard.html",
        max(period.status, known.status),
        card=period.answer(at) or one,
        form=period.form,
        deeds=known,
        offers=known.offered({"possible": one["words_open"], "version": 0}),
        is_own=bool(one["possible"]),
        name=named_today(one["community"]).get(one["appointment_id"]),
    )


@page(
    f"{_HERE}/<uuid:appointment_id>/facts/<figure>",
    may=Action.SCORECARD_READ,
    title=_("指标依据"),
    nav="reports",
)
def desk_facts(appointment_id: UUID, figure: str) -> Shown:
    """The facts that one figure counts, each with the way to it."""
    _light()
    if figure not in set(FigureName):
        flask.abort(404)
    at = f"{_ALL}/{appointment_id}"
    days = {name: flask.request.args.get(name, "") for name in _ASKED}
    found = api.get(f"{at}/facts", {"figure": figure, **days})["items"]
    return shown(
        "workstation/facts.html",
        facts=[(one, _KINDS.get(one["kind"], naming.NOTHING), _way_to(one)) for one in found],
        figure=figure,
        card=api.get(at, days),
        back=f"{_HERE}/{appointment_id}",
    )


def _light() -> None:
    """In a commissioner's menu their own card is an entry of its own."""
    if not may_somewhere(Action.WORK_REPORT_READ):
        flask.g.nav = "card"


class _Period:
    """The days of a card that the address asks for; impossible ones are told beside their form."""

    def __init__(self) -> None:
        args = flask.request.args
        self.asked = {name: args[name] for name in _ASKED if args.get(name, "").strip()}
        self._tried = forms.Filled(CardPeriod, args)

    def answer(self, path: str) -> api.Json | None:
        """What is read over these days; None: the days are impossible."""
        try:
            return api.get(path, self.asked)
        except Refused as refusal:
            if refusal.status != 422:  # noqa: PLR2004 - what was asked for is wrong
                raise
            self._tried = self._tried.refused(refusal.problem)
            return None

    @property
    def form(self) -> forms.Form:
        """Where they are typed."""
        return forms.form(CardPeriod, self._tried, only=("from_day", "to_day"))

    @property
    def status(self) -> int:
        """The status of the page."""
        return self._tried.status


def _words_of(one: api.Json) -> list[Deed]:
    written = {each["quarter"]: each for each in one["words"]}
    return [
        Deed(
            WriteOwnWords,
            label=_("%(quarter)s：本人说明", quarter=naming.quarter(quarter)),
            labels={"text": _("您想说明什么")},
            hints={"text": _("会印在履职公示里；党委审定以前都可以改。请不要写电话等号码。")},
            path={"quarter": quarter},
            version=own["version"] if own else None,
            start={"text": own["text"]} if own else {},
            says=lambda _answer: _("说明已保存。"),
        )
        for quarter in one["words_open"]
        for own in [written.get(quarter)]
    ]


def _way_to(one: api.Json) -> str:
    kept_in = _WAYS.get(one["kind"])
    return f"{kept_in}/{one['thing_id']}" if kept_in else ""
