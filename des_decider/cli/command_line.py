"""The command line: each command with its options and the file that runs it."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from des_decider import __version__
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsWrite

COMMANDS = {
    "new": "make a decision from a blank worksheet and open it",
    "open": "open a decision on the screens",
    "answer": "give answers",
    "redact": "take a text out before sign-off, out of the history too",
    "show": "figures, findings, what is missing",
    "memo": "write the memo",
    "sign-off": "record who confirms it, and seal the decision",
    "verify": "check a sealed decision",
    "follow-up": "note what came after sign-off, and see what is due",
    "notice": "write the notice to the commissioner",
    "calendar": "write what is due as a calendar file, with alarms",
    "supersede": "begin the decision that follows a signed one",
    "compare": "two decisions side by side",
    "merge": "take over answers from copies that a synced folder left",
    "doctor": "what is wrong with a decision's folder, and mend it",
    "list": "list decisions",
    "demo": "open a copy of the worked example",
    "worksheet": "an LMC's work on blank worksheets",
    "completion": "print a shell's script for completing commands",
}
"""What each command does, for help; its file is called as it is, and loaded only when it runs."""
_OF_ONE_DECISION = {
    "open", "answer", "redact", "show", "memo", "sign-off", "verify", "follow-up", "notice", "calendar", "supersede",
    "compare", "merge", "doctor",
}  # fmt: skip
_ABOUT = (
    "Helps the partners of a GP practice decide whether to sign up to, stay in or leave a network contract, and "
    "keeps the proof. Without a command it opens on the start screen. Exit codes: 0 done, 1 found problems, "
    "2 cannot run, 3 a fault of the program."
)
_ABOUT_ANSWER = (
    "Gives answers. ID= takes one back; home.3= deletes a row. A file has one ID = VALUE a line; a line that starts "
    "with a space goes on with the line before; # starts a remark; said-by = NAME and by = NAME hold for the lines "
    "that follow, and those below only-for = REFERENCE are for that decision alone."
)
_ABOUT_REDACT = (
    "Takes a text that does not belong in the record, such as a patient's name, out of the answers and the history, in "
    "all its past versions. The record keeps that a text was there, who took it out, when and why, and verify and the "
    "memo say so. Says first what goes, and asks. Of a text all goes: give another one in its place."
)
_ABOUT_SIGN_OFF = (
    "Seals the decision. Each partner present confirms it by name, or declines with a reason, which is an answer: "
    'des-decider answer DIR "assent.3.declined=REASON" for partner 3. The memo says who did which.'
)
_ABOUT_FOLLOW_UP = (
    "Says what came after a decision was signed off and what is due, or notes one thing more: one option says what "
    "happened, --on the day, --note the rest, such as by whom, in what form and where the letter is kept. Each thing "
    "that is due is listed with the option that ends it. Nothing sealed changes. An entry stays: a wrong one is noted "
    'as a mistake. des-decider follow-up DIR --action-done 2 --note "letters posted" --by "Ann"'
)
_ABOUT_SUPERSEDE = (
    "Makes a new decision from a signed one. Lists, costs, homes, posts, partners, the network's practices and local "
    "payments come over as answers to be confirmed; votes, reasons, names under the record and declarations never do."
)
_ABOUT_MERGE = (
    "Lists what copies of a decision have that is not in it, and changes nothing until it is told what to take. Copies "
    "are files and folders beside it, whatever OneDrive, Dropbox or others called them, and what was kept on this "
    "computer. What is taken names its copy and can be undone. Copies stay where they are, and are not offered again; "
    "what was kept on this computer goes."
)
_ABOUT_DOCTOR = (
    "Says what is wrong with a decision's folder and what of it can be mended, and changes nothing. With --mend it is "
    "mended; whatever is replaced is kept beside it under another name."
)
_ABOUT_COMPLETION = (
    "Prints the script by which a shell completes commands, options, worksheets, sections and figures. "
    'bash and zsh: eval "$(des-decider completion bash)"; fish: des-decider completion fish | source; '
    "PowerShell: des-decider completion powershell | Out-String | Invoke-Expression"
)


_PLAINLY = {
    "not allowed with argument": "does not go together with",
    "expected one argument": "say after it which or what",
    "argument --": "--",
}
"""Words of the library’s complaints that nobody types commands in, and ours for them."""


class _Help(argparse.HelpFormatter):
    """Help in which no option is broken at its hyphen, so that what stands there can be copied."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill  # for help alone

        return fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line that says what to do."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Print help or the version; the library itself says nothing where they cannot be written."""
        print(message, end="", file=file)
        sys.stdout.flush()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and where help is."""
        for words, plain in _PLAINLY.items():
            message = message.replace(words, plain)
        raise Trouble(f"{message}; see '{self.prog} --help'")


class _OfACommand(Parser):
    """A command's parser: what is no option may stand anywhere among them."""

    _apart = False

    # The library's own says more of what it gives back than one that only hands it on has to.
    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """What a command was given. Raises Trouble, also for what it does not know."""
        if self._apart or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._apart = True  # the library takes options and the rest apart by this very method
        try:
            found, more = self.parse_known_intermixed_args(args, namespace)
        finally:
            self._apart = False
        if more:
            self.error(f"unrecognized arguments: {' '.join(more)}")
        return found, []


def a_place(text: str) -> str:
    """A file or a folder; nothing at all would be the folder one happens to stand in."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a name is missing")
    return text


def a_worksheet(text: str) -> str:
    """A worksheet: a shipped one's id, or a file."""
    return a_place(text)


def parser(asked: str = "") -> Parser:
    """The command line of the command that is asked for, or of all of them."""
    whole = Parser(prog="des-decider", description=_ABOUT)
    whole.add_argument("--version", action="version", version=f"des-decider {__version__}")
    of_one = _OfACommand if asked in COMMANDS else Parser  # what completes in shells parses on where something is wrong
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=of_one)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        one = commands.add_parser(name, help=COMMANDS[name], formatter_class=_Help)
        one.set_defaults(command=name)
        _add_what_it_takes(name, one)
    return whole


def _add_what_it_takes(name: str, p: argparse.ArgumentParser) -> None:
    """Options in the order in which help lists them."""
    if name in _OF_ONE_DECISION:
        p.add_argument("folder", type=a_place, metavar="DIR")
    match name:
        case "new":
            where = "the folder to make for it (default: one in your documents, named after year and practice)"
            p.add_argument("folder", nargs="?", type=a_place, metavar="DIR", help=where)
            shipped = "a shipped worksheet's id, or a file"
            p.add_argument("--worksheet", required=True, type=a_worksheet, metavar="ID_OR_FILE", help=shipped)
            p.add_argument("--practice", required=True, metavar="NAME", help="the practice's name")
        case "answer":
            p.description = _ABOUT_ANSWER
            p.add_argument("answers", nargs="*", metavar="ID=VALUE")
            p.add_argument(
                "--from",
                dest="file",
                type=a_place,
                metavar="FILE",
                help="read answers from a file, - for standard input",
            )
            confirm = "confirm what came over from last time: a section, a table, a row or an answer, by its id"
            p.add_argument("--confirm", nargs="+", action="extend", default=[], metavar="PART", help=confirm)
        case "redact":
            p.description = _ABOUT_REDACT
            what = "an answer in words, a note (note.ID) or a reason, by its id"
            p.add_argument("ids", nargs="*", metavar="ID", help=what)
            who = "a name, wherever it stands as who typed or said an answer"
            p.add_argument("--name", default="", metavar="NAME", help=who)
            p.add_argument("--why", required=True, metavar="TEXT", help="the reason, which stays for good")
            p.add_argument("--yes", dest="sure", action="store_true", help="do not ask")
        case "show":
            p.add_argument(
                "--json", dest="for_scripts", action="store_true", help="every figure with its working, for scripts"
            )
            p.add_argument("--working", metavar="FIGURE", help="open one figure to its sum")
            form = (
                "a form to fill in, for 'answer --from': the quick look, one section, or all that the network is asked"
            )
            p.add_argument("--form", nargs="?", const="quick-look", metavar="SECTION", help=form)
            p.add_argument("--minutes", action="store_true", help="what the minutes take over, to be pasted")
            p.add_argument(
                "-o", "--output", type=a_place, metavar="FILE", help="write what is shown to a new file, in UTF-8"
            )
            hangs_on = "also what the decision hangs on, and what the answers suggest together"
            p.add_argument("--hangs-on", action="store_true", help=hangs_on)
            p.add_argument("--all", dest="every", action="store_true", help="every figure, not only the main ones")
        case "memo":
            from des_decider.memo.formats import FORMATS

            formats, several = ",".join(FORMATS), "one or more formats (default: as the file after -o ends, else docx)"
            p.add_argument("--format", dest="formats", metavar=formats, help=several)
            p.add_argument(
                "-o", "--output", type=a_place, metavar="PATH", help="a folder, or a file where one format is asked for"
            )
        case "sign-off":
            p.description = _ABOUT_SIGN_OFF
            names = "each partner's name, as typed by them"
            p.add_argument("--assent", nargs="+", action="extend", default=[], metavar="NAME", help=names)
        case "follow-up":
            p.description = _ABOUT_FOLLOW_UP
            _add_what_happened(p)
            p.add_argument("--on", default="", metavar="DAY", help="the day it happened (default: today)")
            p.add_argument("--note", default="", metavar="TEXT", help="what else is to be known of it")
            sequel = "write what came after and what is due as a page, in the format that the name ends with"
            p.add_argument("-o", "--output", type=a_place, metavar="FILE", help=sequel)
        case "notice":
            from des_decider.memo.notice import ASKED_FOR

            of = "what it is notice of (default: as the partners decided)"
            p.add_argument("--of", choices=ASKED_FOR, help=of)
            p.add_argument(
                "-o",
                "--output",
                type=a_place,
                metavar="FILE",
                help="the file to write: Word (.docx) or plain text (.txt)",
            )
        case "calendar":
            ics = "the file to write, for a calendar to import"
            p.add_argument("-o", "--output", type=a_place, metavar="FILE.ics", help=ics)
        case "supersede":
            p.description = _ABOUT_SUPERSEDE
            p.add_argument("new", type=a_place, metavar="NEW", help="the folder to make for the new decision")
            other = "a shipped worksheet's id, or a file (default: the worksheet of the signed decision)"
            p.add_argument("--worksheet", type=a_worksheet, metavar="ID_OR_FILE", help=other)
            more = "begin another one, although one that follows it was begun already"
            p.add_argument("--another", action="store_true", help=more)
        case "compare":
            beside = "the decision to lay beside it (default: DIR is laid beside the one it follows)"
            p.add_argument("other", nargs="?", type=a_place, metavar="OTHER", help=beside)
            p.add_argument("--json", dest="for_scripts", action="store_true", help="for scripts")
        case "merge":
            p.description = _ABOUT_MERGE
            which = "one copy, by its name in the list or its place (default: all that are found)"
            p.add_argument("copy", nargs="?", default="", metavar="COPY", help=which)
            some_or_all = p.add_mutually_exclusive_group()
            some = "take these answers of the copies, by their ids, and be done with the rest"
            p_all, p_none = "take all of them", "keep every answer as it is here, and be done with the copies"
            some_or_all.add_argument("--take", nargs="+", action="extend", default=[], metavar="ID", help=some)
            some_or_all.add_argument("--take-all", action="store_true", help=p_all)
            some_or_all.add_argument("--take-none", action="store_true", help=p_none)
        case "doctor":
            p.description = _ABOUT_DOCTOR
            p.add_argument("--mend", action="store_true", help="mend what can be mended; nothing is thrown away")
        case "list":
            where = "folders to look in, and in those inside them (default: the decisions known on this machine)"
            p.add_argument("folders", nargs="*", type=a_place, metavar="DIR", help=where)
            words = "only those that have all these words, such as a practice, a year, a state or an option"
            p.add_argument("--search", default="", metavar="WORDS", help=words)
            p.add_argument("--due", action="store_true", help="what is due among them, soonest first")
            written = p.add_mutually_exclusive_group()
            written.add_argument("--json", dest="for_scripts", action="store_true", help="for scripts")
            written.add_argument("--csv", dest="as_csv", action="store_true", help="for a spreadsheet")
        case "demo":
            where = "a folder to make a new copy in (default: the copy in your documents, made where there is none)"
            p.add_argument("folder", nargs="?", type=a_place, metavar="DIR", help=where)
            fresh = "make another copy in your documents; the one that is there stays as it is"
            p.add_argument("--fresh", action="store_true", help=fresh)
        case "worksheet":
            jobs = p.add_subparsers(required=True, metavar="JOB")
            check = jobs.add_parser("check", help="point out every mistake in a blank worksheet")
            check.add_argument(
                "files", nargs="+", type=a_worksheet, metavar="FILE", help="a TOML file, or a shipped id"
            )
            last = "the edition before, to hold rates against (default: the shipped one of the year before)"
            check.add_argument("--against", type=a_worksheet, metavar="FILE_OR_ID", help=last)
            new = jobs.add_parser("new", help="begin one: a starter to fill in, or last year's with its dates moved")
            new.set_defaults(command="worksheet-new")
            new.add_argument("file", nargs="?", type=a_place, metavar="FILE", help="a file that is not there yet")
            last = "last year's worksheet: a shipped one's id, or a file; its rates are left to be asked"
            new.add_argument("--from", dest="last_years", type=a_worksheet, metavar="FILE_OR_ID", help=last)
            preview = jobs.add_parser("preview", help="look at it on the screens; nothing is kept")
            preview.set_defaults(command="worksheet-preview")
            preview.add_argument("file", type=a_worksheet, metavar="FILE", help="a worksheet, or a shipped one's id")
            text = "print an overview instead: the months counted, each payment, all dates, and what is asked where"
            preview.add_argument("--text", dest="as_text", action="store_true", help=text)
            part = "print all about one section, payments or quick-look; or all"
            preview.add_argument("--section", metavar="SECTION", help=part)
            test = jobs.add_parser("test", help="what its own answers come to, beside what its author expects")
            test.set_defaults(command="worksheet-test")
            test.add_argument(
                "files", nargs="+", type=a_worksheet, metavar="FILE", help="a worksheet, or a shipped one's id"
            )
        case "completion":
            p.description = _ABOUT_COMPLETION
            p.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"))
    if name in {"new", "open", "answer", "redact", "demo", "follow-up", "supersede", "merge", "doctor"}:
        p.add_argument("--by", default="", metavar="NAME", help="who is typing")
    if name == "answer":
        p.add_argument("--said-by", default="", metavar="NAME", help="whose answers they are")
    if name in {"new", "demo"}:
        only = "only make it" if name == "new" else "only make it, with its draft memo"
        p.add_argument("--no-open", action="store_true", help=only)
    if name in {"open", "answer", "redact", "sign-off", "follow-up", "merge", "doctor"}:
        # A person's word that whoever is noted as having the decision open has not.
        told = "write although another computer is noted as having it open: only if you know that it has not"
        p.add_argument("--take-over", action="store_true", help=told)


def _add_what_happened(p: argparse.ArgumentParser) -> None:
    """An option for each thing that can come after, of which one is given; it is kept with the row it is about."""
    from des_decider.decision.afterwards import KINDS, MISTAKE

    one = p.add_mutually_exclusive_group()
    for name, kind in KINDS.items():
        if kind.table or name == MISTAKE:
            one.add_argument(option(name), dest="what", type=partial(_pair, name), metavar="N", help=kind.asks)
        elif kind.asks:
            one.add_argument(option(name), dest="what", action="store_const", const=(name, ""), help=kind.asks)


def option(kind: str) -> str:
    """The option by which a kind of entry is noted."""
    return f"--{kind.replace('_', '-')}"


def _pair(kind: str, of: str) -> tuple[str, str]:
    return kind, of
