"""Since when the supervision channel (监督渠道) of a community is public, as the history tells it.

Beside the capabilities: handbooks use appointments, and these ask for the channel.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from groundwork import history

#: Makes a handbook's id from its community.
_HANDBOOKS = UUID("7b1d52c6-94ea-5f0c-a1f3-44030500700a")
#: The words of the history for a handbook, and for making its channel public.
KIND, CHANNEL_PUBLISHED = "handbook", "channel_published"


def handbook_id(community: str) -> UUID:
    """The same for one community, always."""
    return uuid5(_HANDBOOKS, community)


def has_channel_on(session: Session, community: str, day: dt.date) -> bool:
    """Whether the supervision channel of a community was public on a day: since it first was.

    A channel that is published again replaces its words, not the day of the first one.
    """
    steps = history.of(session, KIND, handbook_id(community))
    days = [step.details["on"] for step in steps if step.what == CHANNEL_PUBLISHED]
    return any(dt.date.fromisoformat(one) <= day for one in days)
