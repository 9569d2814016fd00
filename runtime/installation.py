"""Which services this installation does not run, so that nobody waits for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable


class _Current:
    """What this process knows of its installation, set once at its start."""

    absent: Collection[str] = ()


def use(absent: Collection[str]) -> None:
    """These services are not run, from now on in the whole process."""
    _Current.absent = absent


def running(services: Iterable[str]) -> list[str]:
    """Those of the services that are run here."""
    return [name for name in services if name not in _Current.absent]
