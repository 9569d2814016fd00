"""Documents printed from the code say what the code says today."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from cli.contracts import command

_ROOT = Path(__file__).parent.parent.parent


def test_the_table_of_settings_is_the_one_in_the_code() -> None:
    """Renew it with `linli contracts settings`."""
    printed = CliRunner().invoke(command, ["settings"])

    assert printed.exit_code == 0
    assert printed.output in (_ROOT / "docs/operations/settings.md").read_text()
