"""The services that this installation does not run, so that none waits for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable


class _Current:
    """The absent services, set once at the start of this process."""

    absent: Collection[str] = ()


def use(absent: Collection[str]) -> None:
    """Record these services as absent from now on, in the whole process."""
    _Current.absent = absent


def running(services: Iterable[str]) -> list[str]:
    """Those of the services that are run here."""
    return [name for name in services if name not in _Current.absent]
