"""The agenda of the meeting: what each section asks, question by question and row by row, as the answers stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.answers import Answers, left_out
from des_decider.decision.not_asked import has_some, not_asked
from des_decider.decision.vote import is_present, recused
from des_decider.decision.wording import capital
from des_decider.worksheet.inputs_and_columns import BY_PATH, INPUTS, TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import Question, SectionId

Shape = Literal["question", "table", "rows", "result"]
NAMES_ITS_ROW = ("name", "what", "who")
"""The last words of the answers a row is called by."""
RESULT = "vote.result"
"""The place in the agenda where the vote is counted; it takes no answer."""


class Row(NamedTuple):
    """One row of a table, as it is asked: its ids in order.

    `with_it` are answers that go with its first one: whose declaration a new row is. `new` rows hold nothing yet.
    """

    key: str
    title: str
    ids: tuple[str, ...]
    with_it: Mapping[str, str] = {}
    new: bool = False


class Entry(NamedTuple):
    """One line of a section: a question, a table with its rows, or the counted vote.

    A table is filled in as a whole; `rows` are asked one after another, as each partner speaks for themselves. `switch`
    is the question that chooses between the whole and row by row. `grows` says that rows can be added.
    """

    key: str
    title: str
    shape: Shape = "question"
    rows: tuple[Row, ...] = ()
    switch: str = ""
    grows: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything this entry asks, the rows not begun yet left out."""
        own = self.key if self.shape == "question" else self.switch
        return (*((own,) if own else ()), *(id_ for row in self.rows if not row.new for id_ in row.ids))


class Stop(NamedTuple):
    """One place to stop at: a question, alone or in a row, or an entry's overview where `id` is empty."""

    entry: Entry
    row: Row | None = None
    id: str = ""

    @property
    def shape(self) -> Shape:
        """A question, a table, the rows of one, or the result of the vote."""
        return "question" if self.id else self.entry.shape

    @property
    def key(self) -> str:
        """What tells this stop from the others: the id asked, or the entry's own key."""
        return self.id or f"{self.entry.key}:all"


def agenda(section: SectionId, answers: Answers, ids: Ids, typed: Collection[str] = ()) -> tuple[Entry, ...]:
    """What a section asks, in the order of the meeting; a row that only texts `typed` are in has its place."""
    return tuple(_with_typed(entry, typed, answers) for entry in _entries(section, answers, ids))


def quick_look(
    asked: Sequence[str], needed: Collection[str], answers: Answers, ids: Ids, typed: Collection[str] = ()
) -> tuple[Entry, ...]:
    """The quick look: the partners, then what is asked in its order, each a question or a table by its name.

    A table to which rows are added has all its columns, so that a block falls on them at once. A row of any other opens
    with its first question; of the others it has those that are needed, answered or `typed`. None has what is asked
    beside it.
    """
    wanted = {*needed, *answers, *typed}
    found = [_table("partner", answers, only=("name",))]
    for key in asked:
        if "." in key:
            found.append(Entry(key, _title(key, ids)))
        else:
            found += _tables(key, answers, ids)
    partners, *others = (_with_typed(entry, typed, answers) for entry in found)
    return (partners, *(_kept(entry, wanted, asked) for entry in others))


def _kept(entry: Entry, wanted: Collection[str], beside: Collection[str]) -> Entry:
    """A table with those of its columns that are wanted, all where it grows, without what is asked beside it."""
    rows = (
        row._replace(
            ids=tuple(i for i in row.ids if (entry.grows or i == row.ids[0] or i in wanted) and i not in beside)
        )
        for row in entry.rows
    )
    return entry._replace(rows=tuple(row for row in rows if row.ids))


def row_by_row(answers: Answers) -> tuple[str, ...]:
    """The tables the figures take row by row, where it was said that there are any."""
    chosen = (t for t in ("home", "workforce", "local") if t == "local" or answers.choice(f"{t}.by") == "rows")
    return tuple(table for table in chosen if has_some(table, answers))


def stops(entries: Iterable[Entry], begun: Row | None = None) -> tuple[Stop, ...]:
    """Every place to stop at, in order; of the rows that hold nothing yet only the one `begun`."""
    return tuple(stop for entry in entries for stop in _stops(entry, begun))


def _stops(entry: Entry, begun: Row | None) -> Iterator[Stop]:
    if entry.shape == "question":
        yield Stop(entry, None, entry.key)
        return
    if entry.shape != "rows" or entry.grows or len(entry.rows) > 1:
        yield Stop(entry)
    if entry.switch:
        yield Stop(entry, None, entry.switch)
    for row in entry.rows:
        if not row.new or (begun is not None and (row.key, row.title) == (begun.key, begun.title)):
            yield from (Stop(entry, row, id_) for id_ in row.ids)


def _title(id_: str, ids: Ids) -> str:
    question, found = ids.question(id_), ids.field(id_)
    return question.text if question else capital(found.label if found else id_)


def _entries(section: SectionId, answers: Answers, ids: Ids) -> Iterator[Entry]:
    """The inputs in the table's order, each table where its first column stands; then the discussion."""
    questions = (q for q in ids.worksheet.questions.values() if q.section == section)
    discussion = [
        Entry(f"question.{q.id}", q.text) for q in questions if not not_asked(f"question.{q.id}", answers, ids)
    ]
    if section == "decision":  # advice and readiness are talked over before anything is put to the vote
        yield from discussion
        yield _declarations(answers)
    limits: list[Entry] = []
    for key in _asked_in(ids).get(section, ()):
        if "." not in key:
            yield from _tables(key, answers, ids)
            continue
        entries = [] if not_asked(key, answers, ids) else [Entry(key, _title(key, ids))]
        if key.startswith("threshold."):  # the limits of its finding, which the practice may set itself, come last
            limits += entries
        else:
            yield from entries
        if key == "vote.chair":
            yield from _votes(answers)
    if section != "decision":
        yield from discussion
    yield from limits
    if ids.field(f"completed.{section}"):
        yield Entry(f"completed.{section}", BY_PATH["completed.<section>"].question)


@lru_cache(maxsize=8)
def _asked_in(ids: Ids) -> Mapping[SectionId, Collection[str]]:
    """The ids that each section asks, and its tables by their names, in their order; found once for a worksheet."""
    found: dict[SectionId, dict[str, None]] = {}
    for one in INPUTS:
        head, _, rest = one.path.partition(".")
        if one.path == "date.<date>":
            keys = [id_ for id_ in ids.possible if id_.startswith("date.")]
        elif rest.startswith(("<", "whole.")) or head in {"service", "specification"}:
            keys = [head]
        else:
            keys = [] if one.path.endswith(".by") else [one.path]
        for key in keys:
            field = ids.field(key)
            section = _sections_of_tables(ids).get(key) if key == head else field.section if field else None
            if section:
                found.setdefault(section, {})[key] = None
    return found


@lru_cache(maxsize=8)
def _sections_of_tables(ids: Ids) -> dict[str, SectionId | None]:
    """The section each table belongs to: that of the worksheet's first question about it."""
    found: dict[str, SectionId | None] = {}
    for id_ in ids.possible:
        head = id_.partition(".")[0]
        if head not in found and id_.count(".") > 1 and (field := ids.field(id_)):
            found[head] = field.section
    return found


def _tables(head: str, answers: Answers, ids: Ids) -> Iterator[Entry]:
    match head:
        case "service":
            yield from (_service(service, answers, ids) for service in ids.worksheet.services)
        case "specification" | "vote" | "interest" | "assent":
            # Requirements stand under their service, positions after the rule, declarations before it; whether
            # somebody declines to confirm is asked where the names are typed.
            return
        case "workforce" | "home" if not_asked(f"{head}.whole", answers, ids):
            return
        case "workforce" | "home" if answers.choice(f"{head}.by", "whole") == "whole":
            whole = Row(f"{head}.whole", TABLES[head].title, _own(f"{head}.whole", ids))
            yield Entry(head, TABLES[head].title, "table", (whole,), f"{head}.by")
        case "workforce":
            roles = ((r.id, r.name) for r in ids.worksheet.roles.values() if not left_out(r.origin, answers))
            yield _fixed(head, roles, answers, ids, "workforce.by")
        case "payment":
            streams = ((p.id, p.name) for p in ids.worksheet.payments.values() if not left_out(p.origin, answers))
            if (entry := _fixed(head, streams, answers, ids)).rows:
                yield entry
        case "local" if answers.yes("local.none"):
            return
        case "member" if answers.yes("member.none"):
            return
        case "option":
            put = answers.text("decision.option")
            if put:
                others = ((key, capital(words)) for key, words in ids.options.items() if key != put)
                yield _fixed(head, others, answers, ids)
        case "risk":
            noted = [(q.id, q.text) for q in ids.worksheet.questions.values() if _is_noted(q, answers)]
            if noted:
                yield _fixed(head, noted, answers, ids)
        case _:
            table = _table(head, answers, switch="home.by" if head == "home" else "")
            yield table._replace(rows=tuple(row._replace(ids=_known(row.ids, ids)) for row in table.rows))


def _is_noted(question: Question, answers: Answers) -> bool:
    """Whether an answer is a concern or a blocker that weighs on the option put."""
    given = answers.text(f"question.{question.id}")
    put = answers.text("decision.option")
    return given in (*question.concern, *question.blocker) and question.weighs_on_option(put)


def _service(service: str, answers: Answers, ids: Ids) -> Entry:
    sheet, switch = ids.worksheet, f"service.{service}.by"
    name = sheet.services[service].name
    if answers.choice(switch, "whole") == "rows":
        requirements = sheet.requirements_of(service)
        stems = ((f"specification.{r.id}", r.name) for r in requirements)
        rows = tuple(Row(stem, title, _wanted(stem, answers, ids)) for stem, title in stems)
        if sheet.services[service].in_homes:  # what posts leave undone in the homes is the service's own, either way
            falls = f"service.{service}.falls_to_gps"
            rows += (Row(f"service.{service}", "The work in the homes", (falls,)),) if ids.field(falls) else ()
    else:
        own = tuple(id_ for id_ in _wanted(f"service.{service}", answers, ids) if id_ != switch)
        rows = (Row(f"service.{service}", name, own),)
    alone = len(sheet.requirements_of(service)) == 1 and switch not in answers  # as a whole is the same then
    return Entry(f"service.{service}", name, "table", rows, "" if alone else switch)


def _known(asked: Iterable[str], ids: Ids) -> tuple[str, ...]:
    """Those of some ids that the worksheet gives rise to."""
    return tuple(id_ for id_ in asked if ids.field(id_))


def _own(stem: str, ids: Ids) -> tuple[str, ...]:
    return tuple(id_ for id_ in _under(ids).get(stem, ()) if ids.field(id_))


def _wanted(stem: str, answers: Answers, ids: Ids) -> tuple[str, ...]:
    """Those of a row that no answer makes pointless."""
    return tuple(id_ for id_ in _own(stem, ids) if not not_asked(id_, answers, ids))


@lru_cache(maxsize=8)
def _under(ids: Ids) -> dict[str, tuple[str, ...]]:
    """Every possible id by its stem, found once for a worksheet."""
    found: dict[str, list[str]] = {}
    for id_ in ids.possible:
        found.setdefault(".".join(id_.split(".")[:-1][:2]), []).append(id_)  # a rate of several is its payment's
    return {stem: tuple(own) for stem, own in found.items()}


def _fixed(head: str, facts: Iterable[tuple[str, str]], answers: Answers, ids: Ids, switch: str = "") -> Entry:
    stems = ((f"{head}.{key}", name) for key, name in facts)
    rows = [Row(s, name, _wanted(s, answers, ids)) for s, name in stems]
    return Entry(head, TABLES[head].title, "table", tuple(row for row in rows if row.ids), switch)


def _table(head: str, answers: Answers, *, only: tuple[str, ...] = (), switch: str = "") -> Entry:
    """A table whose rows the practice names, with one more to begin."""
    lasts = only or tuple(one.path.rpartition(".")[2] for one in rows_of(head))
    begun, free = answers.rows(head), answers.next_row(head)
    titles = {n: row_title(head, n, answers) for n in begun}
    titles[free] = f"{'Another' if begun else 'The first'} {TABLES[head].short}"
    rows = (
        Row(f"{head}.{n}", t, tuple(f"{head}.{n}.{last}" for last in lasts), new=n == free) for n, t in titles.items()
    )
    return Entry(head, TABLES[head].title, "table", tuple(rows), switch, grows=True)


def _with_typed(entry: Entry, typed: Collection[str], answers: Answers) -> Entry:
    """A table that grows, with the rows that hold nothing but typed texts, and after those one more to begin."""
    if not entry.grows or entry.shape != "table":
        return entry
    head, new = entry.key, entry.rows[-1]
    rows = {row_number(row): row for row in entry.rows}
    held = {int(n) for id_ in typed for h, n, _ in [_parts(id_)] if h == head and n.isascii() and n.isdigit()}
    held = {n for n in held if not (n in rows and not rows[n].new) and (head, n) not in answers.gone}

    def row(n: int, title: str) -> Row:
        return Row(f"{head}.{n}", title, tuple(f"{head}.{n}{id_.removeprefix(new.key)}" for id_ in new.ids), new=True)

    rows |= {n: row(n, row_title(head, n, answers)) for n in held if n not in rows}
    if (last := max(rows)) in held:
        rows[last + 1] = row(last + 1, f"Another {TABLES[head].short}")
    return entry._replace(rows=tuple(rows[n] for n in sorted(rows)))


def row_number(row: Row) -> int:
    """The serial of a row that the practice names itself."""
    return int(row.key.rpartition(".")[2])


def _parts(id_: str) -> tuple[str, str, str]:
    """The table, the row and the rest of an id."""
    head, _, rest = id_.partition(".")
    n, _, last = rest.partition(".")
    return head, n if last else "", last


def row_title(head: str, n: int, answers: Answers) -> str:
    """What a row is called: its name, its first words, or its number."""
    if head in {"vote", "interest"}:
        partner = n if head == "vote" else answers.likely(f"interest.{n}.partner")
        name = answers.text(f"partner.{partner}.name") if partner is not None else ""
    else:
        told = (answers.text(f"{head}.{n}.{last}") for last in NAMES_ITS_ROW)
        name = next((text for text in told if text), "")
    return name or f"{capital(TABLES[head].short)} {n}"


def _declarations(answers: Answers) -> Entry:
    """Every partner declares: those who have not yet stand there to be asked."""
    made = _table("interest", answers)
    rows: list[Row] = []
    for row in made.rows[:-1]:
        nothing = answers.text(f"{row.key}.kind") == "none"
        asked = [i for i in row.ids if not (nothing and i.endswith((".what", ".done")) and i not in answers)]
        rows.append(Row(row.key, row.title, tuple(i for i in asked if not i.endswith(".partner")) or row.ids))
    declared = {answers.likely(f"{row.key}.partner") for row in rows}
    free = answers.next_row("interest")
    for partner, name in answers.partners().items():
        if partner not in declared:
            asked = [f"interest.{free}.{last}" for last in ("kind", "what", "done")]
            whose = {f"interest.{free}.partner": str(partner)}
            rows.append(Row(f"interest.{free}", name, tuple(asked), whose, new=True))
    return Entry("interest", made.title, "rows", (*rows, made.rows[-1]), grows=True)


def _votes(answers: Answers) -> Iterator[Entry]:
    """Each partner's position and reason; who did not vote over an interest is asked for none, and was there.

    Whether they are there is shown only where it was said. Who is away is asked for no reason. Whether one takes part
    from elsewhere is noted in a first round.
    """
    rows: list[Row] = []
    for partner, name in answers.partners().items():
        stem = f"vote.{partner}"
        away, left = is_present(answers, partner) is False, recused(answers, partner)
        told = answers.yes(f"{stem}.present")
        asked = [] if left or told is False else [f"{stem}.position"]
        asked += [f"{stem}.present"] if told is not None else []
        asked += [] if away else [f"{stem}.reason"]
        asked += [f"{stem}.elsewhere"] if f"{stem}.elsewhere" in answers else []
        rows.append(Row(stem, name, tuple(asked)))
    if rows:
        yield Entry("vote", TABLES["vote"].title, "rows", tuple(rows))
    yield Entry(RESULT, "The result of the vote", "result")
