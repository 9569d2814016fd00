"""By which ways a message comes, and the quiet hours of an account.

What is due in quiet hours leaves at their end; the inbox has it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vocabulary.notices import NoticeChannel
from vocabulary.problems import FieldError, Invalid
from vocabulary.quiet_hours import USUAL, QuietHours


@dataclass(frozen=True)
class Preferences:
    """An account's choices; kinds that are not named use the defaults."""

    quiet: QuietHours = USUAL
    channels: Mapping[str, frozenset[NoticeChannel]] = field(default_factory=dict)

    def wanted(self, kind: str, usual: frozenset[NoticeChannel]) -> frozenset[NoticeChannel]:
        """The ways notices of this kind come, besides the inbox."""
        return self.channels.get(kind, usual)


def check_kinds(wanted: Iterable[str], known: Mapping[str, tuple[str, str]]) -> None:
    """Let known kinds pass, each once; `known` has their names.

    Raises:
        Invalid: names `kinds`, with everything that is wrong.
    """
    wrong: list[FieldError] = []
    seen = set[str]()
    for kind in wanted:
        if kind not in known:
            there = "、".join(zh for zh, _ in known.values())
            zh, en = (
                f"没有通知类型“{kind}”；可选：{there}。",
                f"There is no kind “{kind}”; there are: {', '.join(sorted(known))}.",
            )
            wrong.append(FieldError("kinds", "unknown_kind", zh, en))
        elif kind in seen:
            name_zh, name_en = known[kind]
            zh, en = f"通知类型“{name_zh}”重复。", f"The kind “{name_en}” is there twice."
            wrong.append(FieldError("kinds", "twice", zh, en))
        seen.add(kind)
    if wrong:
        zh = " ".join(found.zh for found in wrong)
        en = " ".join(found.en for found in wrong)
        raise Invalid(zh, en, fields=tuple(wrong))
