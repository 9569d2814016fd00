"""The published language: every event, request and answer that crosses a border.

Needs marshmallow and `vocabulary` only. A shape is a frozen dataclass; its
marshmallow schema is made from it, so there is one place to read and to change.
"""
