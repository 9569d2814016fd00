from __future__ import annotations

from tests.architecture.sources import ROOT
from tests.mutations import MUTATIONS, check_written


def test_every_rule_that_can_be_broken_stands_where_it_is_looked_for() -> None:
    """Follow in tests/mutations.py when you move a rule or what guards it."""
    check_written(ROOT, MUTATIONS)

    assert len({mutation.rule for mutation in MUTATIONS}) == len(MUTATIONS) >= 20
