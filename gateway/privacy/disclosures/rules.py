"""The people notified that an account sees very many contacts."""

from __future__ import annotations

from vocabulary.actors import COMMITTEE, STREET, Role

#: Rows of older days are not needed; a look may be told late, when the broker was away.
KEPT_DAYS = 8


def watchers(*, looked: str, role: str, committee: set[str]) -> tuple[Role, ...]:
    """The community's committee; the street if the committee itself looked or has no members.

    `committee`: the accounts of the committee. Its members count as the committee, in any role.
    """
    is_of_committee = role in COMMITTEE or looked in committee
    return STREET if is_of_committee or not committee else COMMITTEE
