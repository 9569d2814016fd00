"""The tests here stay as fast as the source is long, however many messages and rules there are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.architecture.sources import PARSED, ROOT, names_used, sources
from tests.architecture.test_names import PACKAGES

_HERE = Path(__file__).parent


def test_each_file_is_parsed_once() -> None:
    """Whatever is asked, in whatever order: by package, by service, by name."""
    names_used("gateway", "cli")
    for service in sorted((ROOT / "services").iterdir()):
        names_used(f"services/{service.name}")
    for _ in range(2):
        files = {source.path for source in sources(*PACKAGES)}

    assert files >= set(ROOT.glob("services/**/*.py"))
    assert Counter(PARSED.values()).keys() == {1}


def test_files_are_parsed_in_one_place() -> None:
    """A test that parsed by itself would not be counted."""
    parsing = {
        source.path.relative_to(_HERE).name
        for source in sources(str(_HERE.relative_to(ROOT)))
        if "ast" in source.imported
    }

    assert parsing == {"sources.py"}
