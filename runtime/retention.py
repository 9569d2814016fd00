"""The periods of this process: how long each class of data is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from runtime import clock
from vocabulary import retention


class _Current:
    """The periods of this process, set once at its start; our proposal until then."""

    days: Mapping[str, int] = retention.read("")


def use(days: Mapping[str, int]) -> None:
    """Keep each class for so many days from now on, in the whole process."""
    _Current.days = days


def limit(name: str) -> dt.datetime:
    """Data older than this is past its period."""
    return clock.now() - dt.timedelta(days=_Current.days[name])
