"""Whether this process is alive and can do its work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

#: Returns what is wrong, or None.
Check = Callable[[], str | None]


@dataclass(frozen=True)
class Report:
    """The results of the checks, by name; ready when every finding is `ok`."""

    checks: dict[str, str]
    #: Warnings for the operator; the process can still work.
    advice: dict[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether the process can do its work."""
        return all(found == "ok" for found in self.checks.values())


class Health:
    """The checks of one process; each part of it brings its own."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._advice: dict[str, Check] = {}

    def watch(self, name: str, check: Check) -> None:
        """Add a check, or put a new one in the place of one with the same name."""
        self._checks[name] = check

    def advise(self, name: str, advice: Check) -> None:
        """Add advice that readiness shows without being less ready."""
        self._advice[name] = advice

    def forget(self, name: str) -> None:
        """Take a check or an advice away."""
        self._checks.pop(name, None)
        self._advice.pop(name, None)

    def report(self) -> Report:
        """Run every check now; one that raises is a finding, not a crash."""
        # A check may let other threads work, which may add or remove some.
        checks = list(self._checks.items())
        advisers = list(self._advice.items())
        return Report(
            {name: _found(check) or "ok" for name, check in checks},
            {name: given for name, adviser in advisers if (given := _found(adviser))},
        )


def _found(check: Check) -> str | None:
    try:
        return check()
    except Exception as broken:  # noqa: BLE001 - a check that fails has found something
        return f"{type(broken).__name__}: {broken}"


HEALTH = Health()
