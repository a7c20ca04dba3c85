"""What a decision follows: what was expected then, what came of it where the practice says so, what is expected now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.follows import follows
from des_decider.decision.wording import capital, count_of
from des_decider.memo.comparison import figure_in_words
from des_decider.memo.document import Paragraph, Quote, Table
from des_decider.memo.figure_words import in_fours, item

if TYPE_CHECKING:
    from des_decider.appraisal.snapshot import Snapshot
    from des_decider.memo.document import Block
    from des_decider.memo.figure_words import Words

SINCE = "Since last time"
_NOT_THEN, _NOT_NOW, _NOT_ASKED = "not in that contract", "not in this contract", "–"
_ROWS = (
    ("sign_up.income.this_year", ""),
    ("sign_up.cost.this_year", ""),
    ("difference.this_year", ""),
    ("difference.full_year", ""),
    ("time.gp_hours", "came.gp_hours"),
    ("workforce.wte_filled", "came.posts"),
    ("workforce.claim.this_year", "came.claimed"),
)
"""The figures that are looked back on, each with the answer that says what came."""
_NOT_KEPT = "What that one came to is not in this record’s folder any more, so nothing is laid beside it."


def since_last_time(words: Words) -> list[Block]:
    """The whole item; nothing where the decision follows none."""
    which, last = follows(words.answers), words.facts.last_time
    if which is None:
        return []
    said = f"This decision follows {which.in_words}. SHA-256 of its seal.toml: {in_fours(which.seal)}."
    blocks: list[Block] = [item(SINCE), Paragraph(said)]
    if last is None:
        return [*blocks, Paragraph(_NOT_KEPT)]
    if last.was.sentence:
        blocks.append(Quote(last.was.sentence, "What was decided then"))
    blocks += [_looked_back(words, last.was), Paragraph(_months(words, last.was))]
    if last.left:
        counted = count_of(len(last.left), "answer")
        blocks.append(Paragraph(f"{counted} of that decision could not come over; the appendices have each."))
    return blocks


def could_not_come_over(words: Words) -> list[Block]:
    """The answers of the decision before that this worksheet does not take, as they stood, and why."""
    last = words.facts.last_time
    kept = [(last.was.answers[id_], why) for id_, why in last.left.items() if id_ in last.was.answers] if last else []
    if not kept:
        return []
    rows = tuple(
        (capital(one.label), "\n".join(part for part in (one.words, one.note) if part), capital(why))
        for one, why in kept
    )  # fmt: skip
    title = "Answers of the decision before that could not come over"
    return [item(title), Table("", ("What", "Answer then", "Why"), rows, widths=(40, 30, 30))]


def _looked_back(words: Words, was: Snapshot) -> Table:
    rows = []
    for id_, came in _ROWS:
        now = words.appraisal.figures.get(id_)
        has_now, then = now is not None and now.in_contract, was.figures.get(id_)
        if then is None and not has_now:
            continue
        label = then.label if then else words.appraisal[id_].label
        expected = figure_in_words(id_, then) if then else _NOT_THEN
        said = "\n".join(filter(None, (words.shown(came), words.notes(came)))) if came else _NOT_ASKED
        rows.append((capital(label), expected, said, words.figure(id_) if has_now else _NOT_NOW))
    header = ("What", "Expected then", "What came", "Expected now")
    caption = "What was expected, what came and what is expected now"
    return Table(caption, header, tuple(rows), numbers=(1, 2, 3), widths=(40, 20, 20, 20))


def _months(words: Words, was: Snapshot) -> str:
    """How many months “this year” counts in both, as sums of unlike length are not better or worse."""
    this_year = words.book.this_year
    counted = (was.months, 0 if this_year.unknown else this_year.counted)
    then, now = (count_of(months, "month") if months else "an unknown number of months" for months in counted)
    return (
        f"“This year” counted {then} then and counts {now} now. What came is the practice’s own answer; a note on it "
        "may say over how many months."
    )
