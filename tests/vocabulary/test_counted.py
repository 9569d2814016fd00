from __future__ import annotations

import pytest

from vocabulary.counted import counted


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 objections are"), (1, "1 objection is"), (2, "2 objections are")],
)
def test_a_sentence_fits_its_number(number: int, said: str) -> None:
    assert counted(number, "objection is", "objections are") == said
