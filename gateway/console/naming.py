"""The names of things on pages: fields, values and areas in the reader's language."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

from contracts import words
from contracts.registry import Shape
from contracts.words.values import VALUES
from gateway.console import languages
from gateway.console.languages import _
from vocabulary.periods import SHANGHAI

NOTHING = "—"
_OTHERS = {"resident": _("居民本人"), "system": _("系统自动"), "operator": _("系统运维人员")}


def field(shape: type[Shape], name: str) -> str:
    """The name of a field of a form or an answer."""
    return line(words.field_name(shape, name))


def choice(value: Enum) -> str:
    """The name of a value to choose."""
    return line(words.value_name(value))


def value(kind: str, written: str | None) -> str:
    """A value as people say it; `kind` names service and enumeration, as `appeals.State`."""
    if written is None:
        return NOTHING
    service, _, enumeration = kind.partition(".")
    return line(words.Name(*VALUES[service][enumeration][written]))


def role(written: str) -> str:
    """The name of the role in which something was done, including residents and the system."""
    names = VALUES["vocabulary"]["Role"]
    return (
        line(words.Name(*names[written]))
        if written in names
        else str(_OTHERS.get(written, NOTHING))
    )


def named(thing: dict[str, Any], field_: str) -> str:
    """A name that an answer gives in both languages, as `community_zh` and `community_en`."""
    found = thing.get(f"{field_}_{languages.current()}") or thing.get(f"{field_}_zh")
    return str(found or thing.get(field_) or NOTHING)


def moment(written: str | None) -> str:
    """A moment as people in Shenzhen read it: 2026-11-28 14:30."""
    if not written:
        return NOTHING
    return dt.datetime.fromisoformat(written).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def day(written: str | None) -> str:
    """A day, or the day of a moment."""
    return (
        moment(written)[: len("2026-11-28")] if written and "T" in written else written or NOTHING
    )


def line(name: words.Name) -> str:
    """A name where it begins a line."""
    return name.zh if languages.current() == languages.CHINESE else name.label
