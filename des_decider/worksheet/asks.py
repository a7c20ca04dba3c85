"""Reads how the inputs of the figures are asked, and which of them make the quick look."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from des_decider.worksheet.answer_kinds import PLAIN_NUMBER, UNITS_BEGIN, CountedIn, kind_of
from des_decider.worksheet.figure_paths import Match, closest_path, match_path
from des_decider.worksheet.inputs_and_columns import ASKED_BY_WORKSHEETS, BY_PATH, WITHOUT_HOURS, asked_together
from des_decider.worksheet.layers import EACH, each_of
from des_decider.worksheet.mistakes import LOST, safe, shown
from des_decider.worksheet.model import ASKED, SECTIONS, WHO, Ask
from des_decider.worksheet.payment_kinds import BASES
from des_decider.worksheet.sections import check_section
from des_decider.worksheet.toml_table import Table
from des_decider.worksheet.year import only_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.model import DateFact
    from des_decider.worksheet.references import References


MAX_ASKS = 500
MAX_QUICK_LOOK = 30
MORE_BY_A_SUPPLEMENT = 10
"""Answers that the quick look may have besides where a supplement adds services or the like to a worksheet."""


def read_asks(
    root: Table, known: References, own: Mapping[str, Collection[str]], dates: Mapping[str, DateFact]
) -> dict[str, Ask]:
    """How every input is asked; one for a certain payment or service has what it does not say from the one for each.

    `own` are the keys that the author wrote, by the path of the ask. Of the `dates` those are asked that the practice
    has to give.
    """
    asks: dict[str, Ask] = {}
    top = only_table(root, "ask")
    if len(own) > MAX_ASKS:
        top.wrong("too-many", "", f"There are {len(own):,} asks", f"At most {MAX_ASKS} are allowed")
        return asks
    for path, values in top.values.items():
        if not isinstance(values, dict):
            mend = "Write [ask.…] with the name of the input, such as [ask.home.by]"
            top.wrong("not-a-table", path, f"{safe(path)} is not a table", mend)
            continue
        table = Table(top.mistakes, values, ("ask", *path.split(".")))
        # The program words more than any one contract asks, so that only the author's own can be out of place.
        match = (
            check_path(table, "", path, known, for_ask=True) if path in own else match_path(path, ASKED_BY_WORKSHEETS)
        )
        asks[path] = _read_ask(path, table, match, known)
        if path in own and "section" in table.values:
            check_section(table, asks[path].section, known)
    # What is published about one row alone stands beside it, though it is asked in the words for each.
    for path in known.shown_beside:
        each = each_of("ask", path)
        if path not in asks and each in asks:
            asks[path] = asks[each]._replace(path=path, evidence=known.beside(path, each))
    one = BY_PATH["date.<date>"]
    for day in (day for day in dates.values() if day.asked and f"date.{day.id}" not in asks):
        path, text = f"date.{day.id}", f"{day.what}: {one.question}"
        asks[path] = Ask(path, "contract", text, one.why, "manager", None, None, None, known.beside(path))
    return asks | {
        path: _to_give(path, asks, known, own) for path in _rates_to_give(known) if each_of("ask", path) in asks
    }


def _rates_to_give(known: References) -> Iterator[str]:
    """The rates and maxima that the practice has to give, as the worksheet prints none."""
    for id_, row in known.of("payment").items():
        found = row.get("part")
        parts = (
            {list_: part for list_, part in found.items() if isinstance(part, dict)} if isinstance(found, dict) else {}
        )
        for list_, part in parts.items():
            if part.get("rate") == ASKED and list_ in BASES:
                yield f"payment.{id_}.{f'{list_}.' if len(parts) > 1 else ''}rate"
        if row.get("rate") == ASKED:
            yield f"payment.{id_}.rate"
        if row.get("full_year") == ASKED:
            yield f"payment.{id_}.full_year_rate"
    yield from (f"workforce.{id_}.maximum" for id_, row in known.of("role").items() if row.get("maximum") == ASKED)


def _to_give(path: str, asks: Mapping[str, Ask], known: References, own: Mapping[str, Collection[str]]) -> Ask:
    """How a rate is asked that nobody prints: as the author words it, else in other words than for one that is printed.

    What the author says of each rate why it is asked holds here only with a question of theirs for each.
    """
    each, match = each_of("ask", path), match_path(path, ASKED_BY_WORKSHEETS)
    ask = asks.get(path) or asks[each]._replace(path=path, evidence=known.beside(path, each))
    own_words, own_of_each = own.get(path, ()), own.get(each, ())
    one = BY_PATH[match.pattern] if match else None
    if one and not {"text"} & {*own_words, *own_of_each}:
        ask = ask._replace(text=one.question)
    if one and "why" not in own_words and not {"text", "why"} <= {*own_of_each}:
        ask = ask._replace(why=one.why)
    return ask


def _read_ask(path: str, table: Table, match: Match | None, known: References) -> Ask:
    smallest = table.number("smallest", required=False, negative=True)
    largest = table.number("largest", required=False, negative=True)
    if smallest is not None and largest is not None and smallest >= largest:
        table.wrong(
            "out-of-order", "smallest", f"{smallest} is not below the largest, {largest}", "Look at both bounds"
        )
    offer = table.reference("offer", known.of("evidence"), "evidence", required=False)
    one = BY_PATH[match.pattern] if match is not None else None
    counted_in: CountedIn | None = kind_of(one.kind).counted_in if one is not None else None
    if counted_in == "":  # bounds and published figures mean nothing to a word, a choice or a day
        for key in ("smallest", "largest", "offer"):
            table.only(key, "inputs that are numbers")
    elif offer is not None and offer in known.of("evidence"):
        figures = known.of("evidence")[offer].get("figures")
        published = figures if isinstance(figures, dict) else {}
        _check_offer(table, offer, published, smallest, largest)
        if counted_in is not None:
            _check_unit(table, offer, published, counted_in)
    usual = BY_PATH[match.pattern].section if match is not None else "practice"
    section = table.word("section", SECTIONS, required=False, also=known.titles) or usual
    text, why, who = table.text("text"), table.text("why"), table.word("who", WHO) or "meeting"
    evidence = known.beside(path, each_of("ask", path))
    table.finish()
    return Ask(path, section, text, why, who, smallest, largest, offer, evidence)


def _check_offer(
    table: Table, offer: str, evidence: Mapping[str, object], smallest: Decimal | None, largest: Decimal | None
) -> None:
    """Note an offer without a figure, or with one the question's own bounds would refuse."""
    row, figures = ("evidence", offer), [evidence[key] for key in ("low", "likely", "high") if key in evidence]
    # What is no number, or in the wrong order, is noted where the evidence stands.
    numbers = [f for f in figures if isinstance(f, int) or (isinstance(f, Decimal) and not f.is_nan())]
    if not figures:
        mend = "Offer evidence with low, likely or high, or name the question under beside = […]"
        table.wrong(
            "offer-does-not-fit", "offer", f"[evidence.{safe(offer)}] has no figure to offer", mend, judged_by=row
        )
    elif "likely" not in evidence and len(numbers) == 2 and numbers[0] <= numbers[1]:
        mend = "Add likely if one was published, or name the question under beside = […]"
        what = f"[evidence.{safe(offer)}] has two ends and no likely figure to offer"
        table.wrong("offer-does-not-fit", "offer", what, mend, judged_by=row)
    # Minutes are offered to answers in hours as minutes; the bounds are in hours.
    per_unit = 60 if _begins(evidence.get("unit"), ("minute",)) else 1
    for figure in numbers:
        too_small = smallest is not None and figure < smallest * per_unit
        if too_small or (largest is not None and figure > largest * per_unit):
            mend = "Widen smallest or largest, or offer something else"
            what = f"{shown(figure)} of [evidence.{safe(offer)}] is outside the bounds"
            table.wrong("offer-does-not-fit", "offer", what, mend, judged_by=row)
            break


def _check_unit(table: Table, offer: str, evidence: Mapping[str, object], asked: CountedIn) -> None:
    """Note an offer counted in something else than its answer, as far as the beginning of its unit tells."""
    unit = evidence.get("unit")
    if not isinstance(unit, str) or not unit.strip():
        return
    if asked != next((counted for counted, starts in UNITS_BEGIN.items() if _begins(unit, starts)), PLAIN_NUMBER):
        mend = "Offer a figure in the answer's own unit, or name the question under beside = […]"
        answer = asked if asked == PLAIN_NUMBER else f"in {asked}"
        what = f"[evidence.{safe(offer)}] is in {shown(unit)} and the answer is {answer}"
        table.wrong("offer-does-not-fit", "offer", what, mend, judged_by=("evidence", offer))


def _begins(unit: object, starts: tuple[str, ...]) -> bool:
    return isinstance(unit, str) and unit.strip().casefold().startswith(starts)


def read_quick_look(root: Table, known: References) -> tuple[str, ...]:
    """The answers of the quick look, in order; one for each service or the like stands for all of them."""
    table = only_table(root, "quick_look")
    paths: list[str] = []
    for path in table.texts("ask", required=True):
        match = check_path(table, "ask", path, known, for_ask=False)
        each = known.of(match.stands_for) if match is not None and match.word == EACH else {}
        paths += [path.replace(EACH, id_, 1) for id_ in each] or [path]
    most = MAX_QUICK_LOOK + (MORE_BY_A_SUPPLEMENT if root.mistakes.is_of_a_supplement else 0)
    if (many := len({_group(path) for path in paths})) > most:
        table.wrong("too-many", "ask", f"The quick look has {many} answers", f"At most {most} are allowed")
    table.finish()
    return tuple(dict.fromkeys(paths))


def _group(path: str) -> str:
    """What a path counts as: hours that are asked together are one."""
    match = match_path(path, ASKED_BY_WORKSHEETS)
    return path.rpartition(".")[0] if match and asked_together(BY_PATH[match.pattern]) else path


def check_path(table: Table, key: str, path: str, known: References, *, for_ask: bool) -> Match | None:
    """Note an input that does not exist; the pattern it fits, if it does."""
    match = match_path(path, ASKED_BY_WORKSHEETS)
    if match is None:
        meant = closest_path(path, ASKED_BY_WORKSHEETS)
        mend = f"Did you mean {meant}?" if meant else "docs/worksheet-format.md lists the inputs at its end"
        value = f'"{meant}"' if meant and key else None
        table.wrong("unknown-input", key, f"There is no input {safe(path)}", mend, value=value, entry=path)
        return None
    if match.stands_for == "n" and not for_ask:
        table.wrong(
            "row-of-a-table",
            key,
            f"{safe(path)} is a row of a table",
            "The quick look asks about the whole: name another input",
        )
    elif match.stands_for == "n" and match.word != EACH:
        mend = f"The rows are the practice's own; write {match.pattern.replace('<n>', 'each')}"
        table.wrong("row-of-a-table", key, f"{safe(path)} names one row", mend)
    elif match.word not in ("", EACH):
        known_here = known.of(match.stands_for)
        table.check_known(key, match.word, known_here, match.stands_for)
        if (what := _never_asked(match, known_here.get(match.word, {}))) is not None:
            what, mend = f"{safe(path)} is never needed: {what}", "Delete it, or name another input"
            table.wrong("never-needed", key, what, mend, judged_by=(match.stands_for, match.word))
    return match


def _never_asked(match: Match, values: Mapping[str, object]) -> str | None:
    """Why a fact of the worksheet takes no answer of this kind, if so; what is wrong with the fact is noted there."""
    last = match.pattern.rpartition(".")[2]
    if not values or LOST in values.values():
        return None
    if match.stands_for == "date":
        return None if values.get("date") == ASKED else f"its day is printed; write date = “{ASKED}” to leave it open"
    if match.stands_for == "payment":
        if last in {"rate", "full_year_rate"}:
            return _rate_never_asked(match.pattern.split(".", 2)[2], values)
        if last == "achieved":
            earned = values.get("kind") == "points" or (values.get("kind") == "list" and values.get("earned") is True)
            return None if earned else "only points payments, and list payments that say so, are earned"
        if values.get("paid_to") == "practice":
            return "it is paid to the practice"
        if values.get("kind") == "reimbursement":
            return "a ceiling on claims is no income"
        return "the director's money reaches no practice" if values.get("for_director") is True else None
    if match.stands_for == "requirement":
        if "counted_in" in values and last != "status":
            return "its hours are asked under care homes"
        if "from" not in values and last not in WITHOUT_HOURS:
            return "what is done once has no hours a week"
    return None


def _rate_never_asked(which: str, values: Mapping[str, object]) -> str | None:
    """Why a payment has no rate of this kind: of one list among several, its only one, or that of a full year."""
    if which == "full_year_rate":
        ends_or_same = values.get("full_year") in ("same", "ends")
        return "it has no rate of its own in a full year" if ends_or_same else None
    parts = values.get("part") if values.get("kind") == "list" else None
    lists = list(parts) if isinstance(parts, dict) else []
    basis = which.removesuffix("rate").removesuffix(".")
    if not basis:
        return f"it has a rate for each list, such as {safe(str(lists[0]))}.rate" if len(lists) > 1 else None
    if len(lists) < 2:
        return "it has one rate, asked as rate"
    return None if basis in lists else f"it is not paid on the {basis} list"
