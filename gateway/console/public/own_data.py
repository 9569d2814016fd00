"""The page of own data by a code: who looked at it, a copy of it, its erasure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flask

from contracts.registry import Shape
from gateway.console import api, forms, pages, things
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, shown, told

Sends = Callable[[api.Json], api.Json]


@dataclass(frozen=True)
class Looks:
    """The people who looked at what is kept of a person, and why."""

    title: Sentence
    #: The enumeration of the reasons, as `appeals.SeenFor`.
    reasons: str
    found: Sequence[api.Json]


@dataclass(frozen=True)
class DataPage:
    """What the page of own data differs in."""

    #: The page to which the code leads, and what it is called.
    here: str
    called: Sentence
    copy: type[Shape]
    #: The bodies of both requests, which may ask for a phone as proof.
    proof: type[Shape]
    wish: type[Shape]
    export: Sends
    erase: Sends
    #: What is said before each is done.
    on_copy: Sentence | str
    on_erasure: Sentence
    looks: Callable[[], Looks] | None = None


def answered(own: DataPage) -> Shown | flask.Response:
    """The page, the copy, or the way back once everything is erased."""
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    proof, wish = forms.filled(own.proof), forms.filled(own.wish)
    try:
        if deed == "erasure":
            own.erase(wish.body)
            return told(own.here, _("个人信息已删除。"))
        if deed == "export":
            lines = things.lines(own.copy, own.export(proof.body))
            return shown("public/copy.html", lines=lines, back=f"{own.here}/data")
    except Refused as refusal:
        proof = proof.refused(refusal.problem) if deed == "export" else proof
        wish = wish.refused(refusal.problem) if deed == "erasure" else wish
    return shown(
        "public/own_data.html",
        max(proof.status, wish.status),
        own=own,
        looks=own.looks() if own.looks is not None else None,
        proof=forms.form(own.proof, proof),
        wish=forms.form(own.wish, wish),
    )
