"""The program's front door: reads the command line, runs one command, and turns trouble into one line."""
# PYTHON_ARGCOMPLETE_OK: where argcomplete completes for a whole shell, it looks for this mark.

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from des_decider.cli import screens
from des_decider.cli.command_line import COMMANDS, parser
from des_decider.cli.printing import say
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from des_decider.cli.command_line import Parser

DONE, CANNOT_RUN, FAULT = 0, 2, 3


def collect_seldom() -> None:
    """Let Python look for circles of objects that nobody needs more seldom than it does by itself.

    Formulas are made of many thousand small objects that hold no circle and go by themselves: looking through them
    after every seven hundred new ones takes a fifth of the time that figures take after an answer.
    """
    gc.set_threshold(50_000, 20, 50)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; every fault of the user's or the disk's is one line of words."""
    _write_in_utf8()
    collect_seldom()
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if "_ARGCOMPLETE" in os.environ:
            from des_decider.cli.completion import complete

            complete(parser())
        whole = parser(given[0] if given else "")
        asked = _parsed(whole, given)
        if hasattr(asked, "command"):
            options = vars(asked)
            file = options.pop("command").replace("-", "_")
            code: int = import_module(f"des_decider.cli.{file}").run(**options)
        elif screens.can_show():
            code = screens.open_screens()
        else:
            whole.print_help()
            return CANNOT_RUN
        sys.stdout.flush()
    except Trouble as trouble:
        say(f"des-decider: {trouble}", trouble=True)
        return CANNOT_RUN
    except KeyboardInterrupt:
        print("des-decider: stopped; every answer acknowledged so far is saved", file=sys.stderr)
        return CANNOT_RUN
    except BrokenPipeError:
        # Whoever read the output has seen enough; closing the rest quietly is what `| head` expects.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        # No command foresaw it: a name no disk takes, a working folder that is gone.
        what = f" “{error.filename}”" if error.filename else ""
        why = error.strerror or str(error)
        say(f"des-decider: the system refuses{what}: {why}; look at the name and try again", trouble=True)
        return CANNOT_RUN
    except Exception as error:  # noqa: BLE001 - a fault of ours must not end in a traceback in a meeting
        from des_decider.record.faults import Fault, reported

        said = error if isinstance(error, Fault) else reported(error, _doing(given))
        say(f"des-decider: {said}", trouble=True)
        return FAULT
    return code


def _doing(given: Sequence[str]) -> str:
    """What was being done, by the command's name: what else was typed may be an answer."""
    return f"in the command {given[0]}" if given and given[0] in COMMANDS else "on the command line"


def _parsed(whole: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """The command line, with answers before or after the options: argparse would take only those before."""
    asked, more = whole.parse_known_args(arguments)
    if more and (not hasattr(asked, "answers") or any(word.startswith("-") for word in more)):
        whole.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        asked.answers = [*asked.answers, *more]
    return asked


def _write_in_utf8() -> None:
    """Windows consoles and pipes may default to an encoding without £ and −."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
