"""`demo`: makes a copy of the worked example and opens it, or writes its memo and says what can be done with it."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli import screens
from des_decider.cli.opened import opened, program, put_on_list, quoted
from des_decider.decision.wording import visible


def run(folder: str | None, by: str, *, no_open: bool) -> int:
    """Make the copy; then the screens, or its memo and what to do next."""
    from des_decider.record.example import free_folder, make_example
    from des_decider.record.stamps import now

    place = Path(folder) if folder else free_folder(Path())
    make_example(place, now)
    put_on_list(place)
    print(f"The worked example, a fictional coastal practice, is in {quoted(place)}")
    if screens.can_show() and not no_open:
        return screens.open_screens(place, by)
    from des_decider.record.memo_files import compose, write_memos

    with opened(str(place)) as session:
        (written,) = write_memos(session, compose(session), ("docx",))
        partners = " ".join(f'"{name}"' for name in session.answers.partners().values())
    shown = quoted(place)
    print(f"Its draft memo: {visible(str(written.memo))}")
    print("Look at its figures:  ", f"{program()} show {shown}")
    print("Open one to its sum:  ", f"{program()} show {shown} --working difference.this_year")
    print("Change an answer:     ", f"{program()} answer {shown} workforce.clinical_pharmacist.chance=20%")
    print("Sign it off:          ", f"{program()} sign-off {shown} --assent {partners}")
    return 0
