"""The program's front door: reads the command line, runs one command, and turns trouble into one line."""
# PYTHON_ARGCOMPLETE_OK: where argcomplete completes for a whole shell, it looks for this mark.

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, cast

from des_decider.cli import screens
from des_decider.cli.command_line import COMMANDS, parser
from des_decider.cli.printing import Watched, say
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, CANNOT_RUN, FAULT = 0, 2, 3
_ONLY_SHOW = {"show", "list", "compare", "completion", "--help"}
"""What neither writes nor judges, so that nothing is left undone or unsaid where the output ends early."""


def collect_seldom() -> None:
    """Let Python look for circles of objects that nobody needs more seldom than it does by itself.

    Formulas are made of many thousand small objects that hold no circle and go by themselves: looking through them
    after every seven hundred new ones takes a fifth of the time that figures take after an answer.
    """
    gc.set_threshold(50_000, 20, 50)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code; every fault of the user's or the disk's is one line of words."""
    _have_streams()
    collect_seldom()
    output = sys.stdout
    sys.stdout = cast("TextIO", Watched(output))
    try:
        return _main(sys.argv[1:] if arguments is None else list(arguments))
    finally:
        sys.stdout = output


def _main(given: list[str]) -> int:
    """Run one command and say what went wrong, on an output that is watched."""
    try:
        _check_can_be_written(given)
        if "_ARGCOMPLETE" in os.environ:
            from des_decider.cli.completion import complete

            complete(parser())
        whole = parser(given[0] if given else "")
        asked = whole.parse_args(given)
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
        say("des-decider: stopped; every answer acknowledged so far is saved", trouble=True)
        return CANNOT_RUN
    except OSError as error:
        if isinstance(error, BrokenPipeError) and {*given[:1]} <= _ONLY_SHOW:
            # Whoever read the output has seen enough; closing the rest quietly is what `| head` expects.
            _let_go_of_output()
            return DONE
        say(f"des-decider: {_refused(error)}{_saved()}", trouble=True)
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


def _check_can_be_written(given: Sequence[str]) -> None:
    """Refuse words with characters that no file can be called and no answer can hold, before anything is done."""
    for word in given:
        try:
            broken = b"\0" in word.encode()
        except UnicodeEncodeError:
            broken = True
        if broken:
            raise Trouble(f"“{word[:60]}” has a character that cannot be written down; type it again without")


def _refused(error: OSError) -> str:
    """What the system refused where no command foresaw it, in a sentence."""
    why = error.strerror or str(error)
    if isinstance(sys.stdout, Watched) and sys.stdout.failed:
        _let_go_of_output()
        return f"what there is to say could not be written ({why}); see where the output goes and try again"
    if _while_loading(error):
        return (
            f"a part of the program could not be read ({why}); start it again, and install it anew if that is no help"
        )
    # A name no disk takes, a working folder that is gone.
    what = f" “{error.filename}”" if error.filename else ""
    return f"the system refuses{what}: {why}; look at the name and try again"


def _while_loading(error: OSError) -> bool:
    """Whether a part of the program was being loaded; nothing is loaded to tell."""
    step = error.__traceback__
    while step is not None and not step.tb_frame.f_code.co_filename.startswith("<frozen importlib"):
        step = step.tb_next
    return step is not None


def _saved() -> str:
    """Up to when answers are saved, where a decision was opened; by now perhaps nothing more can be loaded."""
    faults = sys.modules.get("des_decider.record.faults")
    return f"; {words}" if faults and (words := faults.saved_words()) else ""


def _let_go_of_output() -> None:
    """Give up what was not written, so that Python does not stumble over it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _have_streams() -> None:
    """Windows consoles and pipes may default to an encoding without £ and −; a stream that is closed is nobody's."""
    for name, flags in (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), "w" if flags else "r"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
