from __future__ import annotations

import pytest

from vocabulary.phones import same_phone


@pytest.mark.parametrize(
    "written",
    [
        "13800138000",
        "138-0013-8000",
        "138 0013 8000",
        "+86 13800138000",
        "0086-138 00138000",
        "１３８００１３８０００",
    ],
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert same_phone(written) == "13800138000"


def test_other_numbers_keep_their_digits() -> None:
    assert same_phone("0755-26561234") == "075526561234"
    assert same_phone("860012") == "860012"
