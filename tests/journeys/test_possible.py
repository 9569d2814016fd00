"""What an answer lists as possible is done, and what it does not list is refused.

Things are taken into every state that their deeds lead to. In each of them everybody looks at a
thing of their own, and sends what `possible` lists with the example of the interface: that is never
refused because of the state. All other deeds with such a thing are refused to them, because others
must do them, or not now.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from gateway.app import openapi_document
from runtime.identifiers import new_id
from services.appeals.appeal import rules as appeals
from services.recruitment.applications import rules as applications
from services.recruitment.appointment import rules as appointments
from services.recruitment.campaigns import rules as campaigns
from services.recruitment.posts.rules import states as posts
from services.recruitment.surveys.rules import states as surveys
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, know_the_holidays
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.state_table import StateTable

_HERE = place_of(__file__)
_STATION = staff_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_COMMISSIONER = commissioner_of(_HERE.community)
_DOCUMENT: Json = json.loads(json.dumps(openapi_document()))
#: The public notice takes working days that no test waits for.
_PROPOSED, _DECIDED = TODAY - 24 * DAY, TODAY - 3 * DAY
_DECIDED_ON = {"happened_on": str(_DECIDED)}
_serial = itertools.count(1)

Thing = Mapping[str, str]
#: By whom, at which address, with what: a step that leads a thing on.
Step = tuple[str, str, str]


@dataclass(frozen=True)
class Doer:
    """Somebody who looks at a thing at an address, as `/appeals/{id}`, and acts there."""

    actor: Actor | None
    at: str


@dataclass(frozen=True)
class Kind:
    """One kind of thing, and the deeds of each person with it.

    `fresh`: makes a new one. `bodies`: what an example cannot know; of several one is enough.
    `elsewhere`: what is not done at the thing's address and its route. `meanwhile`: what
    happens around it, by a name. `anew`: of what a community has each only once.
    `marks`: what besides the state leads on, as how many stages are passed. `lacking`: for
    which nothing that fits is there, so that they are only not refused because of the state.
    """

    table: StateTable[Any, Any]
    fresh: Callable[[], Thing]
    doers: Mapping[str, Doer]
    bodies: Mapping[str, Callable[[Json], Sequence[Json]]] = field(default_factory=dict)
    elsewhere: Mapping[str, Callable[[Json], str]] = field(default_factory=dict)
    meanwhile: Mapping[str, Callable[[Thing], None]] = field(default_factory=dict)
    anew: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    lacking: frozenset[str] = frozenset()

    @property
    def routes(self) -> list[str]:
        """Every address at which somebody does something with it."""
        return self.table.routes(list(self.table.deeds))


class Walk:
    """Leads things of one kind into every state, and tries there what everybody sees."""

    def __init__(self, running: Running, kind: Kind) -> None:
        self.running, self.kind = running, kind
        self.failed: dict[tuple[tuple[Step, ...], tuple[str, str]], list[requests.Response]] = {}
        self.went: set[tuple[tuple[Step, ...], tuple[str, str]]] = set()
        self.taken: list[str] = []
        self.seen: set[str] = set()
        self.states: set[str] = set()

    def everywhere(self) -> None:
        """From a new thing on, as far as deeds lead."""
        waiting: list[tuple[tuple[Step, ...], Thing]] = [((), self.kind.fresh())]
        while waiting:
            waiting += self._at(*waiting.pop(0))

    def _at(self, way: tuple[Step, ...], thing: Thing) -> Iterator[tuple[tuple[Step, ...], Thing]]:
        """Try everything here; gives where it leads, each with a thing that is there."""
        mark = self._mark(thing)
        if mark in self.seen:
            return
        self.seen.add(mark)
        views = {name: self._view(thing, name) for name in self.kind.doers}
        self.states |= {view["state"] for view in views.values() if "state" in view}
        for name, view in views.items():
            for route in set(self.kind.routes) - set(view["possible"]):
                self._is_refused(thing, (name, route), view, way)
        for step in self._steps(views):
            answer = self._done(thing, step)
            if answer is not None and not self._is_taken(step[1], answer):
                self.failed.setdefault((way, step[:2]), []).append(answer)
                continue
            self.went.add((way, step[:2]))
            # Most deeds leave a thing where it is, and it serves for the next one.
            reached = self._mark(thing)
            if reached != mark:
                if reached not in self.seen:
                    yield (*way, step), thing
                thing = self._led(way)

    def _is_taken(self, route: str, answer: requests.Response) -> bool:
        is_lacking = route in self.kind.lacking and answer.status_code == 422
        return answer.ok or is_lacking

    def _steps(self, views: Mapping[str, Json]) -> list[Step]:
        """What is listed for everybody, and what happens around it."""
        listed = [
            (name, route, json.dumps(body))
            for name, view in views.items()
            for route in view["possible"]
            for body in self._bodies(name, route, view)
        ]
        return [*listed, *(("", name, "{}") for name in self.kind.meanwhile)]

    def _mark(self, thing: Thing) -> str:
        """Where a thing is, as everybody sees it."""
        told = ("state", "possible", *self.kind.marks)
        views = [self._view(thing, name) for name in self.kind.doers]
        return json.dumps([[view.get(name) for name in told] for view in views])

    @property
    def wrong(self) -> list[str]:
        """What was listed and refused, whatever was sent; and what was not, and was taken."""
        refused = [
            f"{_told(way)}: {name} is offered {route}: {[_said(answer) for answer in answers]}"
            for (way, (name, route)), answers in self.failed.items()
            if (way, (name, route)) not in self.went
        ]
        return [*refused, *self.taken]

    def _is_refused(
        self, thing: Thing, what: tuple[str, str], view: Json, way: tuple[Step, ...]
    ) -> None:
        name, route = what
        for body in self._bodies(name, route, view) if "state" in view else []:
            answer = self._send(thing, name, route, body)
            is_lacking = route in self.kind.lacking and answer.status_code == 422
            if answer.status_code not in {403, 404, 405, 409} and not is_lacking:
                told = f"{_told(way)}: {name} is not offered {route}: {_said(answer)}"
                self.taken.append(told)

    def _led(self, way: tuple[Step, ...]) -> Thing:
        thing = self.kind.fresh()
        for step in way:
            answer = self._done(thing, step)
            assert answer is None or answer.ok, f"{_told(way)}: {answer and _said(answer)}"
        return thing

    def _done(self, thing: Thing, step: Step) -> requests.Response | None:
        """One step with a thing; None where it happens around it."""
        name, route, body = step
        if name:
            return self._send(thing, name, route, self._again(json.loads(body)))
        self.kind.meanwhile[route](thing)
        return None

    def _again(self, body: Json) -> Json:
        # What must not come twice, as a title or a phone, is made anew.
        return body | {name: _new(name) for name in self.kind.anew if name in body}

    def _view(self, thing: Thing, name: str) -> Json:
        """What somebody sees; nothing is possible with what they do not see."""
        doer = self.kind.doers[name]
        found = self.running.call("GET", doer.at.format(**thing), actor=doer.actor)
        if found.status_code in {401, 403, 404, 405}:
            return {"possible": []}
        assert found.ok, found.text
        view: Json = found.json()
        return view

    def _bodies(self, name: str, route: str, view: Json) -> Sequence[Json]:
        """The example of the interface, and what the thing at hand makes of it."""
        _, example = self._operation(name, route)
        own = self.kind.bodies.get(route)
        return [self._again(example | more) for more in (own(view) if own else [{}])]

    def _send(self, thing: Thing, name: str, route: str, body: Json) -> requests.Response:
        doer = self.kind.doers[name]
        method, _ = self._operation(name, route)
        path = doer.at.format(**thing)
        if route in self.kind.elsewhere:
            path += self.kind.elsewhere[route](self._view(thing, name))
        elif route != "edit":
            path += f"/{route}"
        # A program may come again with what was sent before; here nothing is sent twice.
        return self.running.call(method, path, actor=doer.actor, json=body, key=new_key())

    def _operation(self, name: str, route: str) -> tuple[str, Json]:
        """How it is asked for, and the example of its body."""
        at = f"/api/v1{self.kind.doers[name].at}"
        end = "" if route == "edit" else f"/{route}"
        for path, item in _DOCUMENT["paths"].items():
            fits = _plain(path).startswith(_plain(at)) and _last(path) == _last(at + end)
            for method in ("put", "post"):
                if fits and method in item:
                    content = item[method].get("requestBody", {}).get("content", {})
                    return method.upper(), content.get("application/json", {}).get("example") or {}
        return "POST", {}


def _told(way: tuple[Step, ...]) -> str:
    return " → ".join(["new", *(f"{name} {route}".strip() for name, route, _ in way)])


def _said(answer: requests.Response) -> str:
    return f"{answer.status_code} {answer.text[:300]}"


def _plain(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _last(path: str) -> str:
    part = _plain(path).rsplit("/", 1)[-1]
    return "ceremony" if path.endswith("/{part}") else part


def _new(name: str) -> str:
    number = next(_serial)
    return f"139{number:08}" if name == "phone" else f"{number}栋"


class _Pool:
    """Appeals that are stored, handed in many at a time: each waits for the register."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.left: list[Thing] = []

    def __call__(self) -> Thing:
        if not self.left:
            receipts = [self.running.submit() for _ in range(60)]
            for receipt in receipts:
                self.running.stored(receipt)
            self.left = [{"id": one["id"], "code": one["tracking_code"]} for one in receipts]
        return self.left.pop()


def test_with_an_appeal_everybody_can_do_what_it_says(embedded: Running) -> None:
    def erasing(view: Json) -> Sequence[Json]:
        # Without the withdrawal an open appeal is not erased; the resident proves who they are.
        withdraw = view["state"] != "closed"
        proof = {} if "is_handler" in view else {"phone": "13800138000"}
        return [{"withdraw": withdraw} | proof]

    kind = Kind(
        appeals.TABLE,
        _Pool(embedded),
        {
            "station": Doer(_STATION, "/appeals/{id}"),
            "commissioner": Doer(_COMMISSIONER, "/appeals/{id}"),
            "officer": Doer(_OFFICER, "/appeals/{id}"),
            "resident": Doer(None, "/public/appeals/{code}"),
        },
        bodies={
            "assignment": lambda _: [{"commissioner": _COMMISSIONER.account}],
            "closing": lambda _: [{"outcome": "transferred", "reason": "已转市政部门。"}],
            "erasure": erasing,
        },
    )
    _walked(embedded, kind)


def test_with_a_survey_everybody_can_do_what_it_says(embedded: Running) -> None:
    def fresh() -> Thing:
        body = _example("post", "/api/v1/surveys") | {"community": _HERE.community}
        body["questions"] = [{"key": "wish", "type": "text", "text": "您有什么建议？"}]
        return {"id": _made(embedded, "/surveys", body)["id"]}

    def answering(_view: Json) -> Sequence[Json]:
        answers = [{"question": "wish", "text": "多装路灯。"}]
        return [{"answers": answers, "answered_on": str(TODAY), "household": "3栋501"}]

    kind = Kind(
        surveys.TABLE,
        fresh,
        {
            "station": Doer(_STATION, "/surveys/{id}"),
            "officer": Doer(_OFFICER, "/surveys/{id}"),
            "anybody": Doer(None, "/public/surveys/{id}"),
        },
        bodies={
            "answers": lambda view: [_without(answering(view)[0], "answered_on")],
            "paper-answers": answering,
            "edit": lambda _: [_questions()],
            "copies": lambda _: [{"community": _HERE.community}],
        },
        anew=("household",),
    )
    _walked(embedded, kind)


def test_with_a_post_everybody_can_do_what_it_says(embedded: Running) -> None:
    _many_posts(embedded)

    def fresh() -> Thing:
        return {"id": _a_post(embedded)}

    post = Kind(
        posts.TABLE,
        fresh,
        {
            "station": Doer(_STATION, "/posts/{id}"),
            "officer": Doer(_OFFICER, "/posts/{id}"),
        },
        bodies={"edit": lambda _: [_words_of_a_post()]},
        anew=("title",),
    )
    # What is held by somebody follows from appointments, which have their own walk.
    _walked(embedded, post, besides={"filled", "interim_filled"})


def test_with_a_campaign_everybody_can_do_what_it_says(embedded: Running) -> None:
    community = Community(embedded, _HERE.community)
    post_id = community.post("消防监督")

    def fresh() -> Thing:
        return {"id": _made(embedded, "/campaigns", _a_campaign(post_id))["id"]}

    later = {"closes_on": str(TODAY + 9 * DAY)}
    kind = Kind(
        campaigns.TABLE,
        fresh,
        {
            "station": Doer(_STATION, "/campaigns/{id}"),
            "officer": Doer(_OFFICER, "/campaigns/{id}"),
            "anybody": Doer(None, "/public/campaigns/{id}"),
        },
        bodies={
            "edit": lambda _: [_without(_a_campaign(post_id), "community")],
            "extension": lambda _: [later],
            "applications": lambda _: [{"post_id": post_id}],
            "recommendations": lambda _: [{"post_id": post_id}],
        },
        anew=("phone",),
    )
    _walked(embedded, kind)


def test_with_an_application_everybody_can_do_what_it_says(embedded: Running) -> None:
    """From a recommendation on, which passes through all that an application can be."""
    community = Community(embedded, _HERE.community)
    post_id = community.post("消防监督")

    _one_stage(embedded)

    def fresh() -> Thing:
        campaign_id = community.campaign(post_id, closes_on=TODAY + 7 * DAY)
        path = f"/public/campaigns/{campaign_id}/recommendations"
        receipt = embedded.answer("POST", path, json=_a_recommendation(post_id))
        shown = embedded.answer("GET", f"/applications/{receipt['id']}", actor=_STATION)
        return {"id": receipt["id"], "code": shown["code"], "campaign": campaign_id}

    def meanwhile(step: str) -> Callable[[Thing], None]:
        path = f"/campaigns/{{campaign}}/{step}"
        return lambda thing: _tried(embedded, path.format(**thing))

    kind = Kind(
        applications.TABLE,
        fresh,
        {
            "station": Doer(_STATION, "/applications/{id}"),
            "applicant": Doer(None, "/public/applications/{code}"),
        },
        bodies={
            "stages": lambda _: [{"passed": True}, {"passed": False}],
            "decision": lambda _: [{"outcome": "selected"}, {"outcome": "not_selected"}],
            "reserve": lambda _: [{"reserve_months": 12}],
        },
        meanwhile={name: meanwhile(name) for name in ("closing", "screening")},
        marks=("stages_passed",),
    )
    # What follows from an appointment has its own walk.
    _walked(embedded, kind, besides={"appointed"})


@pytest.mark.parametrize(
    "part_by_part",
    [
        False,
        pytest.param(True, marks=pytest.mark.thorough("two minutes: each part before each other")),
    ],
)
def test_with_an_appointment_everybody_can_do_what_it_says(
    embedded: Running,
    part_by_part: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """As far as the decision; part by part into office and out of it."""
    _many_posts(embedded)
    know_the_holidays(embedded)
    community = Community(embedded, _HERE.community)

    def fresh() -> Thing:
        body = {
            "post_id": community.post("消防监督"),
            "kind": "group_leader",
            "ability": "退休消防员。",
            "trust": "多年楼长。",
            "recognition": "党委会议讨论认可。",
            "willingness": "本人自愿。",
            "name": "李建华",
            "phone": _new("phone"),
            "found_because": "居民推荐，本人同意。",
            "lives_in_community": True,
            "happened_on": str(_PROPOSED),
        }
        return {"id": community.do("/appointments", body)["id"]}

    def handbook(thing: Thing) -> None:
        channel = {"receiver": "街道办监督电话", "phone": "0755-26000001"} | _DECIDED_ON
        path = f"/communities/{_HERE.community}/handbook/channel"
        _tried(embedded, path, channel, method="PUT")
        entry = {"promises": [{"text": "每周巡查一次"}]} | _DECIDED_ON
        _tried(embedded, f"/appointments/{thing['id']}/handbook-entry", entry, method="PUT")

    def decided(view: Json) -> Sequence[Json]:
        on = max(view["notice_from"] or "", str(_DECIDED))
        return [{"approved": approved, "happened_on": on} for approved in (True, False)]

    def in_notice(view: Json) -> Sequence[Json]:
        return [{"happened_on": view["notice_from"] or str(TODAY)}]

    kind = Kind(
        appointments.TABLE,
        fresh,
        {
            "station": Doer(_STATION, "/appointments/{id}"),
            "committee": Doer(_COMMITTEE, "/appointments/{id}"),
        },
        bodies={
            # One that is over, and one that still runs.
            "notice": lambda _: [{"happened_on": str(_PROPOSED)}, {"happened_on": str(TODAY)}],
            "objections": in_notice,
            "answer": in_notice,
            "decision": decided,
            "ceremony": lambda _: [_DECIDED_ON],
            "certificates": lambda _: [{"issued_on": str(_DECIDED), "leaves_blanks": True}],
            "account": lambda _: [{"account": str(new_id())}],
            "withdrawal": lambda _: [{"happened_on": str(TODAY)}],
            "evaluation": lambda _: [{"happened_on": str(TODAY)}],
            "dismissal": lambda _: [{"heard_on": str(_DECIDED), "ended_on": str(TODAY)}],
        },
        elsewhere={
            "answer": lambda view: f"/objections/{_open_objection(view)}/answer",
            "ceremony": lambda _: "/parts/ceremony",
        },
        meanwhile={"handbook": handbook},
        marks=("parts",) if part_by_part else (),
        # No such account exists, which is refused by its field.
        lacking=frozenset({"account"}),
    )
    later = frozenset({"in_office", "ended"})
    _walked(embedded, kind, besides=frozenset() if part_by_part else later)


def _walked(running: Running, kind: Kind, *, besides: AbstractSet[str] = frozenset()) -> None:
    """`besides`: states to which no deed of the thing itself leads."""
    walk = Walk(running, kind)
    walk.everywhere()
    assert not walk.wrong, "\n".join(walk.wrong)
    assert walk.states == {state.value for state in kind.table.states} - besides


def _example(method: str, path: str) -> Json:
    content = _DOCUMENT["paths"][path][method]["requestBody"]["content"]
    found: Json = content["application/json"]["example"]
    return found


def _without(body: Json, *names: str) -> Json:
    return {name: value for name, value in body.items() if name not in names}


def _questions() -> Json:
    return {"questions": [{"key": "wish", "type": "text", "text": "您有什么建议？"}]}


def _made(running: Running, path: str, body: Json) -> Json:
    """What the workstation writes down, as soon as its community is known."""

    def made() -> Json | None:
        answer = running.call("POST", path, actor=_STATION, json=body, key=new_key())
        found: Json = answer.json()
        return found if answer.ok else None

    return wait_for(made, 20, f"{path} is written down") or {}


def _words_of_a_post() -> Json:
    return {
        "category": "fire_safety",
        "title": _new("title"),
        "duties": "巡查楼道消防设施。",
        "promises": ["每周巡查一次"],
        "need_reason": "居民反映灭火器过期。",
    }


def _a_post(running: Running) -> str:
    body = {"community": _HERE.community} | _words_of_a_post()
    return str(_made(running, "/posts", body)["id"])


def _many_posts(running: Running) -> None:
    """The street office grants what a walk needs."""
    path = f"/communities/{_HERE.community}/post-cap/overrides"
    body = {"extra": 20, "reason": "试行。", "to": str(TODAY + 30 * DAY)}
    for _ in range(10):
        running.answer("POST", path, actor=_OFFICER, json=body)


def _a_campaign(post_id: str) -> Json:
    return {
        "community": _HERE.community,
        "title": "社区专员招募",
        "text": "热心公益的居民均可报名。",
        "channels": ["notice_board"],
        "posts": [post_id],
        # On its day the clock would open it between what is shown and what is done.
        "opens_on": str(TODAY + DAY),
        "closes_on": str(TODAY + 7 * DAY),
    }


def _a_recommendation(post_id: str) -> Json:
    path = "/api/v1/public/campaigns/{campaign_id}/recommendations"
    return _example("post", path) | {"post_id": post_id, "phone": _new("phone")}


def _one_stage(running: Running) -> None:
    """The street screens in one stage: more would be the same again."""
    path = f"/streets/{_HERE.street}/screening-plan"
    plan = {
        "stages": [{"key": "check", "kind": "check", "title": "资格审查"}],
        "criteria": [{"key": "ability", "title": "履职能力", "weight": 1}],
        "reason": "试行。",
    }
    running.answer("PUT", path, actor=_OFFICER, json=plan)


def _open_objection(view: Json) -> str:
    waiting = [one["id"] for one in view.get("objections", []) if one["answer"] is None]
    return str(waiting[0] if waiting else new_id())


def _tried(running: Running, path: str, body: Json | None = None, *, method: str = "POST") -> None:
    """What others do meanwhile, where they can."""
    running.call(method, path, actor=_STATION, json=body or {}, key=new_key())
