"""What stands in the menu: an entry shows where its page exists and the table lets its reader in."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.console.languages import Sentence, _
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action


@dataclass(frozen=True)
class Entry:
    """A line of the menu."""

    name: str
    label: Sentence
    path: str
    action: Action


#: The first one that a role may open is where its day begins.
_DESK: tuple[Entry, ...] = (
    Entry("notices", _("通知"), "/desk/notices", Action.NOTICE_READ_OWN),
    Entry("account", _("我的账号"), "/desk/account", Action.ACCOUNT_OWN),
    Entry("records", _("登记簿"), "/desk/records", Action.ACCOUNT_OWN),
)

#: What residents find on every page.
_PUBLIC = (
    ("home", _("首页"), "/"),
    ("raise", _("反映诉求"), "/appeals/new"),
    ("follow", _("查询进度"), "/track"),
    ("commissioners", _("认识专员"), "/commissioners"),
    ("notices", _("聘任公示"), "/notices"),
    ("posts", _("我要报名"), "/posts"),
)


def for_residents() -> list[tuple[str, Sentence, str]]:
    """Name, label and address of each entry."""
    return list(_PUBLIC)


def menu(actor: Actor) -> list[Entry]:
    """What this actor may open."""
    return [entry for entry in _DESK if permissions.may_somewhere(actor, entry.action)]


def start(actor: Actor) -> str:
    """The first page of the day."""
    return next((entry.path for entry in menu(actor)), "/")
