"""A page as it comes over the line, read without a browser: its words, links and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_HTML_LARGEST_BYTES = 60_000
#: A code that nobody reads: `in_notice`, `appeals.State`.
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
#: English in a Chinese page, but for names that everybody knows by these letters.
_LETTERS = re.compile(r"[A-Za-z]{3,}")
_NAMES = frozenset({"English", "PDF", "QR", "API", "CSV", "Excel"})
_ALONE = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "rect", "line", "source"})
#: Of an attribute the value counts too: it makes what the element looks like, or is to a reader.
_VALUED = frozenset({"class", "type", "role", "lang", "aria-current", "method"})
#: So many elements, one in the other, say in which place a thing stands.
_AROUND = 3
#: In these stands what people wrote or typed, in whatever language they did.
_GIVEN = frozenset({"textarea", "code"})


@dataclass
class _Element:
    """An element that is open: where it stands, and whether people wrote what is in it."""

    tag: str
    place: str
    is_given: bool
    #: Whether it is around what the page is about, as menus are, which follow from the reader.
    is_frame: bool


_TOP = _Element("", "", is_given=False, is_frame=True)


@dataclass
class Paper:
    """One page."""

    address: str
    status: int
    html: str
    #: Each element with the two around it, as `section.card>ul>li`.
    parts: set[str] = field(default_factory=set)
    #: Each text of ours by where it stands.
    sentences: set[str] = field(default_factory=set)
    #: Of both, what is around what the page is about.
    frame: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    title: str = ""
    headings: int = 0
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        reader = _Reader(self)
        reader.feed(self.html)
        reader.close()

    @cached_property
    def weight(self) -> int:
        """Bytes of HTML."""
        return len(self.html.encode())

    def faults(self, *, is_chinese: bool) -> Iterator[str]:
        """What is wrong with it, however it is shown."""
        if self.status >= 400:
            yield f"status {self.status}"
        if self.headings != 1:
            yield f"{self.headings} headings of the first rank"
        if not self.title.split(" · ")[0].strip():
            yield "no title"
        if self.weight > _HTML_LARGEST_BYTES:
            yield f"{self.weight} bytes of HTML"
        if codes := sorted(set(_CODE.findall(" ".join(self._words)))):
            yield f"codes in words: {codes}"
        ours = " ".join(one.rpartition(": ")[2] for one in self.sentences)
        if is_chinese and (found := set(_LETTERS.findall(ours)) - _NAMES):
            yield f"letters in a Chinese page: {sorted(found)}"


class _Reader(HTMLParser):
    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self._open: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        above = self._open[-1] if self._open else _TOP
        said = [f"{name}={given[name]}" if name in _VALUED else name for name in sorted(given)]
        around = above.place.split(">")[1 - _AROUND :] if above.place else []
        place = ">".join([*around, f"{tag}[{' '.join(said)}]"])
        classes = _classes(given)
        is_frame = tag != "main" and (above.is_frame or (tag == "nav" and "sections" in classes))
        self._adds(self._paper.parts, place, is_frame=is_frame)
        if tag == "h1":
            self._paper.headings += 1
        if tag == "a" and given.get("href"):
            self._link(str(given["href"]))
        if tag not in _ALONE:
            is_given = "data-given" in given or tag in _GIVEN or "code" in classes
            self._open.append(_Element(tag, place, above.is_given or is_given, is_frame))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        words, here = data.strip(), self._open[-1] if self._open else None
        if not words or here is None:
            return
        if here.tag == "title":
            self._paper.title += words
            return
        if here.tag != "textarea":
            # A field holds what its writer keeps, as the codes in the text of a regulation.
            self._paper._words.append(words)
        if not here.is_given:
            said = f"{here.place}: {re.sub(r'[0-9]+', '0', words)}"
            self._adds(self._paper.sentences, said, is_frame=here.is_frame)

    def _adds(self, to: set[str], one: str, *, is_frame: bool) -> None:
        to.add(one)
        if is_frame:
            self._paper.frame.add(one)

    def _link(self, href: str) -> None:
        to, own = urlsplit(urljoin(self._paper.address, href)), urlsplit(self._paper.address)
        if to.netloc == own.netloc:
            self._paper.links.append(f"{to.path}?{to.query}" if to.query else to.path)


def _classes(given: dict[str, str | None]) -> list[str]:
    return (given.get("class") or "").split()
