"""`completion`: prints the script by which a shell completes this program's commands, and answers that script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from argcomplete.completers import BaseCompleter


def run(shell: str) -> int:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["des-decider"], shell=shell))
    return 0


def complete(whole: argparse.ArgumentParser) -> None:
    """Answer the shell, which asks through its environment, and end the program."""
    from argcomplete import autocomplete

    autocomplete(whole, default_completer=cast("BaseCompleter", _values))


def _values(prefix: str, action: argparse.Action, parsed_args: argparse.Namespace, **more: Any) -> list[str]:
    """What may follow: ids of ours where an option takes them, files everywhere else."""
    from argcomplete.completers import FilesCompleter

    match action.dest:
        case "worksheet" | "last_years":
            from des_decider.storage.shipped import shipped_worksheets

            ours = [path.stem for path in shipped_worksheets()]
            return [*ours, *FilesCompleter()(prefix, action=action, parsed_args=parsed_args, **more)]
        case "form":
            from des_decider.cli.form import PARTS

            return list(PARTS)
        case "section":
            from des_decider.cli.form import PARTS
            from des_decider.cli.worksheet_preview import ALL, PAYMENTS

            return [PAYMENTS, *PARTS, ALL]
        case "confirm":
            from des_decider.worksheet.model import SECTIONS

            return list(SECTIONS)
        case "working":
            return list(_figures(parsed_args.folder))
        case "by" | "said_by" | "practice" | "assent" | "formats" | "what" | "on" | "note":
            return []
    return FilesCompleter()(prefix, action=action, parsed_args=parsed_args, **more)


def _figures(folder: str | None) -> Iterator[str]:
    """The figures of a decision that is named already; none where it cannot be opened, as nobody would see why."""
    from pathlib import Path

    from des_decider.appraisal.figures import appraise
    from des_decider.record.opening import open_decision
    from des_decider.record.stamps import now
    from des_decider.storage.trouble import Trouble

    try:
        with open_decision(Path(folder or ""), clock=now, read_only=True) as session:
            yield from appraise(session.answers, session.ids).figures
    except Trouble:
        return
