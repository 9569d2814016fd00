"""With what has states everybody can do what it says, in each of them: see `deeds`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from runtime import clock
from runtime.identifiers import new_id
from services.appeals.appeal import rules as appeals
from services.recruitment.applications import rules as applications
from services.recruitment.appointment import rules as appointments
from services.recruitment.campaigns import rules as campaigns
from services.recruitment.courses import rules as courses
from services.recruitment.posts.rules import states as posts
from services.recruitment.surveys.rules import states as surveys
from tests.journeys.deeds import Doer, Kind, Thing, example, new_words, walked, without
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, know_the_holidays
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role

_HERE = place_of(__file__)
_STATION = staff_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_COMMISSIONER = commissioner_of(_HERE.community)
#: The public notice takes working days that no test waits for.
_PROPOSED, _DECIDED = TODAY - 24 * DAY, TODAY - 3 * DAY
_DECIDED_ON = {"happened_on": str(_DECIDED)}


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
    walked(embedded, kind)


def test_with_a_survey_everybody_can_do_what_it_says(embedded: Running) -> None:
    def fresh() -> Thing:
        body = example("post", "/api/v1/surveys") | {"community": _HERE.community}
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
            "answers": lambda view: [without(answering(view)[0], "answered_on")],
            "paper-answers": answering,
            "edit": lambda _: [_questions()],
            "copies": lambda _: [{"community": _HERE.community}],
        },
        anew=("household",),
    )
    walked(embedded, kind)


def test_with_a_post_everybody_can_do_what_it_says(embedded: Running) -> None:
    Community(embedded, _HERE.community).may_have_many_posts()

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
    walked(embedded, post, besides={"filled", "interim_filled"})


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
            "edit": lambda _: [without(_a_campaign(post_id), "community")],
            "extension": lambda _: [later],
            "applications": lambda _: [{"post_id": post_id}],
            "recommendations": lambda _: [{"post_id": post_id}],
        },
        anew=("phone",),
    )
    walked(embedded, kind)


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
    walked(embedded, kind, besides={"appointed"})


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
    know_the_holidays(embedded)
    community = Community(embedded, _HERE.community)
    community.may_have_many_posts()

    def fresh() -> Thing:
        body = {
            "post_id": community.post("消防监督"),
            "kind": "group_leader",
            "ability": "退休消防员。",
            "trust": "多年楼长。",
            "recognition": "党委会议讨论认可。",
            "willingness": "本人自愿。",
            "name": "李建华",
            "phone": new_words("phone"),
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
    walked(embedded, kind, besides=frozenset() if part_by_part else later)


def test_with_a_training_session_everybody_can_do_what_it_says(embedded: Running) -> None:
    """With one seat, to come and begun: results are written down from its begin on."""
    path = "/streets/{street}/courses"
    course = example("post", f"/api/v1{path}") | {"title": new_words("title")}
    course_id = _made(embedded, path.format(street=_HERE.street), course, by=_OFFICER)["id"]
    own, other = str(_COMMISSIONER.account), str(new_id())

    def judged(view: Json) -> Sequence[Json]:
        seated = [one["commissioner"] for one in view["attendances"] or []]
        lines = [{"commissioner": one, "attended": True, "result": "passed"} for one in seated]
        return [{"lines": lines}]

    def kind(starts_at: dt.datetime) -> Kind:
        place = {"area": _HERE.street, "place": "街道会议室", "seats": 1}
        body = place | {"starts_at": starts_at.isoformat()}

        def fresh() -> Thing:
            made = _made(embedded, f"/courses/{course_id}/sessions", body, by=_OFFICER)
            return {"id": made["id"]}

        doers = {"station": _STATION, "officer": _OFFICER, "commissioner": _COMMISSIONER}
        return Kind(
            courses.TABLE,
            fresh,
            {name: Doer(actor, "/training-sessions/{id}") for name, actor in doers.items()},
            bodies={
                "seats": lambda _: [
                    {"commissioner": one, "community": _HERE.community} for one in (own, other)
                ],
                "returning": lambda _: [{"commissioner": one} for one in (own, other)],
                "results": judged,
            },
            elsewhere={"returning": lambda _: "/seats/returning"},
            # Where nobody has a seat there is nothing to write down.
            lacking=frozenset({"results"}),
        )

    walked(embedded, kind(clock.now() + DAY), besides={"held"})
    walked(embedded, kind(clock.now() - DAY))


def _questions() -> Json:
    return {"questions": [{"key": "wish", "type": "text", "text": "您有什么建议？"}]}


def _made(running: Running, path: str, body: Json, *, by: Actor = _STATION) -> Json:
    """What somebody writes down, the workstation usually, as soon as the place is known."""

    def made() -> Json | None:
        answer = running.call("POST", path, actor=by, json=body, key=new_key())
        found: Json = answer.json()
        return found if answer.ok else None

    return wait_for(made, 20, f"{path} is written down") or {}


def _words_of_a_post() -> Json:
    return {
        "category": "fire_safety",
        "title": new_words("title"),
        "duties": "巡查楼道消防设施。",
        "promises": ["每周巡查一次"],
        "need_reason": "居民反映灭火器过期。",
    }


def _a_post(running: Running) -> str:
    body = {"community": _HERE.community} | _words_of_a_post()
    return str(_made(running, "/posts", body)["id"])


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
    return example("post", path) | {"post_id": post_id, "phone": new_words("phone")}


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
