"""An answer or an event that code makes by hand says each of its fields.

`Copying` and `history.Telling` do so by themselves. Made by hand, a new optional field would keep
its default in silence, in one answer or in all.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect

from contracts import registry
from contracts.registry import Answer, Event
from tests.architecture.sources import Source, sources

#: Fields that may be left out where the shape is made, and why.
_MAY_LACK = {
    "AccountNoticeRequested": (
        {"but_not", "not_before", "volunteers"}, "most go to accounts, at once"
    ),
    "ApplicantReach": ({"phone", "email", "tracking_code"}, "nobody is reached there"),
    "ContactDisclosed": ({"version"}, "a viewing never changes"),
    "Done": ({"done"}, "says one thing only"),
    "ErasureAnswer": ({"erasure", "unproven"}, "one of the two"),
    "FieldChange": ({"before", "after", "hidden"}, "either both values, or none of them"),
    "HolidayView": ({"history", "source"}, "in lists, and a weekend that nobody published"),
    "NewsItem": (
        {"number", "people", "quarter", "text", "year"}, "each kind of news has its own"
    ),
    "NoticeRequested": (
        {"but_not", "not_before", "volunteers"}, "most go to accounts, at once"
    ),
    "OpenIdOffer": ({"name", "address"}, "nothing is set up"),
    "OwnDataAnswer": ({"data", "unproven"}, "one of the two"),
    "PasswordChanged": ({"done"}, "says one thing only"),
    "PersonDisclosed": ({"version"}, "a viewing never changes"),
    "PlanView": ({"reason", "set_at", "set_by"}, "the proposal that nobody has set"),
    "RegulationEdition": (
        {"effective_from", "published_at", "published_by", "reason"},
        "the proposal that nobody has published",
    ),
    "TokenPair": ({"token_type"}, "there is one kind"),
    "TrackedAppeal": (
        {
            "category", "closed_at", "community", "due_on", "erased_at", "id", "may_rate", "number",
            "outcome", "outcome_reason", "progress", "received_at", "version",
        },
        "the register does not have it yet",
    ),
    "Unproven": ({"retry_after_seconds"}, "there may be no second try"),
}  # fmt: skip


def test_what_is_made_by_hand_says_each_field() -> None:
    registry.load_all()
    lacking = [
        f"{source.name}:{line}: {shape.__name__} without {', '.join(sorted(left_out))}"
        for source in sources("audit", "bus", "gateway", "groundwork", "services")
        for line, name, given in source.made
        if (shape := _shape(source, name)) is not None
        if (left_out := _fields(shape) - given - _may_lack(name))
    ]

    assert not lacking, "\n".join(lacking)


def test_only_what_is_left_out_somewhere_may_be() -> None:
    """A field that all say, or that is gone, goes from the list."""
    left_out: dict[str, set[str]] = {name: set() for name in _MAY_LACK}
    for source in sources("audit", "bus", "gateway", "groundwork", "services"):
        for _, name, given in source.made:
            if name in left_out and (shape := _shape(source, name)) is not None:
                left_out[name] |= _fields(shape) - given

    assert left_out == {name: fields for name, (fields, _) in _MAY_LACK.items()}


def _may_lack(name: str) -> set[str]:
    fields, _ = _MAY_LACK.get(name, (set[str](), ""))
    return fields


def _shape(source: Source, name: str) -> type[Answer | Event] | None:
    """The answer or event of this name that the file imports."""
    for imported in source.imported:
        module, _, last = imported.rpartition(".")
        if last == name and module.startswith("contracts."):
            found = getattr(importlib.import_module(module), name, None)
            if inspect.isclass(found) and issubclass(found, (Answer, Event)):
                return found
    return None


def _fields(shape: type[Answer | Event]) -> set[str]:
    return {field.name for field in dataclasses.fields(shape)}
