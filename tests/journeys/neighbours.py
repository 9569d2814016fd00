"""Two streets with two communities each, and in each community a thing of every kind.

New kinds of things are put into `things`, by the path parameter that names them,
and what only appears in answers about them into `marks`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.gateway.media import files
from tests.journeys.running import Json, Running, an_appeal, commissioner_of, staff_of
from tests.journeys.walking import Mark, Place, Thing
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role

NANSHAN, ABROAD_STREET, CITY = "440305007000", "440306001000", "440300000000"
HOME, NEXT_DOOR = "440305007003", "440305007002"
ABROAD, FURTHER = "440306001001", "440306001002"
COMMUNITIES = (HOME, NEXT_DOOR, ABROAD, FURTHER)

#: The appeals next door are assigned to this account too, where it has no role.
COMMISSIONER = commissioner_of(HOME)
_OF = {NEXT_DOOR: COMMISSIONER}


def _holding(name: str, *grants: tuple[Role, str]) -> Actor:
    return Actor(name, tuple(Grant(role, area) for role, area in grants))


#: Every role where it is held usually, and some in unusual places and mixtures.
ACTORS = (
    Actor(),
    COMMISSIONER,
    _holding("another", (Role.COMMISSIONER, HOME)),
    _holding("volunteer", (Role.VOLUNTEER, HOME)),
    _holding("social-worker", (Role.SOCIAL_WORKER, HOME)),
    staff_of(HOME),
    _holding("staff-of-street", (Role.WORKSTATION_STAFF, NANSHAN)),
    _holding("staff-of-city", (Role.WORKSTATION_STAFF, CITY)),
    _holding("committee", (Role.PARTY_COMMITTEE, HOME)),
    _holding("officer", (Role.STREET_OFFICER, NANSHAN)),
    _holding("officer-of-community", (Role.STREET_OFFICER, HOME)),
    _holding("street-committee", (Role.STREET_PARTY_COMMITTEE, NANSHAN)),
    _holding("administrator", (Role.ADMINISTRATOR, NANSHAN)),
    _holding("without-roles"),
    _holding("two-places", (Role.PARTY_COMMITTEE, HOME), (Role.COMMISSIONER, ABROAD)),
    _holding("two-streets", (Role.STREET_OFFICER, ABROAD_STREET), (Role.WORKSTATION_STAFF, HOME)),
)

_AREAS = """code,name_zh,name_en,is_sample,note
440306001000,邻街街道,Next Street,true,made up
440306001001,甲社区,First Community,true,made up
440306001002,乙社区,Second Community,true,made up
"""


def settle(running: Running, folder: Path) -> list[Place]:
    """Build the second street, and put things into every community."""
    table = folder / "areas.csv"
    table.write_text(_AREAS)
    running.linli("areas", "import", str(table))

    def known() -> bool:
        areas = running.answer("GET", "/public/areas")
        return FURTHER in str(areas) and _takes_appeals(running)

    wait_for(known, 30, "the second street is known")
    return [_Settling(running, community).place() for community in COMMUNITIES]


def _takes_appeals(running: Running) -> bool:
    return running.call("POST", "/public/appeals", json=an_appeal(community=FURTHER)).ok


class _Settling:
    """Makes the things of one community."""

    def __init__(self, running: Running, community: str) -> None:
        self._running = running
        self._community = community
        self._staff = staff_of(community)
        self._commissioner = _OF.get(community, commissioner_of(community))
        self._words: dict[str, str] = {}
        self._phone = f"139{community[-8:]}"
        self._marks: list[Mark] = []

    def place(self) -> Place:
        owner = self._commissioner.account
        received = {name: self._submit() for name in ("acceptance", "refusal")}
        assigned = self._submit()
        closed = ("reopening", "rating", "erasure", "own_reopening", "own_rating", "own_erasure")
        ended = {name: self._submit() for name in closed}
        for receipt in [*received.values(), assigned, *ended.values()]:
            self._running.stored(receipt)
        self._assign(assigned, owner)
        for receipt in ended.values():
            self._close(receipt, owner)
        things = {
            "appeal_id": self._appeal(assigned, owner),
            "tracking_code": self._code(assigned),
            "attachment_id": self._attachment(f"/appeals/{assigned['id']}", self._staff, owner),
            "consent_id": self._consent(),
            "code": Thing("fire_safety"),
        }
        for name in ("acceptance", "refusal"):
            key = f"POST /api/v1/appeals/{{appeal_id}}/{name}:appeal_id"
            things[key] = self._appeal(received[name], None)
        for name in ("reopening", "rating", "erasure"):
            key = f"POST /api/v1/appeals/{{appeal_id}}/{name}:appeal_id"
            things[key] = self._appeal(ended[name], owner)
            key = f"POST /api/v1/public/appeals/{{tracking_code}}/{name}:tracking_code"
            things[key] = self._code(ended[f"own_{name}"])
        own = self._attachment(f"/public/appeals/{assigned['tracking_code']}", None, owner)
        address = "/api/v1/public/appeals/{tracking_code}/attachments/{attachment_id}"
        for method in ("GET", "DELETE"):
            things[f"{method} {address}:attachment_id"] = own
        self._reception()
        return Place(self._community, things, tuple(self._marks), self._values(owner))

    def _values(self, owner: str | None) -> dict[str, Any]:
        return {
            "commissioner": owner,
            "phone": self._phone,
            "POST /api/v1/consents/records": self._consent_body(),
        }

    def _submit(self) -> Json:
        word = f"记号{self._community}之{len(self._words)}"
        receipt = self._running.submit(
            community=self._community,
            text=f"楼道的灯坏了。{word}。",
            contact_phone=self._phone,
            contact_name="张美兰",
        )
        self._words[receipt["id"]] = f"{word}。"
        return receipt

    def _appeal(self, receipt: Json, owner: str | None) -> Thing:
        self._mark(receipt["id"], owner)
        self._mark(self._words[receipt["id"]], owner)
        return Thing(receipt["id"], self._community, owner)

    def _code(self, receipt: Json) -> Thing:
        # Nobody but the resident has the codes of these, so they are nobody's.
        self._mark(receipt["tracking_code"], None)
        return Thing(receipt["tracking_code"], self._community)

    def _mark(self, text: str, owner: str | None) -> None:
        self._marks.append(Mark(text, self._community, owner))

    def _do(self, receipt: Json, what: str, body: Json) -> None:
        path = f"/appeals/{receipt['id']}/{what}"
        self._running.answer("POST", path, actor=self._staff, json=body)

    def _assign(self, receipt: Json, owner: str | None) -> None:
        self._do(receipt, "acceptance", {})
        self._do(receipt, "assignment", {"commissioner": owner})

    def _close(self, receipt: Json, owner: str | None) -> None:
        self._assign(receipt, owner)
        self._do(receipt, "actions", {"method": "settle_on_the_spot", "note": "换了灯。"})
        self._do(receipt, "closing", {"outcome": "settled"})

    def _attachment(self, of: str, actor: Actor | None, owner: str | None) -> Thing:
        file = ("灯.jpg", files.a_picture())
        sent = self._running.answer("POST", f"{of}/attachments", actor=actor, files={"file": file})
        self._mark(sent["id"], owner)
        return Thing(sent["id"], self._community, sent.get("uploaded_by"))

    def _consent_body(self) -> Json:
        return {
            "purpose": "contact_by_sms",
            "text_version": "sms-1",
            "community": self._community,
            "phone": self._phone,
            "how": "paper",
        }

    def _consent(self) -> Thing:
        body = self._consent_body()
        kept = self._running.answer("POST", "/consents/records", actor=self._staff, json=body)
        self._mark(kept["id"], None)
        return Thing(kept["id"], self._community)

    def _reception(self) -> None:
        body = {
            "community": self._community,
            "visitors": 3,
            "channel": "station_duty",
            "held_at": "2013-05-04T09:30:00+08:00",
        }
        kept = self._running.answer("POST", "/receptions", actor=self._staff, json=body)
        self._mark(kept["id"], None)
