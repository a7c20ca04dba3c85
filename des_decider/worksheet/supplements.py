"""A supplement: the worksheet it extends, whether that is the one it was written for, and what it says otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.braces import fill, named, names_in_braces
from des_decider.worksheet.bytes_to_text import bytes_to_text
from des_decider.worksheet.layers import EACH, NOTE, ROWS, has_another_source, left_out_by, rows
from des_decider.worksheet.mistakes import closest, safe, shown
from des_decider.worksheet.mistakes_found import Found, Mistakes
from des_decider.worksheet.model import READ_IN, Added, Base, Overridden
from des_decider.worksheet.syntax import parse
from des_decider.worksheet.toml_table import ID, Table
from des_decider.worksheet.year import BASE_DIGEST, BASE_EDITION, EXTENDS, is_worksheet_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.braces import Braced
    from des_decider.worksheet.layers import Layered
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.lines import Lines
    from des_decider.worksheet.mistakes import Mistake


FACTS = frozenset({"average_network", "network", "date", "payment", "role", "requirement", "evidence", "claim"})
"""The tables whose numbers and days were read somewhere."""
_CALLED = ("name", "text", "what", "title", "address")
"""The keys that say what a row is; a new one has one of them."""
_LONGEST_LIST = 300
_NEARLY = 0.7


class Extends(NamedTuple):
    """What a file says it extends: the id of a worksheet, and the digest of the bytes that were meant."""

    id: str
    digest: str


class BaseFound(NamedTuple):
    """The worksheet below a supplement as parsed, and its lines; or why a supplement cannot be read over it."""

    values: Mapping[str, Any]
    lines: Lines
    mistakes: tuple[Mistake, ...] = ()


def extended_by(data: bytes) -> Extends | None:
    """What a file extends; None where it extends nothing that could be looked for. Never raises."""
    text = bytes_to_text(data).text
    values = parse(text).values if EXTENDS in text else None
    head = values.get("worksheet") if values else None
    if not isinstance(head, dict) or not is_worksheet_id(id_ := _text(head.get(EXTENDS))):
        return None
    return Extends(id_, _one_word(head.get(BASE_DIGEST)))


def digest_of(data: bytes) -> str:
    """What a supplement names the bytes of a worksheet by: their SHA-256, as every computer prints it."""
    from hashlib import sha256  # with the library it loads, for the few worksheets that extend one

    return sha256(data).hexdigest()


def find_base(file: Mapping[str, Any], lines: Lines, data: bytes) -> BaseFound:
    """The worksheet that a parsed supplement says it extends, from its bytes; there are none where it was not found."""
    mistakes, head = Mistakes(lines), file["worksheet"]
    own = Table(mistakes, head, ("worksheet",))
    id_ = own.name(EXTENDS)
    text = bytes_to_text(data).text
    below = parse(text)
    values, base_lines, faults = below.values or {}, below.lines, below.faults
    base = values.get("worksheet")
    name = safe(id_)
    if not id_:
        return BaseFound(values, base_lines, mistakes.in_order())
    if not is_worksheet_id(id_):
        own.wrong(
            "not-an-id",
            EXTENDS,
            f"{shown(id_)} is not the id of a worksheet",
            "Write the id that stands in its [worksheet]",
        )
    elif not data:
        mend = f"Put it beside this file as {name}.toml, or look for a slip in its id"
        own.wrong("cannot-extend", EXTENDS, f"The worksheet {name} was not found", mend)
    elif faults or not isinstance(base, dict) or base.get("id") != id_ or values.get("format") != file.get("format"):
        mend = f"Put the right one there, and check it by itself: des-decider worksheet check {name}.toml"
        own.wrong(
            "cannot-extend", EXTENDS, f"The file found for {name} is no worksheet of that id in this format", mend
        )
    elif EXTENDS in base:
        mend = f"Extend {safe(_text(base[EXTENDS]))}, and take over from {name} what you need"
        own.wrong("cannot-extend", EXTENDS, f"{name} is a supplement itself; a supplement lies over a whole one", mend)
    else:
        if head.get("id") == id_:
            own.wrong(
                "cannot-extend",
                "id",
                "The supplement has the id of the worksheet it extends",
                "Give it an id of its own",
            )
        _check_is_meant(own, {BASE_EDITION: _text(base.get("edition")), BASE_DIGEST: digest_of(data)})
    return BaseFound(values, base_lines, mistakes.in_order())


def _check_is_meant(own: Table, is_so: Mapping[str, str]) -> None:
    """Note an edition or a digest that is not that of the worksheet found; of another edition all else differs too."""
    lines = {key: f'{key} = "{safe(value, 64)}"' for key, value in is_so.items()}
    for key in (missing := [key for key in is_so if key not in own.values]):
        own.wrong("missing", key, f"{key} is missing", f"Add the line {lines[key]}")
    others = (key for key in is_so if key not in missing and _one_word(own.values[key]) != _one_word(is_so[key]))
    if other := next(others, ""):
        mend = f"Get the one that is meant, or read what is new in this one and write {' and '.join(lines.values())}"
        own.wrong(
            "cannot-extend",
            other,
            f"The worksheet found for {safe(own.values[EXTENDS])} is not the one that is meant",
            mend,
        )


def check_own_rows(mistakes: Mistakes, own: Mapping[str, Any], sheet: Layered, base: Base) -> list[Path]:
    """Note what would count for rows of the base, and rows whose source the base would answer for.

    Given back are the rows that are none of their own, and meant for one of the base that has another id.
    """
    below = dict(rows(sheet.below))
    strays: list[Path] = []
    for path, row in rows(own):
        family, is_new = path[0], path not in below
        if is_new and _is_no_row(mistakes, path, row, sheet.below):
            strays.append(path)
            continue
        if family == "payment" and not is_new:
            _check_parts(mistakes, path, row, below[path])
        place, source = f"[{safe('.'.join(path), 90)}]", row.get("source")
        first = _text(source[0] if isinstance(source, list) and source else source)
        # How the row below was read was said of another source.
        needs_how = bool(first) and (not ID.fullmatch(first) or "read_in" in below.get(path, {}))
        if family in ROWS and path[1] == EACH:
            what = f"{place} would speak for the rows of the worksheet below too"
            mend = "In a supplement, say it in each of your rows"
            mistakes.add(Found("each-in-a-supplement", place, path, what, mend))
        elif family == "question" and is_new and source is None:
            what = "source is missing: nothing says who asks it"
            mend = 'Add source = "ours", or where it was read'
            mistakes.add(Found("missing", f"{place} source", path, what, mend))
        elif family == "payment" and is_new and "paid_to" not in row and path in _paid_by_each(sheet):
            what = "paid_to is missing: what the payments of the worksheet below say is not meant of yours"
            mend = 'Add paid_to = "network" or paid_to = "practice"'
            mistakes.add(Found("missing", f"{place} paid_to", path, what, mend))
        elif "read_in" not in row and (needs_how or (family == "source" and is_new)):
            what = "read_in is missing: nothing says how it was read"
            mend = f'Add a line such as read_in = "{next(iter(READ_IN))}"'
            mistakes.add(Found("missing", f"{place} read_in", path, what, mend))
        elif family in FACTS and source is None and not _misspells(row, "source") and (key := _new_number(path, base)):
            what = f"source is missing: {safe(key)} says another number here, and the source below never did"
            mend = "Add source = where it was read, and read_in = how"
            mistakes.add(Found("missing", f"{place} source", (*path, key), what, mend))
    return strays


def _paid_by_each(sheet: Layered) -> set[Path]:
    """The payments of which only the `each` of their worksheet says who is paid."""
    return {path[:-1] for path in sheet.written if path[0] == "payment" and path[-1] == "paid_to"}


def without_each(own: Mapping[str, Any]) -> dict[str, Any]:
    """A supplement without what it says of all rows at once, which is a mistake that makes others."""
    kept = {**own}
    for family, table in own.items():
        if family in ROWS and isinstance(table, dict) and EACH in table:
            kept[family] = {id_: row for id_, row in table.items() if id_ != EACH}
    return kept


def _check_parts(mistakes: Mistakes, path: Path, row: Mapping[str, Any], old: Mapping[str, Any]) -> None:
    """Note a part of a payment below that is lost, as only another one is written."""
    parts, before = (said if isinstance(said := one.get("part"), dict) else {} for one in (row, old))
    lost = {basis: part for basis, part in before.items() if basis not in parts and isinstance(part, dict)}
    if not lost or not parts.keys() & before.keys():
        return
    keys = [
        f"part.{basis} = {{ {', '.join(f'{key} = {shown(value)}' for key, value in part.items())} }}"
        for basis, part in lost.items()
    ]
    what = f"The worksheet below pays this on the {' and '.join(lost)} list too, and all parts are written together"
    mend = f"Add {' and '.join(keys)}; where that is paid no more, write 0 for its rate"
    mistakes.add(Found("needs-another", f"[{'.'.join(path)}] part", (*path, "part"), what, mend))


def _is_no_row(mistakes: Mistakes, path: Path, row: Mapping[str, Any], sheet: Mapping[str, Any]) -> bool:
    """Whether a new row says nothing of what it is, which is noted: it is meant for one of the base."""
    family, *id_ = path
    below = dict(rows(sheet))
    ids = [p[1] for p, known in below.items() if p[0] == family and p[1:] != (EACH,) and known.keys() & {*_CALLED}]
    if family not in ROWS or id_ == [EACH] or not ids:
        return False
    meant = closest(id_[0], ids)
    if _misspells(row, *_CALLED):
        return False  # what it is called is misspelt
    # Of a question another text alone is said; a source that is like none of those below lacks its title.
    if row.keys() & {*_CALLED} if family != "question" else row.keys() & {"section", "why"}:
        return False
    if family == "source" and not meant:
        return False
    if family == "date" and (key := {"deadline": "decide_by", "out_from": "opt_out_effective"}.get(id_[0])):
        meant = _text(sheet["year"].get(key)) or meant
    asked = f"Did you mean {meant}?" if meant else f"There is {safe(', '.join(ids), _LONGEST_LIST)}"
    named = f"[{family}.{safe(id_[0])}]"
    what = f"There is no {named} below that this could change, and a new one says what it is called"
    mistakes.add(Found("unknown-reference", named, path, what, asked, rename=meant))
    return True


def _misspells(row: Mapping[str, Any], *keys: str) -> bool:
    """Whether a row has a key that is nearly one of these."""
    return any(key not in keys and closest(key.casefold(), keys, _NEARLY) for key in row)


def _new_number(path: Path, base: Base) -> str:
    """A key of a row by which the supplement puts another number or day in place of what the base has."""
    changed = (one for one in base.overridden if (one.family, *filter(None, (one.id,))) == path)
    return next((one.key for one in changed if _numbers(one.after) - _numbers(one.before)), "")


def _numbers(value: object, key: str = "") -> set[tuple[str, Decimal | date]]:
    """The numbers and days in a value, each with the keys that lead there."""
    match value:
        case dict():
            return {found for name, one in value.items() for found in _numbers(one, f"{key}.{name}")}
        case bool():
            return set()
        case int() | Decimal():
            return {(key, Decimal(value))}
        case date():
            return {(key, value)}
    return set()


def said_otherwise(own: Mapping[str, Any], sheet: Layered, base: Mapping[str, Any]) -> Base:
    """The worksheet a supplement extends, all of the rows below that it says otherwise or leaves out, and its own.

    What the worksheet below notes of a source goes with it where the supplement names another.
    """
    before, after = names_in_braces(sheet.below), names_in_braces(sheet.values)
    found = dict(rows(sheet.below))
    changed: list[Overridden] = []
    added: list[Added] = []
    left_out = left_out_by(own, sheet.below)
    for path, row in found.items():
        if path[0] == "question" and path[1] in left_out:
            changed.append(Overridden("question", path[1], _text(_plain(row.get("text"), before))))
    for path, row in rows(own):
        if path in found:
            old = found[path]
            name = _plain(next((old[key] for key in ("name", "text", "what", "title") if key in old), None), before)
            gone = {NOTE: None} if NOTE in old and has_another_source(row, old) else {}
            for key, value in {**row, **gone}.items():
                was, now = _plain(old.get(key), before), _plain(value, after)
                if key == "source":
                    was, now = _printed(was, sheet.below), _printed(now, sheet.values)
                if was != now:
                    changed.append(Overridden(path[0], ".".join(path[1:]), _text(name), key, was, now))
        elif len(path) > 1 and path[0] != "ask":
            added.append(Added(path[0], path[1]))
    id_, title, edition, issuer = (_text(base["worksheet"].get(key)) for key in ("id", "title", "edition", "issuer"))
    return Base(id_, title, edition, issuer, tuple(changed), tuple(added))


def _printed(source: Any, values: Mapping[str, Any]) -> Any:
    """Sources as they are printed: by the titles of those that have a table, else as they stand."""
    if isinstance(source, tuple):
        return tuple(_printed(one, values) for one in source)
    tables = values.get("source")
    row = tables.get(source) if isinstance(tables, dict) and isinstance(source, str) else None
    return (_text(row.get("title")) or _text(row.get("address")) or source) if isinstance(row, dict) else source


def issuers(own: Mapping[str, Any], sheet: Layered, base: Mapping[str, Any], said: Base) -> dict[Path, str]:
    """Who issued each row: the base, the supplement, or the one and who changed it."""
    issuer = _text(own["worksheet"].get("issuer"))
    changed = {(one.family, *filter(None, (one.id,))) for one in said.overridden}
    found = {path: said.issuer for path, _ in rows(base)}
    below = {path for path, _ in rows(sheet.below)}
    for path, _ in rows(own):
        if path not in below:
            found[path] = issuer
        elif path in changed:
            found[path] = f"{found.get(path, 'the program')}, changed by {issuer}"
    return found


def _plain(value: Any, names: Mapping[str, Braced | None]) -> Any:
    """A value with what its braces stand for, as it would be read."""
    if isinstance(value, dict):
        return {key: _plain(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_plain(one, names) for one in value)
    name = named(value)
    if name is not None:
        return names.get(name)
    return " ".join(fill(value, names)[0].split()) if isinstance(value, str) else value


def _text(value: Any) -> str:
    """A text of a file; what is none is noted where it is read."""
    return value if isinstance(value, str) else ""


def _one_word(value: Any) -> str:
    """A digest as people paste it: in capitals, or in groups with blanks between."""
    return "".join(_text(value).split()).lower()
