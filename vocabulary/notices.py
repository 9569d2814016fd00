"""Words about notices (通知) that contracts and gateway share."""

from __future__ import annotations

from enum import StrEnum


class NoticeChannel(StrEnum):
    """How a notice leaves the system; the inbox has every notice of an account anyway."""

    EMAIL = "email"  # 电子邮件
    WEBHOOK = "webhook"  # 短信、微信网关


class DeliveryState(StrEnum):
    """What became of a delivery: 待发送, 已发送, 失败, 未发送."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # refused, or tried too often
    DROPPED = "dropped"  # no address, not wanted, sent by another way, or true no more


#: The quiet hours of each account until it sets its own, in Shanghai time.
QUIET_FROM, QUIET_UNTIL = "21:00", "08:00"
