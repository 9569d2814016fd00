"""The people who could follow a commissioner.

Grown people who agree, are active in the community, and for a year have served in the team or led
a group that came from its post. Nobody else is shown, whatever they did.
"""

from __future__ import annotations

import datetime as dt

#: So long somebody has led or served.
DAYS_LEAST = 365
LISTED_MOST = 50


def since_latest(today: dt.date) -> dt.date:
    """The latest first day of a whole year that is over today."""
    return today - dt.timedelta(days=DAYS_LEAST)
