"""The names of things on pages: fields, values and areas in the reader's language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from contracts import notice_kinds, words
from contracts.registry import Shape
from contracts.words.fields import FIELDS, SHARED
from contracts.words.operations import OPERATIONS
from contracts.words.values import VALUES
from gateway.console import languages
from gateway.console.languages import _
from vocabulary.periods import SHANGHAI
from vocabulary.permissions import TABLE, Action

NOTHING = "—"
_ID = re.compile(r" ?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: In the text of a regulation {{post_cap}} stands for the value of that parameter.
_PARAMETER = re.compile(r"\{\{(" + "|".join(VALUES["recruitment"]["Parameter"]) + r")\}\}")
#: How the audit writes by what something came about.
_PROGRAMS = {"http": _("网页或接口"), "timer": _("定时任务"), "linli": _("运维命令")}
_BY = {
    re.compile(r"event [0-9a-f-]{36}|[0-9]+ events?"): _("系统事件"),
    re.compile(r"key [0-9a-f-]{36}"): _("API 密钥"),
}
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


def value_called(kind: str, written: str) -> str:
    """The same; nothing for what is not one of them, as `unknown`."""
    service, _dot, enumeration = kind.partition(".")
    return value(kind, written) if written in VALUES[service][enumeration] else ""


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


def happened_at(written: str) -> str:
    """When something happened: people who enter a paper of earlier know the day alone."""
    at = dt.datetime.fromisoformat(written).astimezone(SHANGHAI)
    return day(written) if at.time() == dt.time.min else moment(written)


def span(begins: str, ends: str) -> str:
    """From when until when; the day once where it is the same."""
    first, last = moment(begins), moment(ends)
    return f"{first}—{last[len('2026-11-28 ') :] if first[:10] == last[:10] else last}"


def yuan(fen: int) -> str:
    """An amount in fen as people write it: 120 元, or 120.50 元."""
    whole, rest = divmod(fen, 100)
    return str(_("%(n)s 元", n=f"{whole}.{rest:02}" if rest else whole))


def day(written: str | None) -> str:
    """A day, or the day of a moment."""
    return (
        moment(written)[: len("2026-11-28")] if written and "T" in written else written or NOTHING
    )


def quarter(written: str) -> str:
    """A quarter as people say it: 2013年第2季度 of 2013Q2."""
    year, _dot, number = written.partition("Q")
    return str(_("%(year)s年第%(number)s季度", year=year, number=number))


def duration(minutes: int) -> str:
    """Minutes as hours: 2 小时 30 分钟."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return str(_("%(hours)s 小时", hours=hours))
    if not hours:
        return str(_("%(rest)s 分钟", rest=rest))
    return str(_("%(hours)s 小时 %(rest)s 分钟", hours=hours, rest=rest))


def share(given: dict[str, Any]) -> str:
    """A part of a whole: 6/8（75%）."""
    part, whole, percent = given["numerator"], given["denominator"], given["percent"]
    if percent is None:
        return NOTHING
    shown = f"{percent:g}"
    return str(_("%(part)s/%(whole)s（%(percent)s%%）", part=part, whole=whole, percent=shown))


def line(name: words.Name) -> str:
    """A name where it begins a line."""
    return name.zh if languages.current() == languages.CHINESE else name.label


def called(name: words.Name) -> str:
    """What is read is called, without the word for reading: 诉求清单 of 查看诉求清单."""
    if languages.current() == languages.CHINESE:
        return name.zh.removeprefix(str(_("查看")))
    thing = name.en.removeprefix("list ").removeprefix("show ").removeprefix("read ")
    return words.Name("", thing).label


def operation(name: str) -> str:
    """What an operation is called, by its id."""
    return line(words.operation_name(name))


def operation_called(written: str) -> str:
    """The same by how the audit writes it: `appeals.accept_appeal`."""
    name = "".join(part.capitalize() for part in written.rpartition(".")[2].split("_"))
    found = OPERATIONS.get(name)
    return line(words.Name(*found)) if found else ""


def action_called(written: str) -> str:
    """What an action of the table of permissions is called."""
    row = TABLE.get(Action(written)) if written in set(Action) else None
    if row is None:
        return ""
    return row.zh if languages.current() == languages.CHINESE else row.en


def field_called(name: str) -> str:
    """What a field is called, whose shape is not known; nothing where several are called so."""
    found = SHARED.get(name) or next((one[name] for one in FIELDS.values() if name in one), None)
    return line(words.Name(*found)) if found else ""


def kind_called(name: str) -> str:
    """What a kind of notice, or of thing, is called."""
    notice = notice_kinds.KINDS.get(name)
    if notice is not None:
        return line(words.Name(notice.zh, notice.en))
    return field_called(name) or field_called(f"{name}_id")


def without_ids(sentence: str) -> str:
    """A sentence of the interface for people: an id tells programs what is meant."""
    return _ID.sub("", sentence)


def with_parameters(text: str, known: Mapping[str, str]) -> str:
    """A text as it was written, with what a parameter is called in the place of its code.

    `known`: what else may stand there in braces, as `{number}` in the wording of a notice.
    """
    named = _PARAMETER.sub(
        lambda found: f"【{value('recruitment.Parameter', found.group(1))}】", text
    )
    for code, called_ in known.items():
        named = named.replace(f"{{{code}}}", f"【{called_}】")
    return named


def program_called(written: str) -> str:
    """By what something came about, as the audit writes it: a timer, an event, a key's name."""
    if written in _PROGRAMS:
        return str(_PROGRAMS[written])
    return next((str(said) for form, said in _BY.items() if form.fullmatch(written)), written)
