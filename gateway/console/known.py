"""What things and people are called that an answer has only by an id, and which can be chosen.

Each list is asked for once in the name of the reader, and only where the table of permissions
lets them read it: nobody is shown a name, or offered a choice, that the interface keeps from
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import flask
from marshmallow import fields

from contracts import notice_kinds, words
from contracts.fields import PLACE
from contracts.registry import Shape
from gateway.console import api, naming, resources, shapes, things
from gateway.console.api import Refused
from gateway.console.forms import Option
from gateway.console.languages import _, current
from gateway.console.rights import may_somewhere
from gateway.console.things import Link
from gateway.http.operations import Operation
from vocabulary import permissions
from vocabulary.areas import Level, covers, level_of
from vocabulary.permissions import Action

HERE = "/desk/records"
_MOST = 200
#: Of a page's eight calls, those that only find names.
_CALLS = 4

#: Which list has the things that a field names.
_LISTS: Mapping[str, str] = {
    "appeal_id": "appeals",
    "post_id": "posts",
    "posts": "posts",
    "campaign_id": "campaigns",
    "application_id": "applications",
    "appointment_id": "appointments",
    "renews": "appointments",
    "survey_id": "surveys",
    "need_survey": "surveys",
    "copied_from": "surveys",
}
#: Fields that name a person: an account, or somebody appointed.
_PEOPLE = frozenset(
    {"by", "account", "commissioner", "successor", "assessor", "person_id", "account_id", "holder"}
)


@dataclass
class Known:
    """Names for one page."""

    #: The community that the page is about, where it is about one.
    community: str | None = None
    _calls: int = 0
    _found: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def named(self, name: str, value: str, thing: Mapping[str, Any]) -> Link | None:
        """What it is called; None: the reader is not told, or the field names nothing."""
        if name in _PEOPLE or name.endswith("_by"):
            return self._person(value, thing)
        if name == "category":
            found = self._categories().get(value)
            return None if found is None else Link(found)
        path = _LISTS.get(name)
        return None if path is None else self._thing(path, value)

    def options(self, shape: type[Shape], place: resources.Place) -> dict[str, Sequence[Option]]:
        """What can be chosen in a form of this shape, by field."""
        found: dict[str, Sequence[Option]] = {}
        for name, kind in _fields(shape):
            offered = self._offered(name, kind, place)
            if offered:
                found[name] = offered
        return found

    def _offered(
        self, name: str, kind: fields.Field[Any], place: resources.Place
    ) -> Sequence[Option]:
        each = kind.inner if isinstance(kind, fields.List) else kind
        if isinstance(each, fields.Enum):
            return ()
        if each.metadata.get(PLACE):
            return areas(name)
        if name == "category":
            return list(self._categories().items())
        if name == "kind" and isinstance(each, fields.String):
            return [(one, naming.kind_called(one)) for one in sorted(notice_kinds.KINDS)]
        if name == "account" and may_somewhere(Action.ACCOUNT_CHOOSE):
            return self._holders(place)
        if name in _PEOPLE:
            return self._people(place)
        path = _LISTS.get(name)
        if path is None:
            return ()
        return [(id_, self._title(path, one)) for id_, one in self._list(path).items()]

    def _thing(self, path: str, value: str) -> Link | None:
        one = self._list(path).get(value) or self._one(path, value)
        if not one:
            return None
        return Link(self._title(path, one), f"{HERE}/{path}/{quote(value, safe='')}")

    def _title(self, path: str, one: Mapping[str, Any]) -> str:
        line = resources.root().below[path].line
        name, _field = things.name_of(line, one) if line is not None else ("", "")
        return name or naming.called(words.operation_name(_shows(path).name))

    def _list(self, path: str) -> Mapping[str, Any]:
        return self._ask(path, lambda: _by_id(api.get(f"/api/v1/{path}", {"limit": _MOST})))

    def _one(self, path: str, value: str) -> Mapping[str, Any]:
        place = resources.place(f"{path}/{quote(value, safe='')}")
        return self._ask(place.at, lambda: api.get(place.address(_shows(path))))

    def _person(self, value: str, thing: Mapping[str, Any]) -> Link | None:
        if value == flask.g.actor.account:
            return Link(str(_("本人")))
        if (account := self._accounts().get(value)) is not None:
            return Link(account["display_name"], f"{HERE}/accounts/{quote(value, safe='')}")
        community = thing.get("community") or self.community
        one = self._in_office(community).get(value) if community else None
        return (
            None if one is None else Link(one, _record_of(value) if one != naming.NOTHING else "")
        )

    def _people(self, place: resources.Place) -> Sequence[Option]:
        accounts = [(id_, one["display_name"]) for id_, one in self._accounts().items()]
        community = self.community or place.said.get("community") or _only_community()
        if accounts or community is None:
            return accounts
        return list(self._in_office(community).items())

    def _holders(self, place: resources.Place) -> Sequence[Option]:
        community = self.community or place.said.get("community") or _only_community()
        if community is None or not permissions.may(
            flask.g.actor, Action.ACCOUNT_CHOOSE, area=community
        ):
            return []
        path = _holders_of(community)
        return _chosen_from(self._ask(path, lambda: api.get(f"/api/v1/{path}", {"limit": _MOST})))

    def _accounts(self) -> Mapping[str, Any]:
        if not may_somewhere(Action.ACCOUNT_MANAGE):
            return {}
        return self._list("accounts")

    def _in_office(self, community: str) -> Mapping[str, str]:
        if not permissions.may(flask.g.actor, Action.COMMISSIONER_READ, area=community):
            return {}
        path = f"communities/{community}/commissioners"
        found = self._ask(path, lambda: {"items": api.get(f"/api/v1/{path}")["items"]})
        people = {
            one.get("commissioner") or one.get("account"): one for one in found.get("items", ())
        }
        return {id_: one["name"] or _work(one) for id_, one in people.items() if id_}

    def _categories(self) -> Mapping[str, str]:
        found = self._ask("categories", lambda: api.get("/api/v1/public/categories"))
        return {one["code"]: one[f"name_{current()}"] for one in found.get("items", ())}

    def _ask(self, path: str, asking: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """What a list holds; nothing where the reader may not read it, or enough was asked."""
        if path not in self._found:
            reading = resources.place(path).resource.reading if path != "categories" else None
            may = reading is None or may_somewhere(reading.may)
            if not may or self._calls >= _CALLS:
                return {}
            self._calls += 1
            try:
                self._found[path] = asking()
            except Refused:
                self._found[path] = {}
        return self._found[path]


def areas(name: str) -> Sequence[Option]:
    """Areas of the reader that a field of this name takes."""
    levels = {"community": {Level.COMMUNITY}, "street": {Level.STREET}}.get(name, set(Level))
    return [
        (one["code"], one[f"name_{current()}"])
        for one in reached()
        if level_of(one["code"]) in levels
    ]


def holders(community: str) -> Sequence[Option]:
    """The accounts that can be named for a person to be appointed there, by name.

    Nothing where there are more than anybody would look through: the number is asked for then.
    """
    return _chosen_from(api.get(f"/api/v1/{_holders_of(community)}", {"limit": _MOST}))


def _holders_of(community: str) -> str:
    return f"communities/{community}/accounts"


def _chosen_from(found: Mapping[str, Any]) -> Sequence[Option]:
    if found.get("next_cursor"):
        return []
    people = [
        (one["account"], f"{one['name']}（{one['login']}）" if one["login"] else one["name"])
        for one in found.get("items", ())
    ]
    return sorted(people, key=lambda one: one[1])


def reached() -> Sequence[api.Json]:
    """The areas in which the reader has a role, and those right below, once each."""
    if "reached" not in flask.g:
        held = dict.fromkeys(grant.area for grant in flask.g.actor.grants)
        widest = [
            one for one in held if not any(covers(other, one) for other in held if other != one)
        ]
        found = [api.get(f"/api/v1/public/areas/{code}") for code in widest[:3]]
        flask.g.reached = [area for one in found for area in (one, *one["children"])]
    reached: Sequence[api.Json] = flask.g.reached
    return reached


def _only_community() -> str | None:
    found = [one["code"] for one in reached() if level_of(one["code"]) is Level.COMMUNITY]
    return found[0] if len(found) == 1 else None


def _by_id(found: Mapping[str, Any]) -> Mapping[str, Any]:
    return {str(one["id"]): one for one in found["items"]}


def _work(one: Mapping[str, Any]) -> str:
    return "、".join(found["post"] for found in one["fields_of_work"]) or naming.NOTHING


def _record_of(commissioner: str) -> str:
    if not may_somewhere(Action.TRAINING_READ):
        return ""
    return f"{HERE}/training-records/{quote(commissioner, safe='')}"


def _shows(path: str) -> Operation:
    """What reads one thing of this list."""
    found = resources.root().below[path].things
    if found is None or found.reading is None:
        raise LookupError(f"nothing reads one of {path}")
    return found.reading


def _fields(shape: type[Shape]) -> Sequence[tuple[str, fields.Field[Any]]]:
    """Every field of a form, also those inside of others."""
    found: list[tuple[str, fields.Field[Any]]] = []
    for name, kind in shape.schema().fields.items():
        match kind:
            case fields.Nested() | fields.List(inner=fields.Nested()):
                found += _fields(shapes.inner(shape, name))
            case _:
                found.append((kind.data_key or name, kind))
    return found
