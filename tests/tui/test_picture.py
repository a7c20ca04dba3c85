"""The README's picture is what the program shows, fetches nothing from anywhere, and tells nothing of this machine."""

from __future__ import annotations

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


def test_it_fetches_nothing_and_names_no_folder() -> None:
    assert set(re.findall(r"[a-z]+://[^\"') <]+", SVG)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|@font-face|<image|<script|href|url\((?!#)", SVG)
    assert not re.search(r"/(home|tmp|root|work|Users)/|[A-Z]:\\", SVG)


def test_the_readme_shows_it() -> None:
    assert re.search(
        r"^!\[[^\]]{40,}\]\(docs/screen\.svg\)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
