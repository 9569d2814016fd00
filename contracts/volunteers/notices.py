"""What the service of volunteers asks to have said to people."""

from __future__ import annotations

from contracts.gateway.notices import NoticeWish
from contracts.registry import Event, event


@event("volunteers", subject="request_id", area="area")
class NoticeRequested(NoticeWish, Event):
    """Volunteers' service asks for a notice to accounts, or to those who hold a role at an area."""
