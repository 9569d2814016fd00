"""A module is short enough to be read in one go."""

from __future__ import annotations

import pytest

from tests.architecture.sources import Source, sources
from tests.architecture.test_names import PACKAGES

#: Longer ones had grown by what belongs to a capability of its own.
_MOST_LINES = 700


@pytest.mark.parametrize("source", sources(*PACKAGES), ids=lambda source: source.name)
def test_no_module_has_grown_too_long(source: Source) -> None:
    """Take apart what it does by capability; see the rooms in CONTRIBUTING.md."""
    assert source.lines <= _MOST_LINES
