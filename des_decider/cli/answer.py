"""`answer`: gives answers through the same parser as the screens, keeps the good, names the refused."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opened import opened, typist
from des_decider.cli.trouble import Trouble
from des_decider.decision.wording import count_of, visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

_LARGEST_FILE = 4_000_000


@dataclass(slots=True)
class Batch:
    """Answers given together: by whom typed, by whom said, and the texts by id."""

    by: str
    said_by: str
    texts: dict[str, str] = field(default_factory=dict)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    p = commands.add_parser(
        "answer", help="give answers",
        description="Gives answers. ID= takes one back; home.3= deletes a row. A file has one ID = VALUE a line; a "
        "line that starts with a space goes on with the line before; # starts a remark; said-by = NAME and "
        "by = NAME hold for the lines that follow.",
    )  # fmt: skip
    p.add_argument("dir", metavar="DIR")
    p.add_argument("answers", nargs="*", metavar="ID=VALUE")
    p.add_argument("--from", dest="file", metavar="FILE", help="read answers from a file, - for standard input")
    p.add_argument("--by", default="", metavar="NAME", help="who is typing")
    p.add_argument("--said-by", default="", metavar="NAME", help="whose answers they are")
    p.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Give the answers; 1 where any was refused, the others being kept."""
    batches: list[Batch] = []
    wrong: list[str] = []
    by = args.by or typist()
    if args.file:
        batches += read_lines(_lines_of(args.file), by, args.said_by, wrong)
    if args.answers:
        batch = Batch(by, args.said_by)
        for pair in args.answers:
            id_, equals, value = pair.partition("=")
            if equals and id_.strip() in batch.texts:
                wrong.append(f"{visible(id_.strip())} is answered twice; the first is kept")
            elif equals:
                batch.texts[id_.strip()] = value
            else:
                wrong.append(f"“{visible(pair)}” is no answer; write ID=VALUE")
        batches.append(batch)
    if not batches and not wrong:
        raise Trouble("there is nothing to give; write ID=VALUE, or --from FILE")
    given = 0
    with opened(args.dir, to_write=True, by=by) as session:
        for batch in batches:
            outcome = session.give(batch.texts, by=batch.by, said_by=batch.said_by)
            given += len(batch.texts) - len(outcome.refused)
            wrong += [f"{visible(r.id)}: {visible(r.why)}" for r in outcome.refused]
            for remark in (*outcome.remarks, *([outcome.fault] if outcome.fault else [])):
                print(f"note: {visible(remark)}", file=sys.stderr)
    print(f"{count_of(given, 'answer')} kept.")
    for words in wrong:
        print(f"refused: {words}", file=sys.stderr)
    return 1 if wrong else 0


def _lines_of(name: str) -> list[str]:
    """The lines of an answers file, as any editor saved it."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise Trouble(f"cannot read {visible(name)}: {error.strerror}") from None
    if len(data) > _LARGEST_FILE:
        raise Trouble(f"{visible(name)} is larger than {_LARGEST_FILE:,} bytes; split it")
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_lines(lines: Iterable[str], by: str, said_by: str, wrong: list[str]) -> list[Batch]:
    """The answers of a file, in batches by who gave them; lines that are none are added to `wrong`."""
    batches = [Batch(by, said_by)]
    for number, line in _joined(lines):
        id_, equals, value = line.partition("=")
        id_, value = id_.strip(), _unquoted(value.strip())
        if not equals or not id_:
            wrong.append(f"line {number}: “{visible(line.strip())}” is no answer; write ID = VALUE")
        elif id_ == "by":
            batches.append(Batch(value or by, batches[-1].said_by))
        elif id_ == "said-by":
            batches.append(Batch(batches[-1].by, value))
        elif any(id_ in batch.texts for batch in batches):
            wrong.append(f"line {number}: {visible(id_)} is answered twice; the first is kept")
        else:
            batches[-1].texts[id_] = value
    return [batch for batch in batches if batch.texts]


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with those that go on with them; empty lines and remarks left out."""
    start, whole = 0, ""
    for number, line in enumerate(lines, start=1):
        if line[:1] in {" ", "\t"} and whole and line.strip():
            whole += " " + line.strip()
            continue
        if whole:
            yield start, whole
        start, whole = number, "" if line.lstrip().startswith("#") else line.strip()
    if whole:
        yield start, whole


def _unquoted(value: str) -> str:
    """A value without the quotes somebody used to TOML may have put around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1] else value
