from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from gateway.console import files, languages, rendering
templates = rendering.environment()
for name in templates.list_templates():
    templates.get_template(name)
for name in files.TYPES:
    assert files.content(name)
assert languages.catalogue()
print(rendering.__file__)
"""


def test_what_is_installed_has_templates_style_script_and_english(tmp_path: Path) -> None:
    """Files beside the code must be in the wheel and so in the image."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=_ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")

    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(tmp_path / "installed")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))
