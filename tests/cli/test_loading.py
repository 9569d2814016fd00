from __future__ import annotations

import gc

import pytest

from cli.loading import without_looking_for_garbage


def test_garbage_is_looked_for_again_however_loading_ends() -> None:
    with without_looking_for_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()

    with pytest.raises(ModuleNotFoundError), without_looking_for_garbage():
        import nothing_of_this_name  # type: ignore[import-not-found]  # noqa: F401, PLC0415
    assert gc.isenabled()


def test_where_nobody_looked_nobody_looks_afterwards() -> None:
    with without_looking_for_garbage():
        with without_looking_for_garbage():
            pass
        assert not gc.isenabled()
