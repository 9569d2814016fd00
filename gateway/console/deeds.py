"""What can be done with a thing now: a form for each deed that `possible` of its answer names.

    deeds = Deeds(f"/desk/posts/{post_id}", _DEEDS, post_id=post_id)
    if answer := deeds.sent():
        return answer
    one = api.get(f"/api/v1/posts/{post_id}")
    return shown("post.html", deeds.status, one=one, deeds=deeds.offered(one))

A deed is a request of the interface. Its address, its name and its form follow from there, and
a page only says what helps to fill it in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import flask

from contracts import words
from contracts.registry import Answer, Request, Shape, snake_case
from gateway.console import api, forms, naming, pages, things
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import Sentence, _
from gateway.console.things import Line
from gateway.http.operations import Operation, named

#: Which deed of the page was sent.
_DEED = "_deed"
#: When something happened is asked last, as it is seldom another day than today.
_HAPPENED = {
    "happened_at": _("不填就是现在。补登以前的事才填。"),
    "happened_on": _("不填就是今天。补登以前的事才填。"),
    "received_at": _("不填就是现在。补登以前的事才填。"),
}
_PASSED = {"true": _("通过"), "false": _("不通过")}
_NONE: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Deed:
    """One thing that can be done.

    `body`: what its form asks, where that is not the request's own. `label`: what it is called
    here, if not as everywhere. `kept`: fields that go along unseen. `is_final`: it is not taken
    back. `tells`: what its answer says this once. `leads`: where to go then, with fields of
    the answer in braces.
    """

    asked: type[Request[Any]]
    body: type[Shape] | None = None
    label: Sentence | None = None
    labels: Mapping[str, Sentence] = field(default_factory=dict)
    hints: Mapping[str, Sentence] = field(default_factory=dict)
    without: Collection[str] = ()
    kept: Collection[str] = ()
    is_final: bool = False
    #: Asked for seldom: it stays folded also where it is the first.
    is_seldom: bool = False
    tells: type[Answer] | None = None
    leads: str = ""
    #: What is told of it once it is done, if not just that it is.
    says: Callable[[api.Json], Sentence] | None = None
    #: Of several things in the thing: which one, as a part of the address, and its version.
    path: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    #: And what its form begins with.
    start: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> type[Shape]:
        """What its form asks."""
        return self.body or self.asked.body()

    @property
    def key(self) -> str:
        """What tells it from the others on its page."""
        return "-".join((snake_case(self.asked.__name__), *self.path.values()))

    @property
    def name(self) -> str:
        """What it is called."""
        return self.button if self.label is None else str(self.label)

    @property
    def button(self) -> str:
        """What stands on the button that does it."""
        return naming.line(words.operation_name(self.asked.__name__))

    @property
    def word(self) -> str:
        """What `possible` calls it."""
        operation = _operation(self.asked)
        last = operation.rule.rpartition("/")[2]
        if not last.startswith("<"):
            return last
        if said := self.path.get(last.strip("<>").rpartition(":")[2]):
            return said
        return {"PUT": "edit", "DELETE": "removal"}.get(operation.method, last)

    @property
    def is_usual(self) -> bool:
        """Whether people come for it, so that it stands open where it is the first."""
        return not (self.is_final or self.is_seldom) and self.tells is None

    def told(self, answer: api.Json) -> Sentence:
        """What its page says afterwards."""
        return self.says(answer) if self.says else _("%(deed)s：已完成。", deed=self.name)

    def send(self, path: Mapping[str, str], body: api.Json) -> api.Json:
        """Do it.

        Raises:
            Refused: with the problem document.
        """
        operation = _operation(self.asked)
        said = {**path, **self.path}
        parts = (part.partition(">") for part in operation.rule.split("<"))
        address = "".join(
            f"{said[name.rpartition(':')[2]]}{rest}" if closed else name
            for name, closed, rest in parts
        )
        return api.send(operation.method, address, body)


@dataclass(frozen=True)
class Offer:
    """A deed as its page shows it."""

    deed: Deed
    form: Form
    version: int | None
    is_open: bool


@dataclass
class Deeds:
    """The deeds of one page."""

    here: str
    known: Sequence[Deed]
    path: Mapping[str, str]
    _tried: dict[str, Filled] = field(default_factory=dict)
    #: What was to be read once.
    told: Sequence[Line] = ()
    status: int = 200

    def sent(self) -> flask.Response | None:
        """Where to go after what was done; None: nothing was, and the page is shown (again)."""
        if flask.request.method != "POST":
            return None
        wanted = flask.request.form.get(_DEED)
        deed = next((one for one in self.known if one.key == wanted), None)
        if deed is None:
            flask.abort(404)
        tried = forms.filled(deed.shape)
        if pages.is_sent():
            try:
                answer = deed.send(self.path, tried.body)
            except Refused as refusal:
                tried = tried.refused(refusal.problem)
                self.status = tried.status
            else:
                return self._done(deed, answer)
        self._tried[deed.key] = tried
        return None

    def _done(self, deed: Deed, answer: api.Json) -> flask.Response | None:
        if deed.tells is not None:
            self.told = things.lines(deed.tells, answer)
            return None
        to = (deed.leads or self.here).format_map(answer)
        return pages.told(to, deed.told(answer))

    def offered(
        self,
        one: api.Json,
        *,
        start: Mapping[str, Any] = _NONE,
        options: Mapping[str, Sequence[Option]] = _NONE,
        skip: Collection[str] = (),
        begun: Mapping[type[Request[Any]], Mapping[str, Any]] = _NONE,
        asking: Mapping[type[Request[Any]], Callable[[Filled], Form]] = _NONE,
    ) -> list[Offer]:
        """Those that are possible now, and the one that was tried, in the order of the page.

        `start`: what a form proposes; `begun`: of one deed. `skip`: what no form asks now.
        `asking`: a form that does not follow from its shape.
        """
        shown = [one_ for one_ in self.known if self._is_shown(one_, one["possible"])]
        is_tried = bool(self._tried)
        return [
            Offer(
                deed,
                asking[deed.asked](tried)
                if deed.asked in asking
                else _form(deed, tried, options, skip),
                (deed.version or one.get("version")) if _is_versioned(deed) else None,
                is_open=deed.key in self._tried if is_tried else at == 0 and deed.is_usual,
            )
            for at, deed in enumerate(shown)
            for tried in [
                self._tried.get(deed.key)
                or _begun(deed, one, deed.start or begun.get(deed.asked, start))
            ]
        ]

    def _is_shown(self, deed: Deed, possible: Collection[str]) -> bool:
        return deed.word in possible or deed.key in self._tried


def created(
    deed: Deed,
    path: Mapping[str, str] = _NONE,
    *,
    options: Mapping[str, Sequence[Option]] = _NONE,
    start: Mapping[str, Any] = _NONE,
) -> tuple[flask.Response | None, Form, int]:
    """Of a page that makes a new thing: where to go once it is made, its form, its status."""
    tried = forms.filled(deed.shape)
    if pages.is_sent():
        try:
            answer = deed.send(path, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return pages.told(deed.leads.format_map(answer), deed.told(answer)), Form([]), 303
    elif flask.request.method == "GET" and start:
        begun = forms.filled_with(deed.shape, start)
        begun.given.update(tried.given)
        tried = begun
    return None, _form(deed, tried, options, ()), tried.status


def _begun(deed: Deed, one: api.Json, start: Mapping[str, Any]) -> Filled:
    return forms.filled_with(deed.shape, {**one, **start} if deed.word == "edit" else start)


def _form(
    deed: Deed, tried: Filled, options: Mapping[str, Sequence[Option]], skip: Collection[str]
) -> Form:
    made = forms.form(
        deed.shape,
        tried,
        options={"passed": list(_PASSED.items())} | dict(options),
        labels=deed.labels,
        hints={**_HAPPENED, **deed.hints},
        without=[*deed.without, *skip],
    )
    asked = [forms.unseen(one, deed.kept) for one in made.fields]
    return dataclasses.replace(made, fields=sorted(asked, key=_place))


def _place(field: Field) -> int:
    """Where comes first, when comes last."""
    return -1 if field.name == "community" else field.name in _HAPPENED


def _is_versioned(deed: Deed) -> bool:
    return "expected_version" in deed.asked.schema().fields


def _operation(asked: type[Request[Any]]) -> Operation:
    """The operation that takes this request."""
    return named(flask.current_app, asked.__name__)
