"""Marks from the fixtures that a test uses, and how thoroughly properties are tried."""

from __future__ import annotations

import os

import hypothesis
import pytest

pytest_plugins = ["tests.servers.fixtures"]

#: Fixture → mark, so that nobody sets them by hand.
_MARKS = {"postgres": "database", "migrated_database": "database", "rabbitmq": "broker"}

hypothesis.settings.register_profile("usual", deadline=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs."""
    for item in items:
        used = getattr(item, "fixturenames", ())
        for mark in {_MARKS[name] for name in used if name in _MARKS}:
            item.add_marker(mark)
