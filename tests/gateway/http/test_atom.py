"""Feeds (Atom, RFC 4287): everything that they need, and nothing that a text could break."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from xml.etree import ElementTree as ET

from gateway.http.atom import Entry, Feed

_ATOM = "{http://www.w3.org/2005/Atom}"
_ID = UUID("01970a3c-9000-7000-8000-0000000000a1")


def _feed(*entries: Entry) -> Feed:
    return Feed(
        identity=_ID,
        title="登良社区专员动态",
        author="登良社区",
        address="https://linli.example.cn/api/v1/public/news/440305007003.atom",
        page="https://linli.example.cn/communities/440305007003/news",
        entries=entries,
        begun_on=dt.date(2013, 1, 1),
    )


def _entry(text: str = "先给出路。", day: int = 4) -> Entry:
    return Entry(
        identity=_ID,
        title="故事",
        text=text,
        category="故事",
        told_on=dt.date(2013, 5, day),
        page="https://linli.example.cn/communities/440305007003/news#a?b&c",
    )


def _read(feed: Feed) -> ET.Element:
    return ET.fromstring(feed.written())  # noqa: S314 - our own


def test_feed_and_entries_have_what_the_standard_asks() -> None:
    root = _read(_feed(_entry(), _entry(day=6)))

    assert root.tag == f"{_ATOM}feed"
    for one in (root, *root.iter(f"{_ATOM}entry")):
        assert one.findtext(f"{_ATOM}id") == f"urn:uuid:{_ID}"
        assert one.findtext(f"{_ATOM}title")
        assert dt.datetime.fromisoformat(one.findtext(f"{_ATOM}updated") or "").tzinfo
    assert root.findtext(f"{_ATOM}author/{_ATOM}name") == "登良社区"
    assert root.findtext(f"{_ATOM}updated") == "2013-05-06T00:00:00+08:00"
    assert {one.get("rel") for one in root.findall(f"{_ATOM}link")} == {"self", "alternate"}


def test_texts_of_people_are_texts_and_no_markup() -> None:
    text = '<script>alert("1")</script> & ]]> \x0b 充电 𬭸'

    root = _read(_feed(_entry(text)))

    content = root.find(f"{_ATOM}entry/{_ATOM}content")
    assert content is not None
    assert (content.get("type"), len(content)) == ("text", 0)
    assert content.text == text.replace("\x0b", "�") or "\x0b" not in (content.text or "")
    assert '<script>alert("1")</script> & ]]>' in (content.text or "")


def test_an_empty_feed_is_one_and_the_same_news_are_the_same_bytes() -> None:
    assert _read(_feed()).findtext(f"{_ATOM}updated") == "2013-01-01T00:00:00+08:00"
    assert _feed(_entry()).written() == _feed(_entry()).written()
