"""`notice`: writes the notice to the commissioner, and says what the worksheet says of its day and form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from des_decider.cli.one_file import file_and_format
from des_decider.cli.opening import opened, program, quoted
from des_decider.cli.printing import say
from des_decider.decision.wording import visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.memo.notice import Of


def run(folder: str, of: str | None, output: str | None) -> int:
    """Write the letter, and print what is to be read before it is sent."""
    from des_decider.memo.formats import as_bytes
    from des_decider.memo.notice import worksheet_says
    from des_decider.record.notice import notice
    from des_decider.record.stamps import now
    from des_decider.record.to_send import to_know
    from des_decider.record.where_to_write import check_place
    from des_decider.storage.safely import write_safely

    if output is None:
        raise Trouble("say where to write it, such as -o notice.docx")
    path, name = file_and_format(output, ("docx", "txt"))
    with opened(folder) as session:
        document, what, facts = notice(session, cast("Of | None", of))
        check_place(path, session.folder)
        write_safely(path, as_bytes(document, name))
        print(f"Wrote the {'draft of the ' if document.draft else ''}notice {visible(str(path))}")
        print("Before it is sent, the worksheet says:")
        for one in worksheet_says(facts, what):
            _say(one)
        notes = list(to_know(facts, what, now().date()))
    for note in notes:
        say(f"note: {note}", trouble=True)
    if what != "to-follow":
        print(f"Once it is sent: {program()} follow-up {quoted(Path(folder))} --notice-sent")
    return 0


def _say(one: AuthorSays) -> None:
    """One thing the author says, with where it was read."""
    from des_decider.decision.worksheet_says import read_in

    note = f" {one.origin.note}" if one.origin and one.origin.note else ""
    said = f"{one.name}: {one.words}" if one.words else one.name
    say(f"  {said.rstrip('.')}.{note}")
    if one.origin:
        say(f"    {read_in(one.origin)}")
