"""What stands at an address: by itself, or as a line of what stands above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from contracts.registry import Shape
from gateway.console import api, resources, shapes
from gateway.console.records.filters import lacks, query_of, reading_of, shape_of
from gateway.console.resources import Place
from vocabulary.problems import NotFound


@dataclass(frozen=True)
class Found:
    """What stands at an address, with its shape."""

    thing: Mapping[str, Any]
    shape: type[Shape] | None = None

    @property
    def possible(self) -> Sequence[str] | None:
        """What can be done with it now; None: it does not say."""
        return self.thing.get("possible", []) if resources.has_possible(self.shape) else None


def found_at(here: Place) -> Found:
    """What stands here, or as a line of what stands above.

    Raises:
        Refused: the interface has it not, or not for this reader.
        NotFound: no line of the list above is it.
    """
    reading = here.resource.reading
    if reading is not None:
        query = query_of(reading)
        is_asked = not lacks(reading, query)
        return Found(api.get(here.address(reading), query) if is_asked else {}, reading.answers)
    above = here.above if here.resource.named else None
    if above is None:
        return Found({})
    shape, among = _lines_at(above)
    if shape is None:
        return Found({})
    for one in among:
        if resources.address_of(above, one) == here.at:
            return Found(one, shape)
    raise NotFound("没有找到这一条。", "There is no such entry.")


def _lines_at(above: Place) -> tuple[type[Shape] | None, Sequence[Mapping[str, Any]]]:
    """Among which lines a thing stands that has no address of its own at the interface."""
    if above.resource.line is not None:
        reading = reading_of(above)
        return above.resource.line, api.get(above.address(reading), query_of(reading))["items"]
    whole = above.above
    if whole is None or whole.resource.reading is None:
        return None, ()
    shape, name = shape_of(whole.resource.reading), above.key.replace("-", "_")
    if not isinstance(shape.schema().fields.get(name), fields.List):
        return None, ()
    return shapes.inner(shape, name), api.get(whole.address(whole.resource.reading))[name]
