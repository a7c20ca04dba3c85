"""`new`: makes a decision from a blank worksheet and opens it, or says what to do next."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from des_decider.cli import screens
from des_decider.cli.opening import or_elsewhere, program, put_on_list, quoted
from des_decider.cli.printing import say
from des_decider.decision.deadline import in_words
from des_decider.decision.wording import capital, count_of, visible
from des_decider.storage.trouble import Trouble


def run(folder: str | None, worksheet: str, practice: str, by: str, *, no_open: bool) -> int:
    """Make the decision; then the screens, or what to do next."""
    from des_decider.decision.supplement_words import extends, said_otherwise
    from des_decider.record.opening import create_decision
    from des_decider.record.quick_look import quick_look_of
    from des_decider.record.stamps import logged_in, now
    from des_decider.storage.shipped import base_of, read_shipped

    path = worksheet_file(worksheet)
    data = read_shipped(path)
    base = base_of(data, path.parent)
    on_screens = screens.can_show() and not no_open
    who = by if on_screens else by or logged_in()  # the screens ask who is typing
    place = Path(folder) if folder else _named_after(data, base, practice)
    with nullcontext() if folder else or_elsewhere("new"):
        made = create_decision(place, data, base=base, practice=practice, by=who, clock=now)
    with made as session:
        blank, shown = session.worksheet, quoted(session.folder)
        deadline = capital(in_words(blank.day(blank.year.decide_by)))
        say(f"Made {shown}: {visible(blank.title)}, edition {visible(blank.edition)}. {deadline}.")
        if blank.base:
            say(visible(f"It is {extends(blank)}. {' '.join(said_otherwise(blank))}".strip()))
    put_on_list(session.folder)
    if on_screens:
        return screens.open_screens(session.folder, by)
    quick = f"{count_of(quick_look_of(session.appraisal).asked, 'answer')} and the partners"
    say(f"The quick look has {quick}. For a form to fill in, and to give it back:")
    print(f"  {program()} show {shown} --form -o answers.txt")
    print(f"  {program()} answer {shown} --from answers.txt")
    return 0


def _named_after(data: bytes, base: bytes, practice: str) -> Path:
    """Where new decisions are put, a folder named after the year and the practice."""
    from des_decider.storage.places import decisions_folder, new_folder
    from des_decider.worksheet.reading import read_worksheet

    blank = read_worksheet(data, base=base).worksheet
    return new_folder(decisions_folder(), f"{blank.year.name} {practice.strip()}" if blank else practice)


def worksheet_file(id_or_file: str) -> Path:
    """The file of a worksheet named by id or path; Trouble that lists the shipped ones where there is none."""
    from des_decider.storage.shipped import find_worksheet, shipped_worksheets

    path = find_worksheet(id_or_file)
    if path is None:
        known = ", ".join(p.stem for p in shipped_worksheets())
        raise Trouble(f"there is no worksheet {visible(id_or_file)}; give a file, or one of: {known}")
    return path
