"""Codes of communities in addresses."""

from __future__ import annotations

from vocabulary.areas import Level, is_area_code, level_of
from vocabulary.problems import NotFound


def checked(community: str) -> str:
    """The code, where it is one of a community.

    Raises:
        NotFound: it is another word, or the code of a larger area.
    """
    if is_area_code(community) and level_of(community) is Level.COMMUNITY:
        return community
    raise NotFound(f"没有找到社区 {community}。", f"There is no community {community}.")
