"""Feeds for readers of news (Atom, RFC 4287), written by the standard library, which escapes all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from xml.etree import ElementTree as ET

from vocabulary.periods import SHANGHAI
from vocabulary.texts import cleaned

_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    """One piece of news; `page`: the address to read more."""

    identity: UUID
    title: str
    text: str
    category: str
    told_on: dt.date
    page: str


@dataclass(frozen=True)
class Feed:
    """A feed: `address` is its own, `page` that of the same news for people."""

    identity: UUID
    title: str
    author: str
    address: str
    page: str
    entries: Sequence[Entry]
    #: When nothing was told yet.
    begun_on: dt.date

    def written(self) -> bytes:
        """The feed as XML: the same news, the same bytes."""
        root = ET.Element("feed", {"xmlns": _NAMESPACE, _LANGUAGE: "zh-CN"})
        newest = max((one.told_on for one in self.entries), default=self.begun_on)
        _head(root, self.identity, self.title, newest)
        _link(root, "self", self.address, "application/atom+xml")
        _link(root, "alternate", self.page, "text/html")
        _add(_add(root, "author"), "name", self.author)
        for one in self.entries:
            entry = _add(root, "entry")
            _head(entry, one.identity, one.title, one.told_on)
            _add(entry, "published", _midnight(one.told_on))
            _link(entry, "alternate", one.page, "text/html")
            ET.SubElement(entry, "category", {"term": one.category})
            _add(entry, "content", one.text).set("type", "text")
        written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        return written


def _head(within: ET.Element, identity: UUID, title: str, told_on: dt.date) -> None:
    _add(within, "id", identity.urn)
    _add(within, "title", title)
    _add(within, "updated", _midnight(told_on))


def _add(within: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(within, name)
    made.text = None if text is None else cleaned(text)
    return made


def _link(within: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(within, "link", {"rel": relation, "type": kind, "href": address})


def _midnight(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time.min, SHANGHAI).isoformat()
