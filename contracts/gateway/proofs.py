"""What account owners prove again before anything that a stolen sign-in must not do."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Shape, shape


@shape
class OwnersProof(Shape):
    """Your password and code again, as for signing in; a sign-in left open is not enough."""

    current_password: str = fields.secret(
        "Your current password.", longest=200, example="seven quiet lamps by the harbour"
    )
    code: str | None = fields.text(
        "Where the account has a second factor: six digits of the app, or a recovery code.",
        longest=40,
        example="492039",
        default=None,
    )
