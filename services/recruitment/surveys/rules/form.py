"""The rules of an answerable survey: keys, options, branching backwards only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.recruitment.words import QuestionType
from vocabulary.problems import FieldError, Invalid

CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
RATINGS = ("1", "2", "3", "4", "5")
_FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    key: str
    text: str
    need: str | None


@dataclass(frozen=True)
class Question:
    """One question."""

    key: str
    type: QuestionType
    text: str
    required: bool
    options: tuple[Option, ...]
    least: int | None
    most: int | None
    #: The earlier question and the answers with which this one is shown; None: always.
    shown_if: tuple[str, tuple[str, ...]] | None
    is_need: bool

    @property
    def answers(self) -> tuple[str, ...]:
        """The countable answers; empty for a number or a text."""
        if self.type is QuestionType.RATING:
            return RATINGS
        return tuple(option.key for option in self.options)

    def text_of(self, answer: str) -> str:
        """As the resident read the answer."""
        return next((option.text for option in self.options if option.key == answer), answer)


def read(written: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Questions as the contract writes them."""
    return [
        Question(
            key=one["key"],
            type=QuestionType(one["type"]),
            text=one["text"],
            required=one.get("required", False),
            options=tuple(
                Option(option["key"], option["text"], option.get("need"))
                for option in one.get("options") or ()
            ),
            least=one.get("least"),
            most=one.get("most"),
            shown_if=_condition(one.get("shown_if")),
            is_need=one.get("is_need", False),
        )
        for one in written
    ]


def check(questions: Sequence[Question]) -> None:
    """Let questions pass that can be asked.

    Raises:
        Invalid: names each question that cannot, and why.
    """
    wrong = tuple(_complaints(questions))
    if wrong:
        raise Invalid(
            "；".join(error.zh for error in wrong) + "。",
            "; ".join(error.en for error in wrong) + ".",
            fields=wrong,
        )


def _condition(written: Mapping[str, Any] | None) -> tuple[str, tuple[str, ...]] | None:
    return None if written is None else (written["question"], tuple(written["any_of"]))


def _complaints(questions: Sequence[Question]) -> Iterator[FieldError]:
    earlier: dict[str, Question] = {}
    for place, question in enumerate(questions):
        at = f"questions.{place}"
        if question.key in earlier:
            yield _error(
                at,
                "key",
                "doubled",
                f"题目标识“{question.key}”重复",
                f"the key {question.key} is there twice",
            )
        yield from _of_options(at, question)
        yield from _of_limits(at, question)
        yield from _of_condition(at, question, earlier)
        if question.is_need and not any(option.need for option in question.options):
            yield _error(
                at,
                "is_need",
                "no_needs",
                f"需求题“{question.key}”至少一个选项要对应岗位类别",
                f"{question.key} asks for needs; at least one option names a field of work",
            )
        earlier[question.key] = question


def _of_options(at: str, question: Question) -> Iterator[FieldError]:
    key, keys = question.key, [option.key for option in question.options]
    if question.type not in CHOICES:
        if keys:
            yield _error(
                at,
                "options",
                "not_a_choice",
                f"题目“{key}”不是选择题，不应有选项",
                f"{key} is no choice and has no options",
            )
    elif len(keys) < _FEWEST_OPTIONS:
        yield _error(
            at,
            "options",
            "too_few",
            f"选择题“{key}”至少两个选项",
            f"{key} needs two options at least",
        )
    elif len(set(keys)) < len(keys):
        yield _error(
            at,
            "options",
            "doubled",
            f"题目“{key}”的选项标识重复",
            f"{key} has the same key of an option twice",
        )


def _of_limits(at: str, question: Question) -> Iterator[FieldError]:
    least, most = question.least, question.most
    if question.type is not QuestionType.NUMBER:
        if (least, most) != (None, None):
            yield _error(
                at,
                "least",
                "not_a_number",
                f"题目“{question.key}”不是数字题，不应有上下限",
                f"{question.key} is no number and has no limits",
            )
    elif least is not None and most is not None and least > most:
        yield _error(
            at,
            "most",
            "below_least",
            f"题目“{question.key}”的上限小于下限",
            f"the highest of {question.key} is below the lowest",
        )


def _of_condition(
    at: str, question: Question, earlier: Mapping[str, Question]
) -> Iterator[FieldError]:
    if question.shown_if is None:
        return
    asked, wanted = question.shown_if
    if asked not in earlier:
        yield _error(
            at,
            "shown_if",
            "not_earlier",
            f"题目“{question.key}”的显示条件须引用前面的题目，“{asked}”不在前面",
            f"{question.key} depends on {asked}, which does not come before it",
        )
    elif not set(wanted) <= set(earlier[asked].answers):
        yield _error(
            at,
            "shown_if",
            "no_such_answer",
            f"题目“{question.key}”的显示条件引用了“{asked}”没有的选项",
            f"{question.key} depends on answers that {asked} does not have",
        )


def _error(at: str, name: str, code: str, zh: str, en: str) -> FieldError:
    return FieldError(f"{at}.{name}", code, zh, en)
