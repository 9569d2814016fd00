"""Which operations of the interface the pages made by hand call, read from their source.

An address is a text with gaps. What a name stands for is looked up in its function and its
module, and for an argument in the calls of its function, so that a page need not say twice what
it calls. What cannot be read so is a gap that fits anything but a slash.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from gateway.console import site

_CONSOLE = Path(site.__file__).parent
_METHODS = ("GET", "POST", "PUT", "DELETE")
_GAP = "\0"
_DEEPEST = 4
#: `'/api/v1/public/appeals/' ~ code ~ '/attachments/' ~ file.id`
_IN_TEMPLATE = re.compile(r"'(/api/[^%]*?) %}")
_BETWEEN = re.compile(r"' ~ [\w.]+ (?:~ ')?")


def made_by_hand() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Method and form of the address of every call."""
    for path in sorted(_CONSOLE.rglob("*.py")):
        module = _Module(ast.parse(path.read_text()))
        yield from module.calls()
        yield from module.links()
    for path in sorted(_CONSOLE.rglob("*.html")):
        for text in _IN_TEMPLATE.findall(path.read_text()):
            yield "GET", _form(_BETWEEN.sub(_GAP, f"{text} ").rstrip("' "))


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._globals = _assigned(tree.body)
        self._functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]

    def calls(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for function in self._functions:
            for call in _calls_of(function, "api"):
                match call.func.attr:  # type: ignore[attr-defined]  # an attribute of `api`
                    case "get" | "found":
                        methods, address = ["GET"], call.args[0]
                    case "send":
                        methods, address = self._texts(call.args[0], function), call.args[1]
                    case "send_file" | "tried":
                        methods, address = ["POST"], call.args[0]
                    case _:
                        continue
                for method, text in itertools.product(methods, self._texts(address, function)):
                    if text.startswith("/api/"):
                        yield method, _form(text)

    def links(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Addresses that a page hands to its template, which links to them."""
        for function in self._functions:
            for name in _assigned(function.body):
                for text in self._named(name, function, 0):
                    if text.startswith("/api/"):
                        yield "GET", _form(text)

    def _texts(self, node: ast.expr | None, within: ast.FunctionDef, depth: int = 0) -> list[str]:
        """Every text that the expression may be."""
        if depth > _DEEPEST:
            return [_GAP]
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                found = [
                    self._texts(
                        part.value if isinstance(part, ast.FormattedValue) else part,
                        within,
                        depth + 1,
                    )
                    for part in parts
                ]
                return ["".join(one) for one in itertools.product(*found)]
            case ast.IfExp(body=one, orelse=other):
                return [
                    *self._texts(one, within, depth + 1),
                    *self._texts(other, within, depth + 1),
                ]
            case ast.Name(id=name):
                return self._named(name, within, depth)
        return [_GAP]

    def _named(self, name: str, within: ast.FunctionDef, depth: int) -> list[str]:
        inside = _assigned(within.body)
        if name in inside:
            return self._texts(inside[name], within, depth + 1)
        arguments = [one.arg for one in within.args.args]
        if name in arguments:
            at = arguments.index(name)
            given = [
                (call, function)
                for function in self._functions
                for call in ast.walk(function)
                if isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id == within.name
                and len(call.args) > at
            ]
            found = [
                text
                for call, function in given
                for text in self._texts(call.args[at], function, depth + 1)
            ]
            return found or [_GAP]
        return self._texts(self._globals.get(name), within, depth + 1)


def _form(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(re.escape(_GAP), "[^/]+"))


def _assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                found |= {
                    one.id: value
                    for one, value in zip(names, values, strict=True)
                    if isinstance(one, ast.Name)
                }
    return found


def _calls_of(function: ast.FunctionDef, module: str) -> list[ast.Call]:
    return [
        one
        for one in ast.walk(function)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and isinstance(one.func.value, ast.Name)
        and one.func.value.id == module
    ]
