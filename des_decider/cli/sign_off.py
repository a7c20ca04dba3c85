"""`sign-off`: records each partner's assent and seals the decision; says what stands before it otherwise."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from des_decider.cli.opened import now, opened
from des_decider.decision.wording import count_of, visible

if TYPE_CHECKING:
    import argparse


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    p = commands.add_parser("sign-off", help="record assent and seal the decision")
    p.add_argument("dir", metavar="DIR")
    p.add_argument(
        "--assent", nargs="+", action="extend", default=[], metavar="NAME", help="each partner's name, as typed by them"
    )
    p.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Seal the decision, or list what blocks it."""
    from des_decider.appraisal.figures import appraise
    from des_decider.appraisal.findings import standing_blockers
    from des_decider.record.sign_off import sign_off, what_blocks

    with opened(args.dir, to_write=True) as session:
        blocking = what_blocks(session, args.assent)
        if blocking:
            print(f"Not signed off: {count_of(len(blocking), 'thing')} to do first.", file=sys.stderr)
            for blocker in blocking:
                print(f"  {visible(blocker.id)}: {visible(blocker.words)}", file=sys.stderr)
            return 1
        for question in standing_blockers(appraise(session.answers, session.ids)):
            words = f"a blocker stands: {question.text}"
            print(f"note: {visible(words)}", file=sys.stderr)
        sealed = sign_off(session, args.assent, now())
    print(f"Signed off and sealed: {visible(sealed.sentence)}")
    print(f"SHA-256 of answers.toml: {sealed.digest}")
    for path in sealed.files:
        print(f"  {visible(str(path))}")
    return 0
