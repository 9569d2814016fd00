"""English sentences are English: a person is named before a “who”, and the subject comes first.

Refusals, descriptions and documents are read by people; these phrases had crept into hundreds
of them. Only what a pattern can tell without false alarms is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, sources
from vocabulary.counted import counted

PACKAGES = (
    "audit", "bus", "cli", "contracts", "examples", "gateway", "groundwork", "runtime",
    "sample", "services", "tests", "vocabulary",
)  # fmt: skip
#: Phrase → what to write instead.
REFUSED = {
    r"\b[Tt]he own\b": "your own, their own",
    r"\b[Ww]ho(?:m)?ever\b": "a person who, everyone who, the holder",
    r"(?:^|[.!?] )Who(?:m|se)? (?![^.!]*\?)": "name the person: A person who, Applicants",
    r"\b[Nn]obody\b[^.,;:]* who\b": "say what happens: Only …, … cannot",
    r"(?<!record )(?<!records )(?<!list )\b(?:of|for|by|from|than|except|lets?) who\b": (
        "name the person: of a person who"
    ),
    r"\b(?:Of|To|From|For) (?:each|every|all|whom)\b[^.]* (?:is|are) (?:told|said|kept)\b": (
        "subject first: … tells of each"
    ),
}
#: A number that may be one, and the word after it for several.
MANY = re.compile(
    r"\{(?![A-Z_.]+\})[^{}]+\} (?:answers|appeals|areas|attachments|days|events|files"
    r"|hours|letters|lines|messages|minutes|months|objections|people|places|posts|requests|rounds"
    r"|rows|seats|seconds|sheets|things|years)\b"
)


@pytest.mark.parametrize("phrase", REFUSED)
def test_no_sentence_has_a_phrase_that_is_no_english(phrase: str) -> None:
    refused = re.compile(phrase)
    found = [f"{where}: {text}" for where, text in _sentences() if refused.search(text)]

    assert found == [], f"write instead: {REFUSED[phrase]}"


@pytest.mark.parametrize(
    "text",
    [
        "Show the own appeals",
        "Whoever has the code reads it",
        "Found. Who may see it is told",
        "Nobody of the street who asks",
        "The phone of who applies",
        "Of each appeal it is said once",
    ],
)
def test_a_phrase_that_is_no_english_is_found(text: str) -> None:
    assert any(re.search(phrase, text) for phrase in REFUSED)


@pytest.mark.parametrize(
    "text",
    ["Their own appeals", "List who saw a contact", "Who is calling?", "A person who applies"],
)
def test_plain_english_is_let_pass(text: str) -> None:
    assert not any(re.search(phrase, text) for phrase in REFUSED)


def test_numbers_in_refusals_fit_their_words() -> None:
    """One objection was told as “1 objections are not answered yet”."""
    assert counted(1, "objection is", "objections are") == "1 objection is"
    told = [
        f"{source.name}:{line}: {text}"
        for source in sources(*PACKAGES)
        if not source.name.startswith("tests/")
        for line, text in source.formatted
        if MANY.search(text)
    ]

    assert told == [], "use vocabulary.counted"


def _sentences() -> Iterator[tuple[str, str]]:
    for source in sources(*PACKAGES):
        if source.path.name != "test_english.py":
            for line, text in source.english:
                yield f"{source.name}:{line}", text
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")):
        for line, text in enumerate(page.read_text().splitlines(), 1):
            yield f"{page.relative_to(ROOT)}:{line}", text
