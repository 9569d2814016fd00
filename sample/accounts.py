"""The accounts that the demo makes, so that you can look around as each of them.

In each community two commissioners of today, the workstation and the party committee;
those of 登良 come first, with the street office's. Names are forms of address, as
everywhere in the programme.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from uuid import UUID, uuid5

from sample import people
from sample.people import DENGLIANG, DINGTAI, LILIN, STREET, YANGGUANG, YUELIANGWAN
from sample.recruiting import called
from vocabulary.actors import Actor, Grant, Role

_ACCOUNTS = UUID("5d0c8a1e-2f0b-4a43-8d8c-6b1f7f7e3705")
#: What the logins of a community end with; those of 登良 with nothing.
_ENDINGS = {
    DENGLIANG: "",
    LILIN: ".lilin",
    YUELIANGWAN: ".yueliangwan",
    YANGGUANG: ".yangguang",
    DINGTAI: ".dingtai",
}
_STAFF = {
    DENGLIANG: ("林干事", "郑书记"),
    LILIN: ("苏干事", "叶书记"),
    YUELIANGWAN: ("罗干事", "梁书记"),
    YANGGUANG: ("唐干事", "杨书记"),
    DINGTAI: ("蔡干事", "钟书记"),
}


@dataclass(frozen=True)
class Login:
    """One account: what it is called, and what one can do with it at once."""

    login: str
    role: Role
    name: str
    area: str
    use: str = ""

    @property
    def person(self) -> UUID:
        """The account; by it a deployment knows that the sample was played into it."""
        return uuid5(_ACCOUNTS, self.login)

    @property
    def actor(self) -> Actor:
        """At work."""
        return Actor(str(self.person), (Grant(self.role, self.area),))


#: Allows what communities enter of earlier days, and offers courses.
OFFICER = Login(
    "jiedaoban",
    Role.STREET_OFFICER,
    "何主任",
    STREET,
    "街道办：全街道、制度参数、答复评选异议 the whole street and its rules, an objection to a "
    "selection",
)


@functools.cache
def logins() -> tuple[Login, ...]:
    """All of them, those of 登良 and of the street first."""
    others = [one for community in _ENDINGS for one in _of(community) if community != DENGLIANG]
    return (*_of(DENGLIANG), *_beside(), *others)


def commissioners_of(community: str) -> tuple[Login, ...]:
    """The two who are in office today."""
    return tuple(one for one in _of(community) if one.role is Role.COMMISSIONER)


def workstation_of(community: str) -> Login:
    """The account that keeps the register there."""
    return next(one for one in _of(community) if one.role is Role.WORKSTATION_STAFF)


def committee_of(community: str) -> Login:
    """The account that decides on appointments there."""
    return next(one for one in _of(community) if one.role is Role.PARTY_COMMITTEE)


@functools.cache
def _of(community: str) -> tuple[Login, ...]:
    ending, (clerk, secretary) = _ENDINGS[community], _STAFF[community]
    first, second = people.residents_of(community)[:2]
    return (
        Login(
            f"gongzuozhan{ending}",
            Role.WORKSTATION_STAFF,
            clerk,
            community,
            "工作站：诉求受理和交办、报名评分、审批活动 accepts and assigns appeals, scores "
            "applicants, approves an activity",
        ),
        Login(
            f"zhuanyuan{ending}",
            Role.COMMISSIONER,
            called(first),
            community,
            "专员：今天到期和超期的诉求、年终评选打分 a commissioner with appeals due today and "
            "overdue, gives points in a selection",
        ),
        Login(
            f"dangwei{ending}",
            Role.PARTY_COMMITTEE,
            secretary,
            community,
            "党委：待决定的聘任、一条异议、待审定的履职公示 decides an appointment, answers an "
            "objection, approves a work report",
        ),
        Login(
            f"zhuanyuan2{ending}",
            Role.COMMISSIONER,
            called(second),
            community,
            "上任不久的专员 a new commissioner",
        ),
    )


def _beside() -> tuple[Login, ...]:
    return (
        OFFICER,
        Login(
            "danggongwei",
            Role.STREET_PARTY_COMMITTEE,
            "周书记",
            STREET,
            "街道党工委：总览 the whole street",
        ),
        Login(
            "guanliyuan",
            Role.ADMINISTRATOR,
            "管理员",
            STREET,
            "账号、区划、审计 accounts, areas, audit",
        ),
        Login(
            "shegong",
            Role.SOCIAL_WORKER,
            "谢社工",
            DENGLIANG,
            "社工：待核实的时长、明天的活动 attests hours, plans activities",
        ),
        Login(
            "yigong",
            Role.VOLUNTEER,
            "曾同学",
            DENGLIANG,
            "义工：待答复的入队邀请 answers an offer to join a team",
        ),
    )
