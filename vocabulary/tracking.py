"""Tracking codes (查询码): what a resident quotes to follow an appeal.

Sixteen characters without I, L, O and U, written in groups of four. Twelve are random; four are a
seal made with the deployment's secret. So a mistyped code differs from a real one, even before the
appeal is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM, _SEAL = 12, 4
_READ_AS = str.maketrans("OIL", "011", "-‐‑‒–— ")


def code_from(entropy: bytes, secret: bytes) -> str:
    """The code made from eight or more unguessable bytes, grouped for reading."""
    body = _letters(entropy, _RANDOM)
    return grouped(body + _seal(body, secret))


def normalised(text: str) -> str:
    """What the writer meant: upper case, no dashes, look-alikes replaced.

    A Chinese input method writes full-width letters (Ａ) and dashes of its own.
    """
    return unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)


def code_in(text: str) -> str | None:
    """The code in a text; None where it is no code."""
    code = normalised(text)
    return code if len(code) == _RANDOM + _SEAL and set(code) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """Four characters, a dash, four characters, and so on."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def was_given_out(text: str, secret: bytes) -> bool:
    """Whether this deployment made the code; False for typing errors and guesses."""
    code = code_in(text)
    if code is None:
        return False
    return hmac.compare_digest(_seal(code[:_RANDOM], secret), code[_RANDOM:])


def _seal(body: str, secret: bytes) -> str:
    return _letters(hmac.digest(secret, b"tracking:" + body.encode(), hashlib.sha256), _SEAL)


def _letters(source: bytes, count: int) -> str:
    number = int.from_bytes(source[:8], "big")
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(count))
