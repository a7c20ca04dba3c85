"""`demo`: makes a copy of the worked example, with its memo, to look around in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.answer_lines import read_lines
from des_decider.cli.new import remember_quietly, worksheet_bytes
from des_decider.cli.opened import now, program, quoted
from des_decider.cli.trouble import Trouble
from des_decider.decision.wording import visible

if TYPE_CHECKING:
    import argparse

WORKSHEET = "network-contract-des-2020-21"
PRACTICE = "Saltmarsh Surgery (worked example)"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    p = commands.add_parser("demo", help="make a copy of the worked example")
    p.add_argument(
        "dir", nargs="?", metavar="DIR", help="where to put it (default: a new folder in the working folder)"
    )
    p.add_argument("--no-open", action="store_true", help="only make it")
    p.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the copy, write its memo and say what can be done with it."""
    from des_decider.record.memo_files import compose, memo_paths, write_memo
    from des_decider.record.opening import create_decision
    from des_decider.record.recovery import CannotOpen
    from des_decider.storage.safely import StorageFault
    from des_decider.storage.shipped import example_answers

    folder = Path(args.dir) if args.dir else _free_folder()
    wrong: list[str] = []
    batches = read_lines(example_answers().read_text(encoding="utf-8").split("\n"), "", "", wrong)
    try:
        with create_decision(
            folder, worksheet_bytes(WORKSHEET), practice=PRACTICE, by="the worked example", clock=now
        ) as session:
            for batch in batches:
                outcome = session.give(batch.texts, by=batch.by, said_by=batch.said_by)
                wrong += [f"{r.id}: {r.why}" for r in outcome.refused]
            if wrong:
                raise Trouble(f"the worked example is not in order: {wrong[0]}")
            target, appendices = memo_paths(folder, "docx")
            write_memo(compose(session), target, appendices, "docx")
            partners = " ".join(f'"{name}"' for name in session.answers.partners().values())
    except (CannotOpen, StorageFault) as error:
        raise Trouble(str(error)) from None
    remember_quietly(folder)
    shown = quoted(folder)
    print(f"The worked example, a fictional coastal practice, is in {shown}")
    print(f"Its draft memo: {visible(str(target))}")
    print("Look at its figures:  ", f"{program()} show {shown}")
    print("Open one to its sum:  ", f"{program()} show {shown} --working difference.this_year")
    print("Change an answer:     ", f"{program()} answer {shown} workforce.clinical_pharmacist.chance=20%")
    print("Sign it off:          ", f"{program()} sign-off {shown} --assent {partners}")
    return 0


def _free_folder() -> Path:
    """A folder name of the working folder that is not taken."""
    first = Path("saltmarsh-worked-example")
    return next(p for p in (first, *(Path(f"{first}-{n}") for n in range(2, 1000))) if not p.exists())
