from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.tracking import ALPHABET, code_from, grouped, normalised, was_given_out

_SECRET = b"the secret of this deployment, 32+"
_ENTROPY = some.binary(min_size=8, max_size=16)


def _codes(count: int) -> list[str]:
    seeds = (hashlib.sha256(str(number).encode()).digest() for number in range(count))
    return [normalised(code_from(seed, _SECRET)) for seed in seeds]


@given(_ENTROPY)
def test_a_code_that_was_given_out_is_known(entropy: bytes) -> None:
    assert was_given_out(code_from(entropy, _SECRET), _SECRET)


@given(_ENTROPY)
def test_a_code_is_four_groups_of_letters_that_cannot_be_confused(entropy: bytes) -> None:
    code = code_from(entropy, _SECRET)

    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= {*ALPHABET, "-"}
    assert set(ALPHABET).isdisjoint("ILOU")


@given(_ENTROPY, some.data())
def test_look_alikes_case_dashes_and_full_width_letters_do_not_matter(
    entropy: bytes, data: some.DataObject
) -> None:
    """Residents type from paper, often with a Chinese input method."""
    code = code_from(entropy, _SECRET)
    written = "".join(data.draw(some.sampled_from(_ways_to_write(letter))) for letter in code)

    assert was_given_out(written, _SECRET)
    assert normalised(code) == normalised(written)
    assert code == grouped(normalised(written))


def _ways_to_write(letter: str) -> list[str]:
    ways = {"0": ["0", "O", "o"], "1": ["1", "I", "l", "L"], "-": ["-", " ", "", "－", "—", "–"]}
    full_width = [] if letter == "-" else [chr(ord(letter) + 0xFEE0)]
    return [*ways.get(letter, [letter, letter.lower()]), *full_width]


@given(_ENTROPY, some.integers(12, 15), some.sampled_from(ALPHABET))
def test_a_wrong_letter_in_the_seal_is_always_noticed(
    entropy: bytes, place: int, letter: str
) -> None:
    code = normalised(code_from(entropy, _SECRET))
    wrong = code[:place] + letter + code[place + 1 :]

    assert was_given_out(wrong, _SECRET) is (wrong == code)


def test_a_wrong_letter_before_the_seal_passes_once_in_a_million() -> None:
    """Four letters seal the others: one in 2^20. None of these 22,320 typing errors passes."""
    wrong = [
        code[:place] + letter + code[place + 1 :]
        for code in _codes(60)
        for place in range(12)
        for letter in ALPHABET
        if letter != code[place]
    ]

    assert len(wrong) == 60 * 12 * 31
    assert [code for code in wrong if was_given_out(code, _SECRET)] == []


def test_two_letters_in_each_others_place_are_noticed() -> None:
    swapped = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for code in _codes(200)
        for place in range(15)
        if code[place] != code[place + 1]
    ]

    assert [code for code in swapped if was_given_out(code, _SECRET)] == []


@given(_ENTROPY)
def test_another_deployments_code_is_not_ours(entropy: bytes) -> None:
    assert code_from(entropy, _SECRET) != code_from(entropy, b"another secret")


@pytest.mark.parametrize(
    "text", ["", "-", "7K3M", "7K3M-0QXR-9TNB-4H2C-7K3M", "七K3M-0QXR-9TNB-4H2C"]
)
def test_what_has_not_the_form_of_a_code_was_not_given_out(text: str) -> None:
    assert not was_given_out(text, _SECRET)


@given(some.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert was_given_out(text, _SECRET) in {True, False}
