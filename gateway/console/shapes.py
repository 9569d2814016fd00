"""What stands inside of a shape."""

from __future__ import annotations

import functools
import typing

from contracts.registry import Shape


def inner(shape: type[Shape], name: str) -> type[Shape]:
    """The shape of what stands in this field, alone or in a list."""
    return _inner(shape, name)  # type: ignore[arg-type]  # a class is hashable, mypy asks its instances


@functools.cache
def _inner(shape: type[Shape], name: str) -> type[Shape]:
    waiting = [typing.get_type_hints(shape)[name]]
    while waiting:
        hint = waiting.pop()
        if isinstance(hint, type) and issubclass(hint, Shape):
            return hint
        waiting.extend(typing.get_args(hint))
    raise TypeError(f"{shape.__name__}.{name} holds no shape")
