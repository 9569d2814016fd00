"""The street in an address."""

from __future__ import annotations

from vocabulary.areas import Level, is_area_code, level_of
from vocabulary.problems import NotFound


def checked(street: str) -> str:
    """The code, if it can be a street's.

    Raises:
        NotFound: it cannot.
    """
    if is_area_code(street) and level_of(street) is Level.STREET:
        return street
    raise NotFound(f"没有找到街道 {street}。", f"There is no street {street}.")
