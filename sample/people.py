"""Who acts in the programme: workstation staff and the 37 commissioners (R5, R9)."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from vocabulary.actors import Actor, Grant, Role

LILIN = "440305007001"
YUELIANGWAN = "440305007002"
DENGLIANG = "440305007003"
YANGGUANG = "440305007004"
DINGTAI = "440305007005"


@dataclass(frozen=True)
class Commissioner:
    """One commissioner (社区专员) and the post (岗位) that the community opened."""

    account: str
    community: str
    post_zh: str
    category: str

    @property
    def actor(self) -> Actor:
        """As identity knows this person."""
        return Actor(self.account, (Grant(Role.COMMISSIONER, self.community),))


@functools.cache
def commissioners() -> tuple[Commissioner, ...]:
    """All 37, in the order of their appointment."""
    table = resources.files("sample").joinpath("commissioners.csv")
    with table.open(encoding="utf-8") as file:
        return tuple(Commissioner(**row) for row in csv.DictReader(file))


def staff_of(community: str) -> Actor:
    """The workstation staff (工作站工作人员) who keep the register of a community."""
    return Actor(f"workstation-{community[-3:]}", (Grant(Role.WORKSTATION_STAFF, community),))


def at_post(community: str, category: str) -> tuple[Commissioner, ...]:
    """Whose post covers a category; everyone of the community where there is no such post."""
    here = tuple(one for one in commissioners() if one.community == community)
    return tuple(one for one in here if one.category == category) or here
