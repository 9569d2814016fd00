"""Rights to manage the categories."""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.permissions import Action, may_somewhere
from vocabulary.problems import Forbidden


def check_may_manage(actor: Actor) -> None:
    """The categories are one list for all streets, so no single street's administrator changes them.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
    """
    if not may_somewhere(actor, Action.CATEGORY_MANAGE):
        raise Forbidden(
            "诉求分类全系统共用一份，只有区级及以上的管理员可以维护。",
            "Categories are one list for all streets; only an administrator of a whole district, "
            "or of more, may change them.",
        )
