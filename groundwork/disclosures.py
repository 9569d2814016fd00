"""Viewings of a person's full details (查看完整信息), recorded alike by every service.

A service maps a table on `Look`, with the person seen and the reasons it knows, and publishes an
event of each; the gateway counts them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from audit import PERSONAL
from contracts.disclosures import DisclosuresOfArea
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.encryption import Erasable
from runtime.identifiers import new_id
from runtime.narrowing import Conditions, on_days
from runtime.scope import inside, visible_to
from vocabulary.actors import Actor
from vocabulary.names import same_name
from vocabulary.permissions import Action, role_for
from vocabulary.phones import is_phone
from vocabulary.problems import wrong_field
from vocabulary.texts import holds_letter
from vocabulary.tracking import code_in

#: The reason that needs words.
OTHER = "other"


class Look:
    """One viewing of a person's full details: the facts kept of it, for any kind of person."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: Names with commas between.
    fields: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    disclosed_at: Mapped[dt.datetime] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(sa.Text())
    role: Mapped[str] = mapped_column(sa.String(40))

    @property
    def seen(self) -> list[str]:
        """The fields that were seen."""
        return self.fields.split(",")


class Asking(Protocol):
    """The reason given for seeing a person's full details."""

    @property
    def words(self) -> str | None: ...


L = TypeVar("L", bound=Look)
T = TypeVar("T")


def check_reason(reason: str, words: str | None) -> None:
    """Let a reason pass that others understand.

    Raises:
        Invalid: `other` without words.
    """
    if reason == OTHER and not holds_letter(words or ""):
        raise wrong_field(
            "words",
            "words_missing",
            zh="选择“其他”时必须说明原因。",
            en="The reason `other` needs words that say why.",
        )


@dataclass(frozen=True)
class Sought:
    """A clerk's input, read in each possible way; None where it cannot be meant."""

    code: str | None
    phone: str | None
    name: str | None


def sought(text: str) -> Sought:
    """A name, a phone or a code: what looks like a phone is no name, a code may be either.

    Raises:
        Invalid: nothing but blanks and marks, which would be everybody's.
    """
    is_number = is_phone(text)
    if not is_number and not same_name(text):
        raise wrong_field(
            "person",
            "no_letter",
            zh=f"“{text}” 中没有文字；请填写完整的姓名、电话或查询码。",
            en=f"“{text}” has no letter; give the full name, a phone or a code.",
        )
    return Sought(
        code=code_in(text),
        phone=text if is_number else None,
        name=None if is_number else text,
    )


def look(actor: Actor, why: Asking, *, seen: Sequence[str], role: str) -> dict[str, Any]:
    """The viewer, their words and the fields; the row adds the person seen and the reason."""
    return {
        "id": new_id(),
        "fields": ",".join(seen),
        "words": why.words,
        "disclosed_at": clock.now(),
        "account": actor.account or "",
        "role": role,
    }


def by_role(
    kind: Kept[T], actor: Actor, action: Action, things: Iterable[T]
) -> Mapping[str, Sequence[T]]:
    """The things seen at once, by the role that allows it."""
    found = defaultdict(list)
    for thing in things:
        area, owner = kind.place_of(thing), kind.owner_of(thing)
        team = kind.team_of(thing)
        found[role_for(actor, action, area=area, owner=owner, team=team)].append(thing)
    return found


def page(
    session: Session, row: type[L], asked: paging.AskedSorted, *which: sa.ColumnElement[bool]
) -> paging.Page[L]:
    """A page of viewings, oldest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    order = paging.Order({"disclosed_at": row.disclosed_at}, identity=row.id, usual="disclosed_at")
    return paging.page(session, sa.select(row).where(*which), order, asked)


def narrowed(row: type[L], asked: DisclosuresOfArea) -> Conditions:
    """What a list of an area asks for besides the area."""
    return [
        *([row.account == asked.by] if asked.by is not None else []),
        *on_days(row.disclosed_at, asked.disclosed_from, asked.disclosed_to),
    ]


def of_area(
    session: Session,
    actor: Actor,
    action: Action,
    row: type[L],
    asked: DisclosuresOfArea,
    *,
    area: Any,
) -> paging.Page[L]:
    """A page of the viewings in the areas that the actor oversees; `area`: the row's column.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    return page(
        session,
        row,
        asked,
        visible_to(actor, action, area=area),
        *([inside(asked.area, area)] if asked.area is not None else []),
        *narrowed(row, asked),
    )


def to_overseers(one: Look) -> dict[str, Any]:
    """The facts for those who oversee: with the account and its words."""
    return {"id": one.id, "by": one.account, "words": one.words, **told(one)}


def told(one: Look) -> dict[str, Any]:
    """The facts for everybody who may know of it: no account, no free words."""
    return {"disclosed_at": one.disclosed_at, "role": one.role, "seen": one.seen}
