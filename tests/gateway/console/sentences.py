"""The sentences of pages: what templates and Python say, and Chinese that nobody could translate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.extract import extract_from_dir
from jinja2 import nodes

from gateway.console import rendering

CONSOLE = Path(rendering.__file__).parent
_CHINESE = re.compile(r"[㐀-鿿]")
#: Names of ours that read alike in each language.
_NAMES = frozenset({"邻", "中文"})


def said() -> set[str]:
    """Every sentence that pages say."""
    ways = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(CONSOLE, ways, options_map=options)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def named(calls: Mapping[str, str]) -> set[str]:
    """The sentences that these calls are given by the argument of this name."""
    return {
        zh
        for call in _calls()
        if isinstance(call.func, ast.Name) and call.func.id in calls
        for one in call.keywords
        if one.arg == calls[call.func.id]
        for zh in _sentence(one.value)
    }


def matters() -> set[str]:
    """What waits for a committee is called."""
    return {
        zh
        for call in _calls()
        if isinstance(call.func, ast.Name) and call.func.id in {"Matter", "_of_person"}
        for zh in _sentence(call.args[0])
    }


def _calls() -> Iterator[ast.Call]:
    for path in sorted(CONSOLE.rglob("*.py")):
        tree = ast.parse(path.read_text())
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _sentence(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(zh)), *_]):
            yield zh


def chinese_that_stays() -> Iterator[str]:
    """Where Chinese stands that is no sentence for the catalogue."""
    for path in sorted(CONSOLE.rglob("*.py")):
        tree = ast.parse(path.read_text())
        for text in _outside(tree):
            yield f"{path.name}: {text}"
    environment = rendering.environment()
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0]  # type: ignore[union-attr]  # there is one
        for data in environment.parse(source).find_all(nodes.TemplateData):
            for word in re.split(r"[<>\s]+", data.data):
                if _CHINESE.search(word) and word not in _NAMES:
                    yield f"{name}: {word}"


def _outside(tree: ast.Module) -> Iterator[str]:
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    sentences = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        # Problems bring both languages themselves.
        and (node.func.id == "_" or node.func.id in {"Malformed", "NotFound"})
        for argument in node.args
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _CHINESE.search(node.value)
            and id(node) not in told | sentences
        ):
            yield node.value
