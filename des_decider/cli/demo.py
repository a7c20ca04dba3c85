"""`demo`: opens the copy of the worked example, made where there is none, or writes its memo and says what to do."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli import screens
from des_decider.cli.opening import opened, or_elsewhere, program, put_on_list, quoted
from des_decider.decision.wording import visible


def run(folder: str | None, by: str, *, fresh: bool, no_open: bool) -> int:
    """Find the copy or make one; then the screens, or its memo and what to do next."""
    from des_decider.record.example import copy_there, make_example, new_copy
    from des_decider.record.stamps import now

    there = None if folder or fresh else copy_there()
    if folder:
        place = Path(folder)
        make_example(place, now)
    else:
        with or_elsewhere("demo"):
            place = there or new_copy(now)
    put_on_list(place)
    print(f"The worked example, a fictional coastal practice, is in {quoted(place)}")
    if there:
        print("It is the copy made before, with what was changed in it.")
        print("Make another copy:    ", f"{program()} demo --fresh")
    if screens.can_show() and not no_open:
        return screens.open_screens(place, by)
    from des_decider.record.memo_files import compose, write_memos

    with opened(str(place)) as session:
        # Of a copy that was there, a memo is written when somebody asks for one.
        written = () if there else write_memos(session, compose(session), ("docx",))
        memos = [memo.memo for memo in written]
        partners = " ".join(f'"{name}"' for name in session.answers.partners().values())
    shown = quoted(place)
    for memo in memos:
        print(f"Its draft memo: {visible(str(memo))}")
    print("Look at its figures:  ", f"{program()} show {shown}")
    print("Open one to its sum:  ", f"{program()} show {shown} --working difference.this_year")
    print("Change an answer:     ", f"{program()} answer {shown} workforce.clinical_pharmacist.chance=20%")
    print("Sign it off:          ", f"{program()} sign-off {shown} --assent {partners}")
    return 0
