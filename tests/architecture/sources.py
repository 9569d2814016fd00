"""The source of Linli as the tests here ask about it: each file is read and parsed once."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CHINESE = re.compile("[一-鿿]")
#: Comments on lines of their own, those that follow one another together.
_COMMENT = re.compile(r"(?:^[ \t]*#.*\n?)+", re.MULTILINE)
ROOT = Path(__file__).parent.parent.parent
#: How often each file was parsed in this process.
PARSED: Counter[Path] = Counter()


@dataclass(frozen=True)
class Chinese:
    """A text with Chinese in it: its line, its words, and the code of what is put into it."""

    line: int
    text: str
    put_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """What one file mentions; its tree is too large to be kept."""

    path: Path
    lines: int
    #: Modules, and what is imported from them, with dots between.
    imported: frozenset[str]
    #: Names and attributes outside imports.
    names: frozenset[str]
    #: `Role.VOLUNTEER` as ("Role", "VOLUNTEER").
    members: frozenset[tuple[str, str]]
    #: Texts that a module gives a name, as ("TEXT", "text").
    constants: frozenset[tuple[str, str]]
    #: Values of enumerations that are compared, each with its line: `state.value`.
    compared_values: tuple[tuple[int, str], ...]
    #: Attributes that are called, each with its line.
    calls: tuple[tuple[str, int], ...]
    #: What is made by fields alone, each with its line and the names given: `Made(id=…, state=…)`.
    made: tuple[tuple[int, str, frozenset[str]], ...]
    #: Texts with Chinese in them, but for docstrings.
    chinese: tuple[Chinese, ...]
    #: Sentences in English, each with its line: docstrings, texts of several words, comments.
    english: tuple[tuple[int, str], ...]
    #: Texts without Chinese into which something is put, each with its line: `{count} rows`.
    formatted: tuple[tuple[int, str], ...]

    @property
    def name(self) -> str:
        """The path as it is written in messages."""
        return str(self.path.relative_to(ROOT))


def sources(*folders: str) -> list[Source]:
    """Every Python file in these folders."""
    return [source for folder in folders for source in _in(folder)]


@functools.cache
def names_used(*folders: str) -> frozenset[str]:
    """Every name that the code in these folders mentions outside its imports."""
    return frozenset().union(*(source.names for source in sources(*folders)))


@functools.cache
def _in(folder: str) -> tuple[Source, ...]:
    return tuple(_read(path) for path in sorted((ROOT / folder).rglob("*.py")))


@functools.cache
def _read(path: Path) -> Source:
    PARSED[path] += 1
    text = path.read_text()
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    return Source(
        path=path,
        lines=len(text.splitlines()),
        imported=frozenset(name for node in nodes for name in _imported(node)),
        names=frozenset(
            [node.id for node in nodes if isinstance(node, ast.Name)]
            + [node.attr for node in attributes]
        ),
        members=frozenset(
            (node.value.id, node.attr) for node in attributes if isinstance(node.value, ast.Name)
        ),
        constants=frozenset(_constants_in(tree)),
        compared_values=tuple(
            (part.lineno, ast.unparse(part))
            for node in nodes
            if isinstance(node, ast.Compare)
            for part in (node.left, *node.comparators)
            if isinstance(part, ast.Attribute) and part.attr == "value"
        ),
        calls=tuple(
            (node.func.attr, node.lineno)
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ),
        made=tuple(_made_in(nodes)),
        chinese=tuple(_chinese_in(nodes)),
        english=(*_texts_in(nodes), *_comments_in(text)),
        formatted=tuple(_formatted_in(nodes)),
    )


def _made_in(nodes: list[ast.AST]) -> Iterator[tuple[int, str, frozenset[str]]]:
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args:
            given = [keyword.arg for keyword in node.keywords]
            if None not in given:
                yield node.lineno, node.func.id, frozenset(name for name in given if name)


def _constants_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in zip(_parts(target), _parts(node.value), strict=False):
                    if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                        yield name.id, str(value.value)


def _parts(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def _chinese_in(nodes: list[ast.AST]) -> Iterator[Chinese]:
    # What stands alone is a docstring; what stands inside another text is a part of it.
    parts = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in parts:
            words = node.values if isinstance(node, ast.JoinedStr) else [node]
            said = "".join(
                str(word.value) if isinstance(word, ast.Constant) else "{}" for word in words
            )
            if _CHINESE.search(said):
                put_in = [word.value for word in words if isinstance(word, ast.FormattedValue)]
                yield Chinese(node.lineno, said, tuple(map(ast.unparse, put_in)))


def _texts_in(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, " ".join(node.value.split())


def _formatted_in(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            said = "".join(
                str(part.value)
                if isinstance(part, ast.Constant)
                else f"{{{ast.unparse(part.value)}}}"
                for part in node.values
                if isinstance(part, ast.Constant | ast.FormattedValue)
            )
            if not _CHINESE.search(said):
                yield node.lineno, said


def _comments_in(text: str) -> Iterator[tuple[int, str]]:
    for found in _COMMENT.finditer(text):
        words = " ".join(line.strip().lstrip("#: ") for line in found.group().splitlines())
        yield text.count("\n", 0, found.start()) + 1, words


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
