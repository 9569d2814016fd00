"""Whether a process lives and can work."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, shape


@shape
class Alive(Answer):
    """The process answers."""

    status: str = fields.plain("Always `ok`.")


@shape
class Readiness(Answer):
    """What the checks of the process found."""

    ready: bool = fields.plain("Whether every finding is `ok`.")
    checks: dict[str, str] = fields.plain("What was found, by name of the check.")
    advice: dict[str, str] = fields.plain(
        "What the operator should look at, by subject, though the process can work."
    )
