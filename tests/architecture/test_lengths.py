"""A module is short enough to be read in one go."""

from __future__ import annotations

from tests.architecture.sources import sources
from tests.architecture.test_names import PACKAGES

#: Longer ones had grown by what belongs to a capability of its own.
_MOST_LINES = 700


def test_no_module_has_grown_too_long() -> None:
    """Take apart what it does by capability; see the rooms in CONTRIBUTING.md."""
    lines = {source.name: source.lines for source in sources(*PACKAGES)}

    assert len(lines) > 1000
    assert {name: count for name, count in lines.items() if count > _MOST_LINES} == {}
