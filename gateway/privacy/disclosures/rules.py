"""Who is told that an account sees very many contacts."""

from __future__ import annotations

from vocabulary.actors import COMMITTEE, STREET, Role

#: Rows of older days are not needed; a look may be told late, when the broker was away.
KEPT_DAYS = 8


def watchers(*, looked: str, role: str, committee: set[str]) -> tuple[Role, ...]:
    """The community's committee; the street where it looked itself, or has nobody to be told.

    `committee`: the accounts of the committee. Whoever sits there looks as the committee,
    in whatever role.
    """
    is_of_committee = role in COMMITTEE or looked in committee
    return STREET if is_of_committee or not committee else COMMITTEE
