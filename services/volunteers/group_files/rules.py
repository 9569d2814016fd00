"""Which words can be struck."""

from __future__ import annotations

from vocabulary.problems import WrongState, wrong_field

#: A single character would strike half of a text.
SHORTEST = 2


def check_struck(words: str | None) -> None:
    """Let words pass that mean one person.

    Raises:
        Invalid: they are too short.
    """
    if words is not None and len(words) < SHORTEST:
        raise wrong_field(
            "strike",
            "too_short",
            zh=f"要划去的文字至少 {SHORTEST} 个字，请填写完整的姓名。",
            en=f"Words to strike have at least {SHORTEST} characters; give the whole name.",
        )


def check_waits(number: str, *, waits: bool) -> None:
    """Let a check pass that somebody's erasure asked for.

    Raises:
        WrongState: nobody's name was erased since the last one.
    """
    if not waits:
        raise WrongState(
            f"队伍{number}没有待核对的文件。",
            f"Group {number} has no files that wait to be looked through.",
        )


def struck(text: str, words: str) -> str:
    """The text, with a star for each character of these words."""
    return text.replace(words, "*" * len(words))
