"""What every test stands on: its own state folder, so that nobody's real list of decisions is touched."""

from __future__ import annotations

import gc
import os
import sys
from functools import lru_cache
from hashlib import sha256
from itertools import count
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings

from des_decider.appraisal import simulation
from des_decider.appraisal.cancellation import never
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.cli.main import collect_seldom
from des_decider.record import quick_look, summary, worksheet_check
from des_decider.record.summary import summary_of
from tests.how_many import THOROUGH, cases

if TYPE_CHECKING:
    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.summary import Summary
    from des_decider.record.session import Session
    from des_decider.worksheet.model import Worksheet

# Where a machine keeps no compiled code, every process would compile all anew, and tests start a hundred of them.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A machine that builds must say the same twice, however busy it is; a developer's run looks for new examples,
# and a thorough one for many.
settings.register_profile(
    "developer", deadline=None, max_examples=cases(40, thorough=1_000), suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    settings.get_profile("developer"),
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("ci" if os.environ.get("CI") and not THOROUGH else "developer")

# Decisions are made from one of two worksheets in most tests, and what is read depends on nothing but the bytes.
worksheet_check._judged = lru_cache(maxsize=32)(worksheet_check._judged)


_summed_up: dict[bytes, Summary] = {}
"""What each decision came to that tests closed."""


def _summed_up_once(session: Session, *, signed_off: bool) -> Summary:
    """What closing a decision works out, once for the same answers, in whatever hours they were given one by one."""
    given = session.answers.values()
    moments = sorted({answer.at for answer in given if answer.at})
    answers = tuple((a.id, a.text, a.said_by, a.to_confirm, a.at and moments.index(a.at)) for a in given)
    worksheet, gone = session.worksheet_files.digests(), sorted(session.answers.gone)
    # Kept short: thousands of keys of hundreds of answers would be looked through at every look for circles.
    key = sha256(repr((session.decision_id, worksheet, answers, gone, signed_off)).encode()).digest()
    if key not in _summed_up:
        _summed_up[key] = summary_of(session, signed_off=signed_off)
    return _summed_up[key]


summary.summary_of = _summed_up_once


_certainly_needed = quick_look._certainly_needed
_needed: dict[object, tuple[Worksheet, frozenset[str]]] = {}
"""What the figures of the options need whatever else is answered, of each decision that tests made."""


def _needed_once(appraisal: Appraisal) -> set[str]:
    """The same, once for the same answers to the same worksheet."""
    book = appraisal.book
    # A worksheet that is kept here cannot give its place to another.
    key = (id(book.worksheet), tuple((id_, answer.text) for id_, answer in book.answers.items()))
    if key not in _needed:
        _needed[key] = book.worksheet, frozenset(_certainly_needed(appraisal))
    return {*_needed[key][1]}


quick_look._certainly_needed = _needed_once

_hung: dict[object, HangsOn] = {}
"""What each decision that tests made hangs on."""

collect_seldom()  # as the program does


def pytest_collection_finish() -> None:
    """Leave what was read in to collect the tests out of every look for circles: it stays to the end."""
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto` one process more than there are cores: while one waits for another program, others work."""
    return 1 + (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _a_tenth_of_the_cases(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer cases drawn, for a quarter of all the time; `all_cases` marks what shows or checks the program's own."""
    if request.node.get_closest_marker("all_cases") is None:
        assert simulation.draws.__kwdefaults__ is not None
        monkeypatch.setitem(simulation.draws.__kwdefaults__, "number", simulation.NUMBER // 10)


@pytest.fixture(autouse=True)
def _no_wait_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test wrote need not outlive a power cut; `on_the_disk` marks the tests of what must."""
    if request.node.get_closest_marker("on_the_disk") is None:
        monkeypatch.setattr(os, "fsync", os.fstat)  # which refuses as well what is no open file


@pytest.fixture(autouse=True)
def _decisions_have_the_same_ids_in_every_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn at random follows from a decision's id, so what one test worked out serves another."""
    rng = Random(2020)  # noqa: S311 - the same ids in every test, and each but once in one
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=rng.getrandbits(128), version=4))


@pytest.fixture(autouse=True)
def _what_it_hangs_on_is_worked_out_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own work once for the same answers of the same decision; `worked_out_anew` marks what checks it.

    Tests of the figures call the function itself, and so have it worked out each time.
    """
    if request.node.get_closest_marker("worked_out_anew") is not None:
        return

    def remembered(appraisal: Appraisal, decision_id: str, *, stop: Stop = never) -> HangsOn:
        book = appraisal.book
        answers = tuple((id_, answer.text) for id_, answer in book.answers.items())
        # A worksheet that is kept here cannot give its place to another.
        key = (decision_id, id(book.worksheet), answers, str(simulation.draws.__kwdefaults__))
        if key not in _hung:
            _hung[key] = hangs_on(appraisal, decision_id, stop=stop)
        return _hung[key]

    for user in ("des_decider.appraisal.hangs_on", "des_decider.record.memo_files"):
        monkeypatch.setattr(f"{user}.hangs_on", remembered)


_numbers = count()


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there yet, as most tests keep nothing of the program's own."""
    monkeypatch.setenv(
        "DES_DECIDER_HOME", str(tmp_path_factory.getbasetemp() / f"state-of-the-program-{next(_numbers)}")
    )
