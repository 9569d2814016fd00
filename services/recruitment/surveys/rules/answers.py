"""Whether a sheet answers what it was asked: each wrong question is named with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.recruitment.words import QuestionType
from services.recruitment.surveys.rules.form import CHOICES, Question
from vocabulary.problems import FieldError, Invalid
from vocabulary.texts import quoted

_RATING_MOST = 5


@dataclass(frozen=True)
class Given:
    """The answer to one question."""

    question: str
    choices: tuple[str, ...] | None = None
    number: int | None = None
    text: str | None = None


def check(questions: Sequence[Question], given: Sequence[Given]) -> None:
    """Let a sheet pass that answers what it was asked.

    Raises:
        Invalid: names each wrong question and why.
    """
    wrong = tuple(_complaints(questions, given))
    if wrong:
        raise Invalid(
            "；".join(error.zh for error in wrong) + "。",
            "; ".join(error.en for error in wrong) + ".",
            fields=wrong,
        )


def shown(questions: Sequence[Question], by_key: Mapping[str, Given]) -> set[str]:
    """The keys of the questions that are asked, as the answers before them have it."""
    found: set[str] = set()
    for question in questions:
        if question.shown_if is None:
            found.add(question.key)
            continue
        asked, wanted = question.shown_if
        if asked in found and set(_answered(by_key.get(asked))) & set(wanted):
            found.add(question.key)
    return found


def _answered(given: Given | None) -> tuple[str, ...]:
    if given is None:
        return ()
    return given.choices or (() if given.number is None else (str(given.number),))


def _complaints(questions: Sequence[Question], given: Sequence[Given]) -> Iterator[FieldError]:
    known = {question.key: question for question in questions}
    by_key: dict[str, Given] = {}
    for one in given:
        if one.question not in known:
            yield _error(
                one.question,
                "unknown_question",
                "问卷中没有此题",
                "the survey has no such question",
            )
        elif one.question in by_key:
            yield _error(one.question, "answered_twice", "此题回答了两次", "it is answered twice")
        by_key.setdefault(one.question, one)
    asked = shown(questions, by_key)
    for question in questions:
        answer = by_key.get(question.key)
        if answer is None:
            if question.required and question.key in asked:
                yield _error(question.key, "required", "此题必答", "it must be answered")
        elif question.key not in asked:
            yield _error(
                question.key,
                "not_asked",
                "按前面的回答，此题无须作答",
                "it is not asked after the answers before it",
            )
        else:
            yield from _of_one(question, answer)


def _of_one(question: Question, given: Given) -> Iterator[FieldError]:
    if not _fits_kind(question, given):
        zh, en = _KIND_WORDS[question.type]
        yield _error(question.key, "wrong_kind", zh, en)
    elif question.type in CHOICES:
        yield from _of_choices(question, given.choices or ())
    elif question.type in {QuestionType.RATING, QuestionType.NUMBER}:
        yield from _of_number(question, given.number or 0)


_KIND_WORDS = {
    QuestionType.SINGLE: ("请只选一个选项", "give one option in choices, and nothing else"),
    QuestionType.MULTIPLE: ("请只选选项", "give options in choices, and nothing else"),
    QuestionType.RATING: ("请只填 1 到 5", "give 1 to 5 in number, and nothing else"),
    QuestionType.NUMBER: ("请只填数字", "give a number in number, and nothing else"),
    QuestionType.TEXT: ("请只填文字", "give words in text, and nothing else"),
}


def _fits_kind(question: Question, given: Given) -> bool:
    filled = {
        name
        for name, value in (
            ("choices", given.choices), ("number", given.number), ("text", given.text),
        )
        if value is not None
    }  # fmt: skip
    if question.type in CHOICES:
        return filled == {"choices"} and bool(given.choices)
    return filled == {"text" if question.type is QuestionType.TEXT else "number"}


def _of_choices(question: Question, choices: tuple[str, ...]) -> Iterator[FieldError]:
    unknown = [choice for choice in choices if choice not in question.answers]
    if unknown:
        names = ", ".join(unknown)
        yield _error(
            question.key,
            "unknown_option",
            f"没有选项{quoted(unknown)}",
            f"there is no option {names}",
        )
    elif question.type is QuestionType.SINGLE and len(choices) > 1:
        yield _error(
            question.key, "more_than_one", "此题只能选一项", "only one option can be chosen"
        )
    elif len(set(choices)) < len(choices):
        yield _error(question.key, "chosen_twice", "同一选项选了两次", "an option is chosen twice")


def _of_number(question: Question, number: int) -> Iterator[FieldError]:
    if question.type is QuestionType.RATING:
        least, most = 1, _RATING_MOST
    else:
        least = 0 if question.least is None else question.least
        most = number if question.most is None else question.most
    if not least <= number <= most:
        yield _error(
            question.key,
            "out_of_range",
            f"{number} 须在 {least} 到 {most} 之间" if most >= least else f"{number} 太小",
            f"{number} is not between {least} and {most}",
        )


def _error(key: str, code: str, zh: str, en: str) -> FieldError:
    return FieldError(f"answers.{key}", code, f"题目“{key}”：{zh}", f"question {key}: {en}")
