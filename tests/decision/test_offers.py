"""What a question shows of what is published, what it offers, and what an author may offer at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.formulas.book import Book
from des_decider.decision.ids import Ids
from des_decider.decision.offers import Published, known_about, offers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import ASKED_BY_WORKSHEETS, BY_PATH
from des_decider.worksheet.model import Ask, Evidence, Source
from des_decider.worksheet.reading import read_worksheet
from tests.building import SHIPPED, SMALL, answers, ids, worksheet

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_SAID: dict[str, str] = {}
HIDE = {"facts.later": "hide"}
LATER = {"facts.later": "include"}
_TEXT = SMALL.read_text(encoding="utf-8")
WITHOUT_ASKS = _TEXT[: _TEXT.index("[ask.")], _TEXT[_TEXT.index("[question.") :]
ALMANAC = Source("Farholm Almanac", "memory")


def whats(id_: str, texts: dict[str, str]) -> list[str]:
    return [known.what for known in known_about(id_, answers(texts), ids())]


@pytest.mark.parametrize(
    ("texts", "offered"),
    [
        (NOTHING_SAID, {"meeting.admin_hours": "6"}),
        (HIDE, {"meeting.admin_hours": "6"}),
        (
            LATER,
            {
                "meeting.admin_hours": "6",
                "cost.gp_hour": "100",
                "home.1.review_hours": "20 min / 30 min / 60 min",
            },
        ),
    ],
    ids=["nothing said", "later facts hidden", "later facts included"],
)
def test_of_the_shipped_worksheet_only_these_are_offered(texts: dict[str, str], offered: dict[str, str]) -> None:
    found = {id_: [o.text for o in offers(id_, answers(texts), ids())] for id_ in ids().known}
    assert {id_: text for id_, text in found.items() if text} == {id_: [text] for id_, text in offered.items()}


@pytest.mark.parametrize(
    ("id_", "words", "source"),
    [
        ("meeting.admin_hours", "6 hours a week", "Survey of 2019"),
        ("cost.gp_hour", "£100 an hour", "Londonwide LMCs, 2022"),
        ("home.2.review_hours", "30 min each (from 20 min to 60 min)", "draft specification of December 2019"),
    ],
)
def test_an_offer_says_what_it_is_and_where_it_was_read(id_: str, words: str, source: str) -> None:
    (offer,) = offers(id_, answers(LATER), ids())
    assert offer.words == words
    assert source in offer.origin.source
    assert offer.origin.read_in == "secondary"
    assert offer.origin.note
    assert offer.what in whats(id_, LATER)


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_whatever_is_offered_is_typed_as_it_is_kept(path: Path) -> None:
    sheet = ids(path)
    given = answers(LATER, path)
    for id_ in sheet.known:
        field = sheet.field(id_)
        assert field is not None
        for offer in offers(id_, given, sheet):
            parsed = parse(offer.text, field.rules)
            assert isinstance(parsed, Parsed), id_
            assert parsed.text == offer.text, id_


@pytest.mark.parametrize(
    ("id_", "shown", "when_included"),
    [
        ("cost.gp_hour", ["Pay range of", "Employer's contribution", "Employer's National"],
         ["Cost of an hour", "Cost of an hour"]),
        ("pcn.registered_list", ["Registered patients of an average", "Lists are counted"], []),
        ("service.extended_hours.gp_hours", ["Extended hours that the contract", "Outside, the core"], []),
        ("workforce.dietitian.cost", ["National", "Employer's contr", "Employer's Nat", "Dietitian: the most"],
         ["In a survey of 2024"]),
        ("workforce.nursing_associate.cost", ["National", "Employer's contr", "Employer's Nat"],
         ["In a survey of 2024", "Nursing associate: the most"]),
        ("home.3.review_hours", ["Time for one structured medication review in the draft"], ["Time for one"]),
        ("question.duties_outside", ["Outside, the core contract"], []),
        ("cost.weeks_per_year", [], []),
        ("practice.name", [], []),
        ("question.home_lead.note", [], []),
        ("note.cost.gp_hour", [], []),
        ("home.each.beds", [], []),
        ("workforce.nobody.cost", [], []),
        ("workforce", [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_a_question_shows_what_is_published_about_it(id_: str, shown: list[str], when_included: list[str]) -> None:
    now, included = whats(id_, HIDE), whats(id_, LATER)
    assert len(now) == len(shown)
    assert all(what.startswith(start) for what, start in zip(now, shown, strict=True)), now
    added = [what for what in included if what not in now]
    assert len(added) == len(when_included)
    assert all(what.startswith(start) for what, start in zip(added, when_included, strict=True)), added
    assert whats(id_, NOTHING_SAID) == now


def test_what_is_shown_carries_its_source_and_says_when_it_is_later() -> None:
    known = known_about("cost.gp_hour", answers(LATER), ids())
    assert [k.origin.known_at_deadline for k in known] == [False, False, True, True, True]
    assert known[0].origin.note.startswith("The second figure is of 2022")
    assert all(k.origin.source and k.origin.read_in for k in known)


def test_every_role_s_maximum_stands_beside_what_a_post_can_claim_and_none_is_offered() -> None:
    hidden, included = (known_about("workforce.whole.claim", answers(t), ids()) for t in (HIDE, LATER))
    maxima = [k for k in hidden if "the most that can be claimed" in k.what]
    assert len(maxima) == 10
    assert maxima[0] == Published(
        "Clinical pharmacist: the most that can be claimed a year for one full-time post, whatever the post costs",
        "£55,670 a year",
        worksheet().roles["clinical_pharmacist"].origin,
    )
    assert (maxima[0].origin.read_in, maxima[0].origin.known_at_deadline) == ("secondary", True)
    assert len(included) == len(hidden) + 2
    for id_ in ("workforce.whole.claim", "workforce.dietitian.cost", "workforce.clinical_pharmacist.cost"):
        assert offers(id_, answers(LATER), ids()) == ()


def test_a_worksheet_that_asks_nothing_about_a_post_s_cost_still_shows_its_maximum() -> None:
    (known,) = known_about("workforce.ferry_nurse.cost", answers({}, SMALL), ids(SMALL))
    assert known.figures == "£41,000 a year"
    assert (known.origin.source, known.origin.read_in) == ("Contract, schedule 3", "contract")
    assert known_about("workforce.tide_reader.cost", answers({}, SMALL), ids(SMALL)) == ()
    (later,) = known_about("workforce.tide_reader.cost", answers(LATER, SMALL), ids(SMALL))
    assert (later.figures, later.origin.known_at_deadline) == ("£28,500.50 a year", False)


def test_an_evidence_listed_and_offered_is_shown_once() -> None:
    known = known_about("cost.gp_hour", answers({}, SMALL), ids(SMALL))
    assert [k.figures for k in known] == ["from £70.00 to £140 an hour, likely £95.50", ""]


@pytest.mark.parametrize("texts", [NOTHING_SAID, HIDE, LATER])
def test_what_is_hidden_here_is_hidden_from_the_figures(texts: dict[str, str]) -> None:
    given = answers(texts)
    book = Book(given, ids())
    for evidence in worksheet().evidence.values():
        question = worksheet().questions["home_lead"]._replace(evidence=(evidence.id,))
        sheet = Ids(worksheet()._replace(questions={"home_lead": question}))
        assert bool(known_about("question.home_lead", given, sheet)) is not book.hidden(evidence.origin), evidence.id


# What one piece of evidence becomes: its numbers (low, likely, high), its unit, the question; shown as, typed as.
@pytest.mark.parametrize(
    ("numbers", "unit", "id_", "figures", "typed"),
    [
        ("62.50 100 156", "£ an hour", "cost.gp_hour", "from £62.50 to £156 an hour, likely £100", "62.5 / 100 / 156"),
        ("- 0.5 -", "hours a week", "opt_out.hours", "0.5 hours a week", "0.5"),
        ("6 - -", "hours a week", "opt_out.hours", "at least 6 hours a week", "6"),
        ("- - 6", "hours a week", "opt_out.hours", "at most 6 hours a week", "6"),
        ("6 - 8", "hours a week", "opt_out.hours", "from 6 to 8 hours a week", None),
        ("6 7 -", "hours a week", "opt_out.hours", "at least 6 hours a week, likely 7", "7"),
        ("- 7 8", "hours a week", "opt_out.hours", "at most 8 hours a week, likely 7", "7"),
        ("90 120 150", "minutes a week", "opt_out.hours", "from 90 to 150 minutes a week, likely 120",
         "90 min / 120 min / 150 min"),
        ("14605 48020 263827", "patients", "pcn.registered_list", "from 14,605 to 263,827 patients, likely 48,020",
         "48020"),
        ("- 7.6 -", "beds", "home.whole.beds", "7.6 beds", None),
        ("- 42 -", "per cent", "workforce.whole.chance", "42 per cent", "42"),
        ("- 142 -", "per cent", "workforce.whole.chance", "142 per cent", None),
        ("- -5 -", "£ a year", "pcn.running_costs", "−£5.00 a year", None),
        ("- 1E+5 -", "£ a year", "pcn.running_costs", "£100,000 a year", "100000"),
        ("- 0.00000001 -", "", "workforce.whole.wte", "0.00000001", "0.00000001"),
        ("- - -", "£ an hour", "cost.gp_hour", "", None),
    ],
)  # fmt: skip
def test_numbers_of_any_shape(numbers: str, unit: str, id_: str, figures: str, typed: str | None) -> None:
    low, likely, high = (None if number == "-" else Decimal(number) for number in numbers.split())
    evidence = Evidence("told", "What was told", ALMANAC, unit, low, likely, high)
    ask = Ask(id_, "practice", "How much?", "It counts.", "manager", offer="told")
    sheet = Ids(worksheet()._replace(evidence={"told": evidence}, asks={id_: ask}, questions={}, roles={}))
    (known,) = known_about(id_, answers({}), sheet)
    assert known == Published("What was told", figures, ALMANAC)
    assert [offer.text for offer in offers(id_, answers({}), sheet)] == ([] if typed is None else [typed])


# What an author offers: the evidence's lines and the ask, and what the check says to it.
@pytest.mark.parametrize(
    ("lines", "ask", "said"),
    [
        ('unit = "hours a week"\nlikely = 3', "opt_out.hours", ""),
        ('unit = "Minutes a week"\nlikely = 300', "opt_out.hours", ""),
        ("likely = 3", "opt_out.hours", ""),
        ('unit = "£ once"\nlikely = 3', "opt_out.exit_cost", ""),
        ('unit = "per cent"\nlikely = 3', "workforce.each.chance", ""),
        ('unit = "beds"\nlikely = 3', "home.each.reviews", ""),
        ('unit = "minutes a week"\nlikely = 700', "opt_out.hours", "700 of [evidence.told] is outside the bounds"),
        ("low = 3\nhigh = 4", "opt_out.hours", "two ends and no likely figure"),
        ('unit = "hours"', "opt_out.hours", "has no figure to offer"),
        ('unit = "£ an hour"\nlikely = 3', "opt_out.hours",
         '[evidence.told] is in "£ an hour" and the answer is in hours'),
        ('unit = "sessions a week"\nlikely = 3', "opt_out.hours",
         'is in "sessions a week" and the answer is in hours'),
        ('unit = "hours a week"\nlikely = 3', "opt_out.exit_cost", "the answer is in £"),
        ('unit = "points"\nlikely = 3', "workforce.each.chance", "the answer is in per cent"),
        ('unit = "%"\nlikely = 3', "home.each.reviews", "the answer is a plain number"),
    ],
)  # fmt: skip
def test_an_author_can_only_offer_what_answers_the_question(lines: str, ask: str, said: str) -> None:
    figures = "".join(f"figures.{line}\n" for line in lines.split("\n"))
    told = f'[evidence.told]\nwhat = "x"\nsource = "Farholm Almanac"\nread_in = "memory"\n{figures}\n'
    asked = (
        f'[ask.{ask}]\nsection = "contract"\ntext = "x"\nwhy = "x"\nwho = "manager"\n'
        'smallest = 0\nlargest = 10\noffer = "told"\n'
    )
    before, after = WITHOUT_ASKS
    mistakes = [mistake.what for mistake in read_worksheet(f"{before}{told}{asked}{after}".encode()).mistakes]
    assert len(mistakes) == bool(said), mistakes
    assert said in "".join(mistakes)


def test_the_check_knows_what_every_answer_is_counted_in() -> None:
    units = {"money": "£ x", "hours": "hours x", "percent": "per cent"}
    before, after = WITHOUT_ASKS
    for path in ASKED_BY_WORKSHEETS:
        kind = "money" if BY_PATH[path].unit == "£" else BY_PATH[path].kind
        if not kind_of(kind).counted_in:
            continue
        name = re.sub(r"<\w+>", "each", path)
        sheet = (
            f'{before}[evidence.told]\nwhat = "x"\nsource = "Somebody"\nread_in = "memory"\nfigures.likely = 1\n'
            f'figures.unit = "{units.get(kind, "things")}"\n'
            f'[ask.{name}]\nsection = "contract"\ntext = "x"\nwhy = "x"\nwho = "manager"\noffer = "told"\n'
            f"smallest = 0\nlargest = 10\n{after}"
        )
        # An answer that this contract has no use for is counted in something all the same.
        others = [one for one in read_worksheet(sheet.encode()).mistakes if one.code != "never-needed"]
        assert [str(mistake) for mistake in others] == [], path
