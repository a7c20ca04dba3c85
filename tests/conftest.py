"""What every test stands on: its own state folder, so that nobody's real list of decisions is touched."""

from __future__ import annotations

import gc
import os
import sys
import uuid
from functools import lru_cache
from hashlib import sha256
from itertools import count
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from des_decider.appraisal import hangs_on as hanging
from des_decider.appraisal import simulation
from des_decider.appraisal.cancellation import never
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.cli.main import collect_seldom
from des_decider.record import memo_files, quick_look, summary, worksheet_check
from des_decider.record.summary import summary_of
from tests.how_many import THOROUGH, cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.answers import Answer
    from des_decider.decision.ids import Ids
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


_certainly_needed, _called_by = quick_look._certainly_needed, quick_look._called_by
_needed: dict[object, tuple[Worksheet, frozenset[str]]] = {}
"""What the figures of the options need whatever else is answered, of each decision that tests made."""


def _needed_once(appraisal: Appraisal) -> set[str]:
    """The same, once for the same answers to the same worksheet."""
    worksheet, answers = appraisal.book.worksheet, appraisal.book.answers.values()
    key = _key_of(worksheet, answers)
    if key not in _needed:
        _needed[key] = worksheet, frozenset(_certainly_needed(appraisal))
    return {*_needed[key][1]}


def _called_by_once(given: tuple[Answer, ...], ids: Ids) -> frozenset[str]:
    """The same of answers that nothing was worked out of yet."""
    known = _needed.get(_key_of(ids.worksheet, given))
    return known[1] if known else _called_by(given, ids)


def _key_of(worksheet: Worksheet, answers: Iterable[Answer]) -> object:
    """Texts, and the worksheet by its place: one that is kept cannot give it to another."""
    return id(worksheet), tuple((answer.id, answer.text) for answer in answers)


quick_look._certainly_needed = _needed_once
quick_look._called_by = _called_by_once  # type: ignore[assignment] # the program's own remembers the last few

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
def _what_every_test_stands_on(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """All of it as one fixture: each takes a part of a millisecond, and there are thousands of tests."""
    marked = {mark.name for mark in request.node.iter_markers()}
    _own_state_folder(monkeypatch, tmp_path_factory)
    _decisions_have_the_same_ids_in_every_test(monkeypatch)
    if "all_cases" not in marked:
        _a_tenth_of_the_cases(monkeypatch)
    if "on_the_disk" not in marked:
        _no_wait_for_the_disk(monkeypatch)
    if "worked_out_anew" not in marked:
        _what_it_hangs_on_is_worked_out_once(monkeypatch)


_numbers = count()


def _own_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that is not there yet, as most tests keep nothing of the program's own."""
    folder = f"{tmp_path_factory.getbasetemp()}{os.sep}state-of-the-program-{next(_numbers)}"
    monkeypatch.setenv("DES_DECIDER_HOME", folder)


def _decisions_have_the_same_ids_in_every_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn at random follows from a decision's id, so what one test worked out serves another."""
    rng = Random(2020)  # noqa: S311 - the same ids in every test, and each but once in one
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=rng.getrandbits(128), version=4))


def _a_tenth_of_the_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer cases drawn, for a quarter of all the time; `all_cases` marks what shows or checks the program's own."""
    assert simulation.draws.__kwdefaults__ is not None
    monkeypatch.setitem(simulation.draws.__kwdefaults__, "number", simulation.NUMBER // 10)


def _no_wait_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test wrote need not outlive a power cut; `on_the_disk` marks the tests of what must."""
    monkeypatch.setattr(os, "fsync", os.fstat)  # which refuses as well what is no open file


def _what_it_hangs_on_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own work once for the same answers of the same decision; `worked_out_anew` marks what checks it.

    Tests of the figures call the function itself, and so have it worked out each time.
    """
    for user in (hanging, memo_files):
        monkeypatch.setattr(user, "hangs_on", _hung_once)


def _hung_once(appraisal: Appraisal, decision_id: str, *, stop: Stop = never) -> HangsOn:
    book = appraisal.book
    answers = tuple(sorted((id_, answer.text) for id_, answer in book.answers.items()))
    # A worksheet that is kept here cannot give its place to another.
    key = (decision_id, id(book.worksheet), answers, str(simulation.draws.__kwdefaults__))
    if key not in _hung:
        _hung[key] = hangs_on(appraisal, decision_id, stop=stop)
    return _hung[key]
