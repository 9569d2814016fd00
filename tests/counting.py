"""Tests and assertions by folder: `python -m tests.counting`, before a change and after it.

Fewer cases are fine where one test now tries what many tried; fewer assertions need a reason.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

_ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a line for each folder, and their sum."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tree", type=Path, default=_ROOT, help="another tree than this one")
    tree: Path = arguments.parse_args().tree.resolve()
    cases = _cases(tree)
    functions, assertions = _written(tree)
    folders = sorted({*cases, *functions, *assertions})
    rows = [(name, functions[name], cases[name], assertions[name]) for name in folders]
    rows.append(("all", functions.total(), cases.total(), assertions.total()))
    sys.stdout.write(f"{'folder':<44}{'functions':>10}{'cases':>8}{'assertions':>12}\n")
    for name, *figures in rows:
        sys.stdout.write("{:<44}{:>10}{:>8}{:>12}\n".format(name, *figures))


def _cases(tree: Path) -> Counter[str]:
    """What pytest collects; everything, whatever `make test` leaves out."""
    everything = ["--thorough"] if (tree / "tests/thorough.py").exists() else []
    collecting = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", *everything],
        cwd=tree,
        # The tree's own packages, not those that are installed.
        env=os.environ | {"PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        check=False,
    )
    if collecting.returncode != 0:
        raise SystemExit(collecting.stdout + collecting.stderr)
    ids = (line.split("::")[0] for line in collecting.stdout.splitlines() if "::" in line)
    return Counter(_folder(Path(name)) for name in ids)


def _written(tree: Path) -> tuple[Counter[str], Counter[str]]:
    """Test functions and `assert` statements, in tests and in what they call."""
    functions, assertions = Counter[str](), Counter[str]()
    for path in sorted((tree / "tests").rglob("*.py")):
        folder = _folder(path.relative_to(tree))
        for node in ast.walk(ast.parse(path.read_text())):
            assertions[folder] += _asserts(node)
            functions[folder] += isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    return functions, assertions


def _asserts(node: ast.AST) -> bool:
    """An `assert`, or `with pytest.raises(…)`."""
    if isinstance(node, ast.Attribute):
        return node.attr == "raises"
    return isinstance(node, ast.Assert)


def _folder(path: Path) -> str:
    """`tests/services/appeals` and the like: where one team's work lies."""
    return str(Path(*path.parent.parts[:3]))


if __name__ == "__main__":
    main()
