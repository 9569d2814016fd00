"""Templates use what the templates that they import really have."""

from __future__ import annotations

import re
from pathlib import Path

_TEMPLATES = Path(__file__).parents[3] / "gateway" / "console" / "templates"
_IMPORT = re.compile(r'{%-? import "(?P<file>[^"]+)" as (?P<name>\w+)')
_MACRO = re.compile(r"{%-? macro (\w+)\(")


def test_every_macro_that_a_template_calls_is_there() -> None:
    """A part was renamed, and a volunteer's own page failed on the days of an activity alone."""
    missing = [
        f"{template.relative_to(_TEMPLATES)}: {imported['name']}.{called}"
        for template in sorted(_TEMPLATES.rglob("*.html"))
        for imported in _IMPORT.finditer(template.read_text())
        for called in _called(template.read_text(), imported["name"])
        if called not in _MACRO.findall((_TEMPLATES / imported["file"]).read_text())
    ]

    assert missing == []


def _called(template: str, name: str) -> set[str]:
    return set(re.findall(rf"(?<![\w.]){name}\.(\w+)\(", template))
