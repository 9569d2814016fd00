"""Area codes for properties: any place in the tree, from province to community."""

from __future__ import annotations

from hypothesis import strategies as some


def _digits(count: int) -> some.SearchStrategy[str]:
    return some.integers(1, 10**count - 1).map(lambda number: str(number).zfill(count))


_PROVINCES = some.integers(11, 82).map(str)
_PARTS = some.tuples(_PROVINCES, _digits(2), _digits(2), _digits(3), _digits(3))


def _cut(parts: tuple[str, ...], levels: int) -> str:
    return "".join(parts[:levels]).ljust(12, "0")


area_codes = some.builds(_cut, _PARTS, some.integers(1, 5))

#: Few places close together, so that two of them are often nested.
near_codes = some.builds(
    _cut,
    some.tuples(
        some.just("44"),
        some.sampled_from(["03", "19"]),
        some.sampled_from(["05", "06"]),
        some.sampled_from(["007", "008"]),
        some.sampled_from(["001", "003"]),
    ),
    some.integers(1, 5),
)
