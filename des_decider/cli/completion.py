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

    # Where words are taken and nothing is offered, the shell's own default would offer files.
    print(shellcode(["des-decider"], use_defaults=False, shell=shell))
    return 0


def complete(whole: argparse.ArgumentParser) -> None:
    """Answer the shell, which asks through its environment, and end the program."""
    from argcomplete import autocomplete

    autocomplete(whole, default_completer=cast("BaseCompleter", _values))


def _values(prefix: str, action: argparse.Action, parsed_args: argparse.Namespace, **more: Any) -> list[str]:
    """What may follow: ids of ours and files where they are taken; nothing where words are."""
    from des_decider.cli.command_line import a_place, a_worksheet

    match action.dest:
        case "form":
            from des_decider.record.form import PARTS

            return list(PARTS)
        case "section":
            return _parts(getattr(parsed_args, "file", None))
        case "confirm":
            from des_decider.worksheet.model import SECTIONS

            return list(SECTIONS)
        case "working":
            return list(_figures(parsed_args.folder))
    if action.type not in {a_place, a_worksheet}:
        return []
    from argcomplete.completers import FilesCompleter

    files = FilesCompleter()(prefix, action=action, parsed_args=parsed_args, **more)
    if action.type is a_place:
        return files
    from des_decider.storage.shipped import shipped_worksheets

    return [*(path.stem for path in shipped_worksheets()), *files]


def _parts(worksheet: str | None) -> list[str]:
    """What can be shown by itself of a worksheet that is named already; none where it cannot be read."""
    from des_decider.cli.good_worksheet import good_worksheet
    from des_decider.cli.worksheet_preview import parts_of
    from des_decider.storage.trouble import Trouble

    try:
        return list(parts_of(good_worksheet(worksheet or "").worksheet))
    except Trouble:
        return []


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
