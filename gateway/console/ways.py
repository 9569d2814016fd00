"""Forms in steps (分步填写): a topic at a time, then a last look, which keeps a draft or submits it.

What was answered so far goes along in the form. Nothing is kept before the last look.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import flask
import marshmallow

from contracts.complaints import invalid_from
from contracts.registry import Shape
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, shown
from gateway.http.errors import document_of


@dataclass(frozen=True)
class Step:
    """One topic of the way."""

    label: Sentence
    names: tuple[str, ...]
    lead: Sentence | None = None


class Way(ABC):
    """The way through the steps of one shape."""

    template: ClassVar[str]
    steps: ClassVar[tuple[Step, ...]]

    def __init__(self, shape: type[Shape], begun: api.Json | None) -> None:
        """`begun`: the thing that is rewritten or changed; None: a new one."""
        self.shape = shape
        self.begun = begun

    @abstractmethod
    def beginning(self, begun: api.Json) -> Filled:
        """The answers that stand in the thing."""

    @abstractmethod
    def names(self, at: int) -> list[str]:
        """What a step asks of this reader."""

    @abstractmethod
    def form(self, tried: Filled, names: Sequence[str]) -> Form:
        """The questions with these names, in their order."""

    @abstractmethod
    def body(self, tried: Filled) -> dict[str, Any]:
        """The answers as the interface takes them."""

    @abstractmethod
    def made(self, tried: Filled, go: str) -> flask.Response:
        """Keep the draft, and submit it if that is asked (`go`).

        Raises:
            Refused: with the problem document.
        """

    @abstractmethod
    def row(self, cells: Sequence[Field]) -> str:
        """One row of answers in words."""

    def asked_as(self, field: str) -> str:
        """The question that asks for a field of the interface."""
        return field

    def step_of(self, problem: api.Json) -> int:
        """The first step with a complaint; the last look where no question has one."""
        wrong = {_first(one["field"]) for one in problem.get("errors", ())}
        found = (at for at, step in enumerate(self.steps) if wrong & {*step.names})
        return next(found, len(self.steps))

    def walked(self) -> Shown | flask.Response:
        """The step that is due, or what came of the last one."""
        tried = forms.filled(self.shape)
        if self.begun is not None and flask.request.method != "POST":
            tried = self.beginning(self.begun)
        last = len(self.steps)
        at = min(forms.number(flask.request.form.get("_step", "")) or 0, last)
        go = flask.request.form.get("_go", "next")
        asked = forms.number(go)
        problem: api.Json | None = None
        if pages.is_sent():
            # Going back asks for nothing; going on only for what stands on the step.
            is_back = asked is not None and asked <= at
            problem = None if is_back else self._wrong(tried, at)
            if problem is None and go in {"draft", "submission"} and at == last:
                try:
                    return self.made(tried, go)
                except Refused as refusal:
                    problem = refusal.problem
                    at = self.step_of(problem)
            elif problem is None:
                at = min(at + 1 if asked is None else asked, last)
        tried = dataclasses.replace(tried, problem=problem)
        names = self.names(at) if at < last else []
        return shown(
            self.template,
            200 if problem is None else forms.status_of(problem),
            begun=self.begun,
            steps=self.steps,
            at=at,
            form=self.form(tried, names) if at < last else Form([], problem),
            reviewed=list(self._reviewed(tried)) if at == last else [],
            carried=[
                (name, value)
                for name, value in tried.given.items(multi=True)
                if not name.startswith("_") and name.partition(".")[0] not in names
            ],
        )

    def _wrong(self, tried: Filled, at: int) -> api.Json | None:
        """What is wrong with the answers of one step, as the interface would say it."""
        if at >= len(self.steps):
            return None
        try:
            self.shape.schema().load(self.body(tried))
        except marshmallow.ValidationError as complaint:
            problem = document_of(invalid_from(complaint), flask.request.environ)
            named = [one | {"field": self.asked_as(one["field"])} for one in problem["errors"]]
            errors = [one for one in named if _first(one["field"]) in self.steps[at].names]
            return problem | {"errors": errors} if errors else None
        return None

    def _reviewed(self, tried: Filled) -> Iterator[tuple[int, Sentence, list[Any]]]:
        """Each step with its answers in words."""
        for number, step in enumerate(self.steps):
            fields = self.form(tried, self.names(number)).fields
            yield number, step.label, [(one.label, self._said(one)) for one in fields]

    def _said(self, one: Field) -> list[str]:
        names = {value: str(label) for value, label in one.options}
        if one.widget == "rows":
            said = [self.row(cells) for cells in one.rows]
        elif one.widget == "check":
            said = [str(_("是") if "true" in one.values else _("否"))]
        else:
            said = [names.get(value, value) for value in one.values if value]
        return said or [naming.NOTHING]


def _first(name: str) -> str:
    return name.partition(".")[0]
