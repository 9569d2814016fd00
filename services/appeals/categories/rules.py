"""Who keeps the categories."""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.permissions import Action, may_somewhere
from vocabulary.problems import Forbidden


def check_may_manage(actor: Actor) -> None:
    """The categories are one list for all communities, so an administrator of any area may.

    Raises:
        Forbidden: the actor is no administrator.
    """
    if not may_somewhere(actor, Action.CATEGORY_MANAGE):
        raise Forbidden(
            "只有管理员可以维护诉求分类。", "Only an administrator may change the categories."
        )
