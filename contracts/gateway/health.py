"""Whether a process is alive and can work."""

from __future__ import annotations

from contracts import fields
from contracts.registry import Answer, shape


@shape
class Alive(Answer):
    """The process answers."""

    status: str = fields.plain("Always `ok`.")


@shape
class Readiness(Answer):
    """The results of the process's checks."""

    ready: bool = fields.plain("Whether every finding is `ok`.")
    checks: dict[str, str] = fields.plain("The result of each check, by its name.")
    advice: dict[str, str] = fields.plain(
        "Warnings for the operator, by subject; the process can still work."
    )
