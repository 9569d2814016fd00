"""How long something lasted, in words."""

from __future__ import annotations

from gateway.console.languages import Sentence, _

_HOUR = 60


def lasting(minutes: int) -> Sentence:
    """Minutes as hours and minutes."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return _("%(minutes)s 分钟", minutes=rest)
    if not rest:
        return _("%(hours)s 小时", hours=hours)
    return _("%(hours)s 小时 %(minutes)s 分钟", hours=hours, minutes=rest)
