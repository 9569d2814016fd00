"""Things that belong to one community, as those see them who work there."""

from __future__ import annotations

from vocabulary.actors import Actor
from vocabulary.areas import Level, level_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound


def check_sees(actor: Actor, action: Action, community: str) -> None:
    """Whoever may do this in the community passes.

    Raises:
        NotFound: not a community, or not one that the actor sees.
    """
    if level_of(community) is not Level.COMMUNITY or not may(actor, action, area=community):
        raise no_such(community)


def no_such(community: str) -> NotFound:
    """The refusal that tells nothing of other communities."""
    return NotFound(f"没有找到社区 {community}。", f"There is no community {community}.")
