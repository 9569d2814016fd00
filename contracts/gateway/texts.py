"""Checking a text before it is published."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, Shape, shape
from vocabulary.personal_text import Kind


@shape
class Draft(Shape):
    """A text to check before you send it."""

    text: str = fields.text("The text.", longest=4000, example="灯坏了，请打13800138000。")


@shape
class FoundNumber(Answer):
    """A personal number in the text; places count characters from 0."""

    kind: Kind = fields.choice("The kind of number.")
    start: int = fields.plain("Where it begins.")
    end: int = fields.plain("The first place after it.")


@shape
class Preview(Answer):
    """The text as the public would see it."""

    text: str = fields.plain("With every personal number hidden.")
    found: list[FoundNumber] = fields.plain("What was hidden.")
