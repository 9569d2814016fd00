"""Reaching people without an account (联系没有账号的人): who may ask a service for a contact.

A sender asks at the moment of sending, once for the ways there are and then for the contact of one.
Each message that got a contact is kept as a disclosure under the message's own id, so that one
that is tried again counts once. Requests of this kind leave no copy of their answer.
"""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.problems import Forbidden


def check_is_system(actor: Actor) -> None:
    """Let the system pass, which sends messages, and no person and no program of others.

    Raises:
        Forbidden: somebody else asks.
    """
    if not actor.is_system:
        raise Forbidden(
            "联系方式只供系统发送通知时使用；工作需要时，请说明原因后查看完整信息。",
            "Only the system itself may take a contact, for a message; if you need it for your "
            "work, ask for a disclosure and give a reason.",
        )
