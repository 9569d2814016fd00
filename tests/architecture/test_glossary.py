"""The glossary says each thing once."""

from __future__ import annotations

import re
from collections import Counter

from tests.architecture.sources import ROOT

_TERM = re.compile(r"^\| ([^|]*[一-鿿][^|]*) \|", re.MULTILINE)


def test_no_term_has_two_rows() -> None:
    """A reader of one row would not know of the other."""
    text = (ROOT / "docs/glossary.md").read_text()
    rows = Counter(term for term in _TERM.findall(text) if term != "中文")

    assert [term for term, times in rows.items() if times > 1] == []
