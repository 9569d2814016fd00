"""Texts before they are published."""

from __future__ import annotations

from contracts.gateway.texts import Draft, FoundNumber, Preview
from gateway.http.routes import Routes
from vocabulary.permissions import Action
from vocabulary.personal_text import found, hidden

routes = Routes("texts", "文字预览 · Texts before they are published")


@routes.post("/api/v1/public/texts/preview", may=Action.ANYONE, takes=Draft, answers=Preview)
def preview_text(body: Draft) -> Preview:
    """Show which numbers in a text would be hidden (个人信息提示); nothing is stored."""
    return Preview(
        text=hidden(body.text),
        found=[FoundNumber(**finding._asdict()) for finding in found(body.text)],
    )
