"""What a table of states refuses, in the same words for every thing of recruitment."""

from __future__ import annotations

from collections.abc import Sequence

from vocabulary.problems import WrongState

#: The same in Chinese and English.
Words = tuple[str, str]


def not_now(thing: Words, state: Words, deed: Words, ways: Sequence[Words]) -> WrongState:
    """The refusal of a deed that does not go in this state; says what does.

    `thing` is what is refused, `state` how it is (`为草稿`, `is a draft`), `deed` and each
    of the `ways` a verb with its object (`修改`, `edit it`).
    """
    thing_zh, thing_en = thing
    state_zh, state_en = state
    deed_zh, deed_en = deed
    ways_zh = "、".join(zh for zh, _ in ways) or "查看"
    ways_en = " or ".join(en for _, en in ways) or "read it"
    return WrongState(
        f"{thing_zh}{state_zh}，现在不能{deed_zh}；可以：{ways_zh}。",
        f"{thing_en} {state_en}, so nobody can {deed_en} now; possible: {ways_en}.",
    )
