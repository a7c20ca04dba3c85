"""The program's front door: reads the command line, runs one command, and turns trouble into one line."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.cli import answer, demo, list_, memo, new, open_, screens, show, sign_off, verify, worksheet
from des_decider.cli.saying import say
from des_decider.cli.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, CANNOT_RUN = 0, 2
_ABOUT = (
    "Helps the partners of a GP practice decide whether to sign up to, stay in or leave the Network Contract DES, "
    "and keeps the proof. Without a command it opens on the start screen. Exit codes: 0 done, 1 found problems, "
    "2 cannot run."
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line that says what to do."""

    def error(self, message: str) -> None:  # type: ignore[override] # raising is how it never returns
        """Say what is wrong with the command line and where help is."""
        raise Trouble(f"{message}; see '{self.prog} --help'")


def parser() -> _Parser:
    """The whole command line."""
    whole = _Parser(prog="des-decider", description=_ABOUT)
    whole.add_argument("--version", action="version", version=f"des-decider {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for command in (new, open_, answer, show, memo, sign_off, verify, list_, demo, worksheet):
        command.register(commands)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; every fault of the user's or the disk's is one line of words."""
    _write_in_utf8()
    try:
        whole = parser()
        asked = _parsed(whole, arguments)
        if hasattr(asked, "run"):
            code: int = asked.run(asked)
        elif screens.can_show():
            code = screens.open_screens()
        else:
            whole.print_help()
            return CANNOT_RUN
        sys.stdout.flush()
    except Trouble as trouble:
        say(f"des-decider: {trouble}", trouble=True)
        return trouble.code
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
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        say(f"des-decider: a fault of the program ({said}); every answer given is saved", trouble=True)
        return CANNOT_RUN
    return code


def _parsed(whole: _Parser, arguments: Sequence[str] | None) -> argparse.Namespace:
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
