"""Our top-level packages have everyday names; none may hide or be hidden by another."""

from __future__ import annotations

import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent.parent
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text())
PACKAGES: list[str] = _PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_of_ours_has_the_name_of_another(package: str) -> None:
    theirs = metadata.packages_distributions()

    assert package not in sys.stdlib_module_names
    assert set(theirs.get(package, [])) <= {"linli"}


def test_every_package_of_ours_is_shipped() -> None:
    """A folder that the wheel forgets works here and nowhere else."""
    here = {path.parent.name for path in _ROOT.glob("*/__init__.py")} - {"tests"}

    assert here == set(PACKAGES)
