"""What travels with the program is found by its id and read; what is not there is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.storage.safely import StorageFault
from des_decider.storage.shipped import example_answers, find_worksheet, read_shipped, shipped_worksheets
from tests.building import SHIPPED, SMALL

if TYPE_CHECKING:
    from pathlib import Path


def test_a_worksheet_is_read_by_its_id_or_its_file() -> None:
    for named, file in ((SHIPPED.stem, SHIPPED), (str(SMALL), SMALL)):
        found = find_worksheet(named)
        assert found is not None
        assert read_shipped(found) == file.read_bytes()
    assert SHIPPED.stem in {path.stem for path in shipped_worksheets()}
    assert find_worksheet("network-contract-des-1066-67") is None
    assert read_shipped(example_answers()).startswith(b"# The worked example")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageFault, match=r"cannot read “.*gone\.toml”: it is not there"):
        read_shipped(tmp_path / "gone.toml")
    with pytest.raises(StorageFault, match="cannot read"):
        read_shipped(tmp_path)
