"""Kinds of notices (通知): what they say, and their wording.

A service declares its kinds beside its events, in `contracts/SERVICE/notices.py`. The senders of
notices find them here and need to know no service.

    VISIT_PLANNED = declare(NoticeKind(
        name="visit_planned", zh="走访安排", en="A visit is planned",
        parameters=(Parameter("day", "走访日期", "Day of the visit", example="2013-05-10"),),
        words={Language.ZH: Words("走访安排", "{area}将于{day}走访。", "{area}将于{day}走访。"), …}))
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field

import contracts
from contracts.words import Name
from vocabulary.accounts import Language
from vocabulary.notices import NoticeChannel

TITLE_LONGEST, TEXT_LONGEST, SHORT_LONGEST = 60, 1000, 120


@dataclass(frozen=True)
class Words:
    """One wording; `{name}` stands for a parameter. `short` is for text messages (短信)."""

    title: str
    text: str
    short: str


@dataclass(frozen=True)
class Parameter:
    """A parameter that a wording may use. A preview shows its example."""

    name: str
    zh: str
    en: str
    example: str
    #: A fact with few values is told by a word in each language.
    words: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)


def in_each_language(names: Mapping[str, Name]) -> Mapping[str, Mapping[Language, str]]:
    """The names of the values of a fact, as a parameter takes them."""
    return {value: {Language.ZH: name.zh, Language.EN: name.en} for value, name in names.items()}


#: Every kind has it: the name of the area that the notice belongs to.
AREA = Parameter("area", "社区或街道名称", "Name of the community or street", "")
#: Kinds for people without an account have it: the code by which they follow what is theirs. It is
#: fetched when the message is sent and never stored.
TRACKING_CODE = Parameter("tracking_code", "查询码", "Tracking code", "7H2K-9MTV-3QXD-A0WE")


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice."""

    name: str
    zh: str
    en: str
    words: Mapping[Language, Words]
    #: The facts that come with it.
    parameters: tuple[Parameter, ...] = ()
    #: The page of ours that its link leads to; `{subject_id}` and `{tracking_code}` are filled in.
    path: str | None = None
    #: For applicants, who have no account and no inbox.
    to_applicants: bool = False
    #: For volunteers who have no account; those who have one get another kind.
    to_volunteers: bool = False
    #: The other ways it comes unless the account chooses otherwise.
    usual: frozenset[NoticeChannel] = frozenset({NoticeChannel.EMAIL})

    @property
    def has_code(self) -> bool:
        """Whether it is for people without an account and an inbox."""
        return self.to_applicants or self.to_volunteers

    @property
    def known(self) -> tuple[Parameter, ...]:
        """Everything that its words may name."""
        return (AREA, *self.parameters, *((TRACKING_CODE,) if self.has_code else ()))


KINDS: dict[str, NoticeKind] = {}


def declare(kind: NoticeKind) -> NoticeKind:
    """Register a kind."""
    KINDS[kind.name] = kind
    return kind


def load_all() -> None:
    """Import every module of kinds, so that the registry is whole."""
    for found in pkgutil.walk_packages(contracts.__path__, "contracts."):
        if found.name.endswith(".notices"):
            importlib.import_module(found.name)
