"""`linli areas` for operators."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.areas import command
from gateway.files.spreadsheets import rows_of
from tests.areas import SAMPLE, a_file
from tests.servers.fixtures import Fill

STREET = "440305007000"


@pytest.fixture
def folder(fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment on one machine, with the sample's areas."""
    monkeypatch.setenv("LINLI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LINLI_SECRET", "a secret of throw-away test systems")
    monkeypatch.setenv("LINLI_ENCRYPTION_KEYS", "an encryption key of throw-away test systems")
    fill(tmp_path)
    assert _run("import", str(SAMPLE)).exit_code == 0
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments))


def _written(folder: Path, *lines: str) -> str:
    path = folder / "some.csv"
    path.write_bytes(a_file(*lines))
    return str(path)


def test_what_changes_is_said_before_and_after(folder: Path) -> None:
    file = _written(
        folder,
        "440305007001,荔林新村,Lilin,2015-01-01",
        "440305007002,月亮湾社区,Yueliangwan Community,,2015-12-31,440305007003",
    )

    tried, done, again = _run("import", "--check", file), _run("import", file), _run("import", file)

    assert "440305007001  荔林新村 Lilin  更名 renamed" in tried.output
    assert "nothing changed" in tried.output
    assert "440305007002  月亮湾社区 Yueliangwan Community  终止 ended" in done.output
    assert "nothing changed" not in done.output
    assert again.output == "2 areas: 0 changed, 2 as before\n"


def test_every_wrong_line_is_shown_in_both_languages(folder: Path) -> None:
    done = _run("import", _written(folder, "x,荔林,Lilin", "440305009001,荒,Nowhere"))

    assert done.exit_code == 1
    assert (
        "line 2.code: “x” 不是十二位区划代码。 “x” is not a twelve-digit area code." in done.output
    )
    assert "line 3.code: " in done.output


def test_a_template_follows_its_model(folder: Path) -> None:
    path = folder / "street.xlsx"

    done = _run("template", str(path), "--from", STREET, "--under", "440305008000")

    assert done.output == f"{path}\n"
    assert rows_of(path.read_bytes())[1][1][0] == "440305008000"


def test_an_empty_template_needs_no_deployment(tmp_path: Path) -> None:
    path = tmp_path / "street.csv"

    assert _run("template", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("street.txt",), "PATH must end in .xlsx or .csv"),
        (("street.csv", "--from", "440305099000"), "model: "),
        (("street.csv", "--under", STREET), "is taken"),
    ],
)
def test_a_template_that_cannot_be_says_why_and_writes_nothing(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    path, *options = arguments

    done = _run("template", str(folder / path), *options)

    assert done.exit_code == 1
    assert said in done.output
    assert not (folder / path).exists()
