"""A community in which something goes on, as residents and the walk find it."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.identifiers import new_id
from tests.journeys.recruiting import DAY, TODAY, Community, an_application, know_the_holidays
from tests.journeys.running import Json, Running, commissioner_of, staff_of
from tests.servers.waiting import wait_for

_SURVEY: Json = {
    "title": "居民需求问卷",
    "intro": "用于确定社区专员岗位；不记录谁答了什么。",
    "one_answer_per": "household",
    "questions": [
        {
            "key": "has_dog",
            "type": "single",
            "text": "您家养狗吗？",
            "required": True,
            "options": [{"key": "yes", "text": "养"}, {"key": "no", "text": "不养"}],
        },
        {
            "key": "walks",
            "type": "number",
            "text": "每天遛几次？",
            "required": True,
            "least": 0,
            "most": 9,
            "shown_if": {"question": "has_dog", "any_of": ["yes"]},
        },
        {"key": "wish", "type": "text", "text": "您还有什么建议？", "required": False},
    ],
}


@dataclass(frozen=True)
class Town:
    """What goes on: an address of each."""

    running: Running
    survey: str
    campaign: str
    notice: str
    appeal: str
    application: str
    objection: str
    certificate: str

    @property
    def community(self) -> str:
        """The page of the community."""
        return f"/communities/{self.running.home.community}"

    @property
    def addresses(self) -> list[str]:
        """Where a walk begins: what is led to by a code, and the community's page."""
        return [
            self.community,
            self.survey,
            self.notice,
            self.appeal,
            f"{self.appeal}/receipt",
            self.application,
            f"{self.application}/change",
            self.objection,
            self.certificate,
        ]

    def strange(self, words: str) -> str:
        """The address of an open survey whose every word is this."""
        asked = {"key": "a", "type": "single", "text": words, "required": True}
        options = [{"key": "yes", "text": words[:100]}, {"key": "no", "text": "不"}]
        body = {"title": words[:100], "intro": words * 10, "one_answer_per": "household"}
        questions = [asked | {"options": options}]
        return f"/surveys/{_survey(self.running, body | {'questions': questions})}"


def lively(running: Running) -> Town:
    """Let something go on at home."""
    know_the_holidays(running)
    here = Community(running, running.home.community)
    post = here.post("消防安全专员")
    campaign = here.campaign(post, closes_on=TODAY + 20 * DAY)
    person = an_application(post, "李建华", f"138{new_id().int % 10**8:08}")
    path = f"/public/campaigns/{campaign}/applications"
    application = running.answer("POST", path, json=person)["code"]
    in_office = here.appointed(here.post("调解专员"), TODAY - 60 * DAY)
    certificates = f"/appointments/{in_office['id']}/certificates"
    [certificate] = running.answer("GET", certificates, actor=here.station)["items"]
    here.proposed(here.post("环境专员"), TODAY)
    [candidate] = running.answer("GET", f"/public{_community(running)}/notices")["items"]
    objection = running.answer(
        "POST", f"/public/notices/{candidate['id']}/objections", json={"text": "请核实居住情况。"}
    )
    return Town(
        running,
        survey=f"/surveys/{_survey(running, _SURVEY)}",
        campaign=f"/campaigns/{campaign}",
        notice=f"{_community(running)}/notices/{candidate['id']}",
        appeal=f"/appeals/{closed_appeal(running)}",
        application=f"/applications/{application}",
        objection=f"/objections/{objection['code']}",
        certificate=f"/certificates/{certificate['number']}?code={certificate['code']}",
    )


def closed_appeal(running: Running) -> str:
    """The code of an appeal that was closed and waits for its resident's word."""
    receipt = running.submit()
    running.stored(receipt)
    close(running, str(receipt["id"]))
    return str(receipt["tracking_code"])


def close(running: Running, appeal_id: str) -> None:
    """What workstation and commissioner do until it is closed."""
    home = running.home.community
    station, commissioner = staff_of(home), commissioner_of(home)
    path = f"/appeals/{appeal_id}"
    running.answer("POST", f"{path}/acceptance", actor=station, json={})
    assigned = {"commissioner": commissioner.account}
    running.answer("POST", f"{path}/assignment", actor=station, json=assigned)
    acted = {"method": "settle_on_the_spot", "note": "换了灭火器。"}
    running.answer("POST", f"{path}/actions", actor=commissioner, json=acted)
    running.answer("POST", f"{path}/closing", actor=commissioner, json={"outcome": "settled"})


def _survey(running: Running, survey: Json) -> str:
    """As soon as recruitment knows the community."""
    station = staff_of(running.home.community)
    body = survey | {"community": running.home.community}

    def made() -> Json | None:
        answer = running.call("POST", "/surveys", actor=station, json=body)
        found: Json = answer.json()
        return found if answer.ok else None

    opened = wait_for(made, 20, "the community is known") or {}
    running.answer("POST", f"/surveys/{opened['id']}/opening", actor=station, json={})
    return str(opened["id"])


def _community(running: Running) -> str:
    return f"/communities/{running.home.community}"
