"""The deeds that can be done at a page, each with its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from gateway.console import forms, naming
from gateway.console.forms import Filled
from gateway.console.known import Known
from gateway.console.records.filters import PAGING
from gateway.console.records.found import Found
from gateway.console.records.sending import Sent, takes
from gateway.console.records.ways import may_do
from gateway.console.resources import Deed, Place
from gateway.http.operations import JSON

#: Deeds that no `possible` names: whether they can be done does not hang on a state.
UNGOVERNED = frozenset({"ProposePosts", "LinkIdentity"})


@dataclass(frozen=True)
class Offer:
    """A deed that can be done here, and its questions."""

    name: str
    label: str
    #: What the address of the interface still asks for, then what its body does.
    forms: Sequence[forms.Form]
    takes_file: bool
    version: int | None
    is_tried: bool
    is_removal: bool


def is_offered(deed: Deed, possible: Sequence[str] | None) -> bool:
    """Whether the reader may do it now; `possible`: what the thing says of itself, if it does."""
    if possible is None or deed.operation.name in UNGOVERNED:
        return may_do(deed.operation)
    return bool(_sayable(deed, possible)) if deed.says else deed.word in possible


def _sayable(deed: Deed, possible: Sequence[str]) -> list[str]:
    """What can be said in the address of a deed now."""
    kind = deed.operation.asked.schema().fields.get(deed.says) if deed.operation.asked else None
    if not isinstance(kind, fields.Enum):
        return []
    return [str(one.value) for one in kind.enum if one in possible]


def offer(here: Place, deed: Deed, found: Found, sent: Sent, names: Known) -> Offer:
    """The deed with its questions, filled in as it came or as the thing is."""
    operation, shape = deed.operation, takes(deed.operation)
    is_tried = sent.operation is not None and sent.operation.name == operation.name
    filled = sent.filled if is_tried else _as_it_is(deed, found.thing)
    options = names.options(shape, here)
    asked = [
        _name_form(here, deed, one, filled, found, names)
        for one in here.asks(operation)
        if one not in shape.schema().fields
    ]
    body = forms.form(shape, filled, options=options, without=PAGING)
    is_same = operation.answers is found.shape and found.shape is not None
    return Offer(
        operation.name,
        naming.operation(operation.name),
        [*asked, body],
        takes_file=operation.consumes != JSON,
        version=found.thing.get("version") if is_same else None,
        is_tried=is_tried,
        is_removal=operation.method == "DELETE",
    )


def _name_form(
    here: Place, deed: Deed, name: str, filled: Filled, found: Found, names: Known
) -> forms.Form:
    """The question for what the address of the interface names."""
    asked = deed.operation.asked
    if asked is None:
        raise LookupError(f"{deed.operation.name} does not say what {name} is")
    options = names.options(asked, here)
    if name == deed.says and found.possible is not None:
        kind = asked.schema().fields[name]
        said = _sayable(deed, found.possible)
        options = {name: [(one, naming.choice(kind.enum(one))) for one in said]}  # type: ignore[attr-defined]  # an enumeration, as `_sayable` found
    kept = Filled(asked, filled.given)
    return forms.form(asked, kept, only=[name], options=options, prefix="at.")


def _as_it_is(deed: Deed, thing: Mapping[str, Any]) -> Filled:
    """What stands in a form before anybody fills it in: what is changed, as it is now."""
    shape = takes(deed.operation)
    if deed.operation.method != "PUT":
        return forms.unfilled(shape)
    part = thing.get(deed.word.replace("-", "_"))
    kept = part if isinstance(part, dict) else thing
    # What is masked is asked anew: nobody writes the mask back.
    return forms.filled_with(
        shape,
        {name: one for name, one in kept.items() if not (isinstance(one, str) and "*" in one)},
    )
