"""The right to get a contact without giving a reason: only Linli itself has it."""

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
