"""What the screens' tests need not work out twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.cancellation import never
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.appraisal.simulation import draws

if TYPE_CHECKING:
    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn

_known: dict[object, HangsOn] = {}


@pytest.fixture(autouse=True)
def _what_it_hangs_on_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answers of the same decision come to the same, which other rooms' tests see to."""

    def remembered(appraisal: Appraisal, decision_id: str, *, stop: Stop = never) -> HangsOn:
        answers = tuple((id_, answer.text) for id_, answer in appraisal.book.answers.items())
        key = (decision_id, appraisal.book.worksheet.id, answers, str(draws.__kwdefaults__))
        if key not in _known:
            _known[key] = hangs_on(appraisal, decision_id, stop=stop)
        return _known[key]

    monkeypatch.setattr("des_decider.appraisal.hangs_on.hangs_on", remembered)
