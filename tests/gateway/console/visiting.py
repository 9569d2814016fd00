"""Somebody with a browser without a script: pages, their forms, and what comes of sending one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

from gateway.http.middleware import CALLS

ORIGIN = "http://localhost"
#: No page asks more: each call goes to a service, one after the other, while its reader waits.
_CALLS_MOST = 8


@dataclass
class Form:
    """A form as a browser would send it untouched."""

    action: str
    method: str
    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    #: Every field that it asks, filled in or not.
    names: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Picks up forms, links and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "form":
            self._form = Form(given.get("action") or "", given.get("method") or "get")
            self.forms.append(self._form)
        if self._form is None:
            return
        name = given.get("name")
        if name and tag in {"input", "select", "textarea"} and name not in self._form.names:
            self._form.names.append(name)
        match tag:
            case "input" if name:
                is_choice = given.get("type") in {"radio", "checkbox"}
                if not is_choice or "checked" in given:
                    self._form.fields.add(name, given.get("value") or "")
            case "textarea":
                self._textarea = name
            case "select":
                self._select = name
            case "option" if self._select and "selected" in given:
                self._form.fields.add(self._select, given.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._form is not None and self._textarea:
            before = self._form.fields.pop(self._textarea, "")
            self._form.fields[self._textarea] = (before + data).removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._textarea = None
        if tag == "select":
            self._select = None


@dataclass
class Page:
    """What the browser shows."""

    address: str
    answer: Any

    @property
    def status(self) -> int:
        """The status of the answer."""
        found: int = self.answer.status_code
        return found

    @property
    def leads_to(self) -> str | None:
        """Where it sends the browser."""
        found: str | None = self.answer.headers.get("Location")
        return found

    @property
    def words(self) -> str:
        """Everything that can be read."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def links(self) -> list[str]:
        """Where one can go from here."""
        return self._read.links

    @property
    def forms(self) -> list[Form]:
        """Every form of the page."""
        return self._read.forms

    def form(self, action: str = "", *, deed: str = "") -> Form:
        """The form that is sent there; without an action, the page's own, or that of a deed."""
        forms = [one for one in self._read.forms if one.action == action]
        return next(one for one in forms if deed in ("", one.fields.get("_deed")))

    @property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.answer.text)
        return reader


class Visitor:
    """Keeps cookies, follows nothing by itself."""

    def __init__(self, app: Any) -> None:
        self.client = app.test_client()

    def opens(self, address: str, **headers: str) -> Page:
        """One page."""
        sent = {"Accept": "text/html"} | _dashed(headers)
        answer = self.client.get(address, headers=sent, base_url=ORIGIN)
        calls = answer.request.environ.get(CALLS, 0)
        assert calls <= _CALLS_MOST, f"{address} calls the interface {calls} times"
        return Page(address, answer)

    def sends(
        self,
        page: Page,
        typed: dict[str, Any] | None = None,
        *,
        action: str = "",
        deed: str = "",
        without: Sequence[str] = (),
        headers: dict[str, str | None] | None = None,
        **more: Any,
    ) -> Page:
        """The form of a page with these fields filled in."""
        form = page.form(action, deed=deed)
        fields = MultiDict(form.fields)
        for name, value in ((typed or {}) | more).items():
            fields.setlist(name, value if isinstance(value, list) else [value])
        for name in without:
            fields.pop(name, None)
        to = form.action or page.address
        sent = {"Accept": "text/html", "Origin": ORIGIN} | (headers or {})
        kept = {name: value for name, value in sent.items() if value is not None}
        if form.method == "get":
            return Page(to, self.client.get(to, query_string=fields, headers=kept))
        files = any(hasattr(value, "read") or isinstance(value, tuple) for value in fields.values())
        kind = "multipart/form-data" if files else "application/x-www-form-urlencoded"
        answer = self.client.post(to, data=fields, content_type=kind, headers=kept, base_url=ORIGIN)
        return Page(to, answer)

    def follows(self, page: Page) -> Page:
        """Where an answer leads."""
        assert page.leads_to, page.answer.text
        return self.opens(page.leads_to.removeprefix(ORIGIN))

    def signs_in(self, person: Any) -> Page:
        """By the sign-in page; shows where that leads."""
        typed = {"login": person.login, "password": person.password, "code": person.code or ""}
        return self.sends(self.opens("/sign-in"), typed, action="/sign-in")


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
