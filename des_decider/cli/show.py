"""`show`: figures, findings and what is missing, for people and as JSON; any figure opened to its working."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opening import opened
from des_decider.cli.printing import columns, say
from des_decider.decision.wording import visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def run(
    folder: str,
    working: str | None,
    form: str | None,
    output: str | None,
    *,
    minutes: bool,
    for_scripts: bool,
    hangs_on: bool,
    every: bool,
) -> int:
    """Print the decision as it stands."""
    from des_decider.cli.show_text import as_lines, working_lines
    from des_decider.record.state import state_of

    with opened(folder) as session:
        state = state_of(session)
    tell: Callable[[str], None] = say
    if for_scripts:
        from des_decider.appraisal.hangs_on import hangs_on as work_out
        from des_decider.cli.show_json import as_json
        from des_decider.record.leaning_shown import leaning_shown
        from des_decider.storage.toml_text import spelled

        told = as_json(state, work_out(state.appraisal, session.decision_id), leaning_shown(session))
        # Nothing may break a line of it, and printing sixty thousand takes longer than printing them as one.
        lines: Iterable[str] = (spelled(json.dumps(told, ensure_ascii=False, indent=2)),)
        tell = print
    elif minutes:
        from des_decider.memo.plain_text import as_text
        from des_decider.record.memo_files import compose, why_no_memo

        if state.sealed and (why := why_no_memo(Path(folder))):
            raise Trouble(why)
        lines = as_text(compose(session).minutes).split("\n")
    elif form:
        from des_decider.record.form import PARTS, form_lines

        if form not in PARTS:
            raise Trouble(f"there is no form for {visible(form)}; choose one of {', '.join(PARTS)}")
        lines = form_lines(state, form, session.last_time)
    elif working:
        if working not in state.appraisal.figures:
            raise Trouble(f"there is no figure {visible(working)}; 'show {visible(folder)} --all' lists them")
        lines = working_lines(state.appraisal, working)
    else:
        sealed = _seal_words(Path(folder)) if state.sealed else ""
        lines = as_lines(state, every=every, sealed=sealed, width=0 if output else columns())
        if hangs_on:
            from des_decider.appraisal.hangs_on import hangs_on as work_out
            from des_decider.appraisal.leaning import kept_back
            from des_decider.cli.show_text import hanging_lines
            from des_decider.record.leaning_shown import leaning_shown

            shown = leaning_shown(session).shown
            kept = kept_back(shown=shown, voted=state.vote.outcome is not None, signed=state.sealed)
            lines = chain(lines, hanging_lines(work_out(state.appraisal, session.decision_id), kept_back=kept))
    if output:
        return _to_file(Path(output), lines if for_scripts else map(visible, lines))
    for line in lines:
        tell(line)
    return 0


def _to_file(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a new file: shells that redirect may change the encoding on the way."""
    from des_decider.record.where_to_write import check_elsewhere, write_lines

    check_elsewhere(path)
    write_lines(path, lines)
    print(f"Wrote {visible(str(path))}")
    return 0


def _seal_words(folder: Path) -> str:
    """How a sealed decision stands: nothing altered is shown as if it were what was signed."""
    from des_decider.record.verify import verify

    state = verify(folder).state
    if state in {"intact", "re-saved"}:
        return "signed off and sealed"
    return f"signed off; the record is {'incomplete' if state == 'missing' else state.upper()}, 'verify' says more"
