"""The people of the programme: workstation staff, committees and the 37 commissioners (R5, R9).

The posts of R9 and the two interim holders of R17 are the source's. The posts and days of each
person are made up: each is appointed once, for a year, so that 37 were appointed in all and fewer
are in office at the end.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
from dataclasses import dataclass
from importlib import resources
from uuid import UUID, uuid5

from contracts.recruitment.words import Kind, Leaving
from vocabulary.actors import Actor, Grant, Role

STREET = "440305007000"
LILIN = "440305007001"
YUELIANGWAN = "440305007002"
DENGLIANG = "440305007003"
YANGGUANG = "440305007004"
DINGTAI = "440305007005"
_PEOPLE = UUID("6a1f7a60-6c2d-4c0e-9f0b-2f3f4a5d3705")


@dataclass(frozen=True)
class Commissioner:
    """One commissioner (社区专员) and the post (岗位) that the community opened."""

    code: str
    community: str
    post_zh: str
    category: str
    kind: Kind
    appointed_on: dt.date
    left_on: dt.date | None = None
    left_because: Leaving | None = None

    @property
    def number(self) -> int:
        """From 1, in the whole programme."""
        return int(self.code.rpartition("-")[2])

    @property
    def person(self) -> UUID:
        """The same in the whole programme, until recruitment has given the person an id."""
        return uuid5(_PEOPLE, self.code)

    @property
    def account(self) -> str:
        """The person as the programme's appeals name them."""
        return str(self.person)

    @property
    def actor(self) -> Actor:
        """At work as commissioner."""
        return Actor(self.account, (Grant(Role.COMMISSIONER, self.community),))

    @property
    def term_to(self) -> dt.date:
        """Last day of the year for which the committee appointed (R11); none falls on 29 February."""
        return self.appointed_on.replace(year=self.appointed_on.year + 1) - dt.timedelta(days=1)

    def serves_on(self, day: dt.date) -> bool:
        """Whether the person is in office on a day."""
        return self.appointed_on <= day <= self.term_to and (
            self.left_on is None or day < self.left_on
        )


@functools.cache
def commissioners() -> tuple[Commissioner, ...]:
    """All 37, by community."""
    table = resources.files("sample").joinpath("commissioners.csv")
    with table.open(encoding="utf-8") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def staff_of(community: str) -> Actor:
    """The workstation staff (工作站工作人员) who keep the register of a community."""
    return Actor(f"workstation-{community[-3:]}", (Grant(Role.WORKSTATION_STAFF, community),))


#: Keeps what all streets of the city share, as its holidays.
ADMINISTRATOR_OF_THE_CITY = Actor(
    "administrator-of-the-city", (Grant(Role.ADMINISTRATOR, "440300000000"),)
)


def committee_of(community: str) -> Actor:
    """The composite party committee (社区综合党委), which alone appoints (R10)."""
    return Actor(f"committee-{community[-3:]}", (Grant(Role.PARTY_COMMITTEE, community),))


def in_office(community: str, day: dt.date) -> tuple[Commissioner, ...]:
    """The commissioners of a community on a day."""
    return tuple(
        one for one in commissioners() if one.community == community and one.serves_on(day)
    )


def residents_of(community: str) -> tuple[Commissioner, ...]:
    """All of a community who were no staff in the interim, by post."""
    return tuple(
        one
        for one in commissioners()
        if one.community == community and one.kind is not Kind.INTERIM
    )


def at_post(community: str, category: str, day: dt.date) -> tuple[Commissioner, ...]:
    """The commissioners whose post covers a category; all in office where there is none."""
    here = in_office(community, day)
    return tuple(one for one in here if one.category == category) or here


def _read(row: dict[str, str]) -> Commissioner:
    return Commissioner(
        code=row["code"],
        community=row["community"],
        post_zh=row["post_zh"],
        category=row["category"],
        kind=Kind(row["kind"]),
        appointed_on=dt.date.fromisoformat(row["appointed_on"]),
        left_on=dt.date.fromisoformat(row["left_on"]) if row["left_on"] else None,
        left_because=Leaving(row["left_because"]) if row["left_because"] else None,
    )
