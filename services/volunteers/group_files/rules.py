"""Which words can be struck."""

from __future__ import annotations

from collections.abc import Iterable

from vocabulary.problems import WrongState, wrong_field

#: A single character would strike half of a text.
SHORTEST = 2


def check_struck(words: str | None, *, called: Iterable[str]) -> None:
    """Let words pass that mean one person; what was struck is not brought back.

    `called`: the group's name and what kind it is.

    Raises:
        Invalid: they are too short, or stand in what the group is called.
    """
    if words is None:
        return
    if len(words) < SHORTEST:
        raise wrong_field(
            "strike",
            "too_short",
            zh=f"要划去的文字至少 {SHORTEST} 个字，请填写完整的姓名。",
            en=f"Words to strike have at least {SHORTEST} characters; give the whole name.",
        )
    if any(words in one for one in called):
        raise wrong_field(
            "strike",
            "of_the_group",
            zh=f"“{words}”是队伍名称或类型里的字，划去后不能恢复，请填写完整的姓名；"
            "队伍以此人姓名命名的，请先修改队伍名称。",
            en=f"“{words}” stands in the group's name or kind, and what is struck does not come back; "
            "give the person's whole name. If the group is named after them, change its name first.",
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
