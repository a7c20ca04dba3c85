"""The README's picture is what the program shows, fetches nothing from anywhere, and tells nothing of this machine."""

from __future__ import annotations

import html
import re
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

import pytest

from tests.building import ROOT

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.all_cases

SVG = (ROOT / "docs" / "screen.svg").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = spec_from_file_location("picture", ROOT / "docs" / "picture.py")
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_it_shows_what_the_program_shows_now(script: ModuleType) -> None:
    assert script.words(SVG) == script.words(script.draw()), "run docs/picture.py, and look at docs/screen.svg"


def test_it_shows_a_question_beside_where_we_stand(script: ModuleType) -> None:
    shown = script.words(SVG)
    for words in ("Who does most of the weekly", "Where we stand", "Dr Vane covers", "decide by 31 May 2020 · 12 days"):
        assert words in shown


def test_every_word_has_a_cell_of_its_own_so_that_columns_stand_in_any_font(script: ModuleType) -> None:
    placed = re.findall(
        r'<text class="[^"]*-r\d+" x="([\d.]+)" [^>]*textLength="([\d.]+)"[^>]*>(.*?)</text>', SVG, re.DOTALL
    )
    assert len(placed) > 300
    for x, length, told in placed:
        assert not re.search(r"\s", html.unescape(told)), told
        assert float(x) / script._CELL == pytest.approx(round(float(x) / script._CELL), abs=0.01), told
        assert float(length) == pytest.approx(script._CELL * len(html.unescape(told)), abs=0.1), told


def test_it_fetches_nothing_and_names_no_folder() -> None:
    assert set(re.findall(r"[a-z]+://[^\"') <]+", SVG)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|@font-face|<image|<script|href|url\((?!#)", SVG)
    assert not re.search(r"/(home|tmp|root|work|Users)/|[A-Z]:\\", SVG)


def test_the_readme_shows_it() -> None:
    assert re.search(
        r"^!\[[^\]]{40,}\]\(docs/screen\.svg\)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
