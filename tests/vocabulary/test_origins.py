from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary import origins
from vocabulary.origins import NOWHERE, Origin

_MAYBE = some.none() | some.text(max_size=40)


@given(some.builds(Origin, address=_MAYBE, program=_MAYBE, on_behalf_of=_MAYBE))
def test_an_origin_comes_back_as_it_went(origin: Origin) -> None:
    assert origins.from_text(origins.to_text(origin)) == origin


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_said_is_nowhere(nothing: str | None) -> None:
    assert origins.from_text(nothing) == NOWHERE


@pytest.mark.parametrize("text", ["rubbish", "[]", "[1,2,3]", '["a","b"]', "{}", "null"])
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        origins.from_text(text)
