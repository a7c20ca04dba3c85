"""The worksheets that come with the program: published sums come out, and each year ends in a sealed memo.

Nothing that such a decision shows, from its questions to its memo, speaks of another year, of a commissioner of another
time or of what its contract has not.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.figures import appraise
from des_decider.decision.wording import capital
from des_decider.memo.plain_text import as_text
from des_decider.record.form import PARTS, form_lines
from des_decider.record.memo_files import compose
from des_decider.record.opening import create_decision
from des_decider.record.search import Search
from des_decider.record.sign_off import sign_off
from des_decider.record.state import state_of
from des_decider.record.verify import verify
from des_decider.storage.shipped import shipped_worksheets
from des_decider.tui.blank_worksheets import shipped_blanks
from des_decider.worksheet.model import ASKED
from des_decider.worksheet.reading import read_worksheet
from tests.building import EVENING, ROOT, appraisal, ids, raw, worksheet
from tests.record.decisions import Clock, opened
from tests.second_implementation import Needs, NotApplicable, figures
from tests.tui.driver import WIDE, meeting
from tests.tui.pages_of_figures import pages_of_figures
from tests.tui.visiting import all_words

if TYPE_CHECKING:
    from des_decider.record.session import Session

ALL = ("2020-21", "2025-26", "2026-27", "2027-28")
BEGUN = {
    "2020-21": EVENING,
    "2025-26": datetime(2025, 4, 9, 19, tzinfo=UTC),
    "2026-27": datetime(2026, 5, 12, 19, tzinfo=UTC),
    "2027-28": datetime(2027, 4, 7, 19, tzinfo=UTC),
}
LAST_YEARS_RATES = {
    "payment.core_pcn.registered.rate": "2.311",
    "payment.core_pcn.adjusted.rate": "0.748",
    "payment.enhanced_access.rate": "8.903",
    "payment.arrs_sum.rate": "27.668",
    "payment.care_home_premium.rate": "133.158",
    "payment.network_participation.rate": "1.761",
}
OF_THE_YEAR = {
    "2020-21": {
        "service.smr.gp_hours": "1 / 2 / 3",
        "service.smr.post_hours": "10",
        "service.smr.falls_to_gps": "30",
        "service.smr.status": "at risk",
        "service.ecd.gp_hours": "0.5 / 1 / 2",
        "service.ecd.status": "ready in time",
        "service.extended_hours.gp_hours": "2",
        "service.extended_hours.status": "already done",
        "service.social_prescribing.gp_hours": "0.5",
        "service.social_prescribing.status": "ready in time",
        "workforce.claimed_before": "40,000",
    },
    "2025-26": {
        "date.window_closes": "30 April 2025",
        "date.out": "31 May 2025",
        "payment.caip.achieved": "60 / 80 / 100",
        "service.ecd.gp_hours": "0.5 / 1 / 2",
        "service.ecd.status": "already done",
    },
    "2026-27": {
        "decision.window": "varied",
        "date.varied_out": "30 June 2026",
        "service.cancer_screening.gp_hours": "0.5 / 1 / 2",
        "service.cancer_screening.status": "ready in time",
    },
    "2027-28": {
        "date.window_closes": "30 April 2027",
        "date.out": "31 May 2027",
        "service.cancer_screening.gp_hours": "0.5 / 1 / 2",
        "service.cancer_screening.status": "ready in time",
        **LAST_YEARS_RATES,
        "payment.results.rate": "0.23",
    },
}
QUICK_LOOK = {
    "practice.registered_list": "10,300",
    "practice.weighted_list": "10,800",
    "practice.gp_sessions": "40",
    "practice.gp_hours_found": "2 / 4 / 6",
    "pcn.registered_list": "50,000",
    "pcn.weighted_list": "51,000",
    "pcn.adjusted_list": "49,500",
    "pcn.care_home_beds": "380",
    "pcn.running_costs": "60,000 / 90,000 / 120,000",
    "network.split": "all shared",
    "director.ours": "yes",
    "director.amount": "24,000",
    "director.hours": "4 / 6 / 8",
    "director.already": "yes",
    "director.paid_to": "the practice",
    "cost.gp_hour": "85 / 95 / 110",
    "cost.nurse_hour": "30",
    "cost.admin_hour": "18",
    "meeting.gp_hours": "2",
    "meeting.admin_hours": "3",
    "service.functions.gp_hours": "2 / 4 / 6",
    "service.functions.post_hours": "30",
    "service.functions.falls_to_gps": "20",
    "service.functions.status": "at risk",
    "service.enhanced_access.gp_hours": "3",
    "service.enhanced_access.status": "already done",
    "service.ehch.gp_hours": "0.5",
    "service.ehch.status": "already done",
    "service.ehch.falls_to_gps": "50",
    "home.whole.beds": "60",
    "home.whole.done_by": "a GP",
    "home.whole.hours": "4 / 5 / 8",
    "workforce.whole.wte": "20",
    "workforce.whole.chance": "70 / 85 / 95",
    "workforce.whole.months": "9",
    "workforce.whole.contract_hours": "25",
    "workforce.whole.claim": "52,000",
    "workforce.whole.top_up": "2,000",
    "workforce.whole.supervision_hours": "1",
    "workforce.whole.released_hours": "1 / 3 / 4",
    "local.none": "yes",
    "opt_out.hours": "1",
    "opt_out.exit_cost": "5,000",
    "leave.exit_cost": "5,000",
}
DECIDED = {
    "pcn.name": "Fern Valley Network",
    "partner.1.name": "Dr Una Skerry",
    "partner.2.name": "Dr Olaf Holm",
    "interest.1.partner": "1",
    "interest.1.kind": "financial",
    "interest.1.what": "Is the network's clinical director.",
    "interest.1.done": "noted",
    "decision.question": "Shall we stay in?",
    "vote.rule": "majority voting",
    "vote.quorum": "2",
    "vote.1.position": "for",
    "vote.2.position": "for",
    "decision.sentence": "Barnfield Surgery stays in.",
    "decision.against_figures": "Our patients need the posts.",
}


def sheet_of(year: str) -> Path:
    return ROOT / "worksheets" / f"network-contract-des-{year}.toml"


def of_its_contract(texts: dict[str, str], year: str) -> dict[str, str]:
    """The answers that a year's worksheet has a question for."""
    return {id_: text for id_, text in texts.items() if ids(sheet_of(year)).field(id_) is not None}


def answers(year: str) -> dict[str, str]:
    return of_its_contract(QUICK_LOOK, year) | OF_THE_YEAR[year]


@cache
def decided(year: str) -> Path:
    """A made-up practice that took the quick look and decided, in the spring of the year."""
    folder = Path(mkdtemp(prefix="des-decider-tests-")) / "decision"
    data = sheet_of(year).read_bytes()
    with create_decision(folder, data, practice="Barnfield Surgery", by="Ann", clock=Clock(BEGUN[year])) as session:
        assert [str(one) for one in session.give(answers(year), by="Ann").refused] == []
        assert list(state_of(session).quick_look_open) == []
        others = {"commissioner.name": f"Fernshire {_commissioners(year)[0]}"}
        assert [str(one) for one in session.give(DECIDED | others, by="Ann").refused] == []
    return folder


def _commissioners(year: str) -> tuple[str, str]:
    """What the commissioner of a year is called, and that of another time."""
    return ("CCG", "ICB") if year == "2020-21" else ("ICB", "CCG")


def test_four_worksheets_come_with_the_program_and_none_has_a_mistake() -> None:
    assert [path.stem for path in shipped_worksheets()] == [f"network-contract-des-{year}" for year in ALL]
    for path in shipped_worksheets():
        assert [str(one) for one in read_worksheet(path.read_bytes(), path.name).mistakes] == []


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2020, 5, 18), "2020-21"),
        (date(2020, 5, 31), "2020-21"),
        (date(2026, 5, 31), "2026-27"),
        (date(2026, 6, 1), "2027-28"),
        (date(2026, 12, 1), "2027-28"),
        (date(2031, 1, 1), "2027-28"),
    ],
)
def test_the_decision_that_comes_next_is_proposed_first_else_the_newest(today: date, first: str) -> None:
    blanks = shipped_blanks(today)
    assert blanks[0].path == sheet_of(first)
    assert {blank.path for blank in blanks} == set(shipped_worksheets())


@pytest.mark.parametrize(
    ("year", "patients", "core", "participation"),
    [
        # Rates a year of docs: 1.50; 2.266 + 0.733; 2.311 + 0.748; participation 1.761 in each. Lists all alike.
        ("2020-21", 30_000, 45_000, 52_830),
        ("2020-21", 50_000, 75_000, 88_050),
        ("2025-26", 30_000, 89_970, 52_830),
        ("2025-26", 50_000, 149_950, 88_050),
        ("2026-27", 30_000, 91_770, 52_830),
        ("2026-27", 50_000, 152_950, 88_050),
    ],
)
def test_core_and_participation_of_published_examples(year: str, patients: int, core: int, participation: int) -> None:
    lists = {f"{whose}.{which}_list": str(patients) for whose in ("pcn", "practice") for which in LISTS}
    found = appraisal(of_its_contract(lists, year), sheet_of(year)).figures
    assert found["funding.core_pcn.pcn"].value == core
    assert found["funding.network_participation.practice"].value == participation


LISTS = ("registered", "weighted", "adjusted")


@pytest.mark.parametrize(
    ("year", "patients", "payment", "pounds"),
    [
        # The reckoner of Management in Practice prints £798,930 for 30,000 patients.
        ("2025-26", 30_000, "arrs_sum", 798_930),
        ("2025-26", 49_413, "core_pcn", 148_190),
        ("2025-26", 49_413, "enhanced_access", 416_403),
        ("2025-26", 49_413, "casp", 158_517),
        ("2025-26", 49_413, "caip", 67_943),
        ("2025-26", 49_413, "arrs_sum", 1_315_918),
        ("2025-26", 49_413, "iif", 11_484),
        ("2026-27", 48_703, "core_pcn", 148_982),
        ("2026-27", 48_703, "enhanced_access", 433_603),
        ("2026-27", 48_703, "arrs_sum", 1_347_515),
        ("2026-27", 48_703, "iif", 11_484),
    ],
)
def test_the_money_of_an_average_network(year: str, patients: int, payment: str, pounds: int) -> None:
    texts = {f"pcn.{which}_list": str(patients) for which in LISTS}
    texts |= {"payment.iif.achieved": "100", "payment.caip.achieved": "100"}
    value = appraisal(of_its_contract(texts, year), sheet_of(year)).figures[f"funding.{payment}.pcn"].value
    assert value is not None
    assert round(value) == pounds


def test_nothing_of_the_planning_blank_is_known_until_the_practice_gives_it() -> None:
    sheet = worksheet(sheet_of("2027-28"))
    rates = [one.rate for p in sheet.payments.values() for one in p.parts or (p,)]
    assert [*rates, *(role.maximum for role in sheet.roles.values())] == [None] * (len(rates) + len(sheet.roles))
    assert (sheet.average_list, sheet.claims, sheet.day(sheet.year.decide_by)) == (None, {}, None)
    lists = {f"pcn.{which}_list": "30000" for which in LISTS}
    bare = appraisal(lists, sheet_of("2027-28")).figures["funding.core_pcn.pcn"]
    assert bare.value is None
    assert set(bare.needs) == {"payment.core_pcn.registered.rate", "payment.core_pcn.adjusted.rate"}
    planned = appraisal(lists | LAST_YEARS_RATES, sheet_of("2027-28")).figures["funding.core_pcn.pcn"]
    assert planned.value == 91_770, "taken from the year before to plan with"


def test_last_years_rates_are_offered_as_last_years_for_planning() -> None:
    last = tomllib.loads(sheet_of("2026-27").read_text(encoding="utf-8"))
    blank = ids(sheet_of("2027-28"))
    for id_, rate in (LAST_YEARS_RATES | {"payment.results.rate": "0.236"}).items():
        ask = blank.ask(id_)
        assert ask is not None
        evidence = blank.worksheet.evidence[ask.offer or ""]
        assert (str(evidence.likely), id_) == (rate, id_)
        assert evidence.what.startswith("Last year's rate, of 2026/27, not this year's: ")
    for id_, role in last["role"].items():
        ask = blank.ask(f"workforce.{id_}.maximum")
        printed = role.get("maximum")
        if printed is not None and printed != ASKED:
            assert ask is not None
            assert blank.worksheet.evidence[ask.offer or ""].likely == printed


@pytest.mark.parametrize("year", ALL)
def test_figures_are_those_of_the_second_implementation(year: str) -> None:
    with opened(decided(year), read_only=True) as session:
        found = appraise(session.answers, session.ids).figures
        texts = {id_: answer.text for id_, answer in session.answers.items()}
    theirs = figures(raw(sheet_of(year)), texts)
    ours = {
        id_: "not applicable"
        if one.not_applicable is not None
        else Needs(frozenset(one.needs))
        if one.value is None
        else one.value
        for id_, one in found.items()
    }
    assert ours == {id_: "not applicable" if isinstance(one, NotApplicable) else one for id_, one in theirs.items()}
    for id_ in ("difference.this_year", "difference.full_year", "time.gp_hours", "sign_up.income.this_year"):
        assert found[id_].value is not None, id_


@pytest.mark.parametrize("year", ALL)
def test_from_the_quick_look_to_a_sealed_memo(year: str, tmp_path: Path) -> None:
    folder = tmp_path / "decision"
    shutil.copytree(decided(year), folder)
    with opened(folder) as session:
        sign_off(session, ("Dr Una Skerry", "Dr Olaf Holm"), BEGUN[year])
    assert (folder / "seal.toml").is_file()
    assert verify(folder).state == "intact"


def test_the_scheme_for_practices_outside_the_contract_is_said_and_not_counted() -> None:
    sheet = worksheet(sheet_of("2026-27"))
    assert "is NOT part of this contract" in sheet.evidence["gp_scheme"].what
    assert "stays with a practice that opts out" in sheet.evidence["gp_scheme"].what
    assert not [p for p in sheet.payments.values() if "4.57" in str(p) or "repays" in p.name]
    assert "£4.57" in "\n".join(_texts("2026-27"))


def test_a_claim_of_which_no_figure_was_published_is_words_and_never_counted(tmp_path: Path) -> None:
    claim = worksheet(sheet_of("2026-27")).claims["confederation"]
    folder = tmp_path / "decision"
    shutil.copytree(decided("2026-27"), folder)
    with opened(folder) as session:
        state, memo = state_of(session), " ".join(" ".join(map(as_text, compose(session))).split())
    assert not [id_ for id_ in state.appraisal.figures if id_.startswith("claim.confederation.")]
    told = f"{capital(claim.name)}, “{claim.said}”. {claim.terms} The NHS Confederation, 2026. No figure was published"
    assert told in memo
    field = session.ids.field("claims.relied_on")
    assert field is not None
    assert list(field.rules.choices) == ["nhs_england", "blue_pcn", "own", "none"]
    (hit,) = (hit for hit, _, _ in Search(state)._found if hit.title == capital(claim.name))
    assert (hit.kind, hit.leads_to) == ("claim", "hangs on")


def test_a_rise_of_the_whole_contract_is_set_beside_no_figure_of_ours() -> None:
    """Both stood in a table beside what signing up brings, under a text that said they cannot be compared."""
    said = " ".join("\n".join(_texts("2026-27")).split())
    assert "not comparable: a rise of the whole contract" in said
    assert "Not comparable: a rise of the whole contract" in said, "in the form"
    told = said.partition("Claims and our own figure")[2].partition("Money and GP time =")[0]
    assert "£485,000,000" in told
    assert "need not be on the same basis" not in told
    assert "Ours is" not in told
    assert told.count("£175,838") == 1
    assert "No payment or post of this worksheet was published only after its deadline." in said
    assert not re.search(r"\bour count\b", said, re.IGNORECASE)


async def test_the_screen_shows_such_a_claim_in_its_words(tmp_path: Path) -> None:
    shutil.copytree(decided("2026-27"), tmp_path / "decision")
    async with meeting(tmp_path / "decision") as room:
        room.app.go("hangs on")
        await room.settle()
        shown = " ".join(" ".join(room.lines()).split())
        assert "the NHS Confederation, 2026: “risks destabilising at-scale provision”." in shown
        assert "Not comparable: a rise of the whole contract." in shown


OTHER_YEARS = re.compile(r"\b(20(?:1\d|2[0-9]|3\d))(?:[/-](\d\d)\b)?")
SCHEMES = {
    "2020-21": ("capacity and access", "scheme that repays"),
    "2025-26": ("scheme that repays",),
    "2026-27": ("capacity and access support", "capacity and access improvement"),
    "2027-28": ("capacity and access",),
}


@pytest.mark.parametrize("year", ALL)
def test_no_word_of_another_year_is_in_what_a_decision_says(year: str) -> None:
    """A year of somebody else's stands only in a text of the worksheet's own that names it: a fact, not the program."""
    own = _texts_of_the_worksheet(year)
    for line in _texts(year):
        for word in _gone(year):
            assert word.casefold() not in line.casefold(), line
        assert not re.search(rf"\b{_commissioners(year)[1]}\b", line), line
        for found in OTHER_YEARS.finditer(line):
            of_this = {int(year[:4]) - 1, int(year[:4]), int(year[:4]) + 1}
            assert int(found[1]) in of_this or found[0] in own, line


@pytest.mark.slow
@pytest.mark.parametrize("year", ALL)
async def test_no_word_of_another_year_is_on_a_screen(year: str, tmp_path: Path) -> None:
    folder = tmp_path / "decision"
    shutil.copytree(decided(year), folder)
    own = _texts_of_the_worksheet(year)
    of_this = {int(year[:4]) - 1, int(year[:4]), int(year[:4]) + 1}
    async with meeting(folder, WIDE) as room:
        seen = [all_words(room)]
        with room.app.batch_update():  # words are read, and nothing is laid out for it
            for section in worksheet(sheet_of(year)).sections:
                room.app.go(f"section:{section}")
                await room.settle()
                for stop in room.app.screen.walk.stops:  # type: ignore[attr-defined]
                    room.app.screen.go_to(stop.key)  # type: ignore[attr-defined]
                    await room.settle()
                    seen.append(all_words(room))
                room.app.screen.dismiss(None)
                await room.settle()
    text = "\n".join(seen)
    assert [word for word in _gone(year) if word.casefold() in text.casefold()] == []
    assert not re.search(rf"\b{_commissioners(year)[1]}\b", text)
    assert [one[0] for one in OTHER_YEARS.finditer(text) if int(one[1]) not in of_this and one[0] not in own] == []


@cache
def _gone(year: str) -> tuple[str, ...]:
    """Names of what contracts of other years have and this one has not, nor does its author write of it."""
    own = _texts_of_the_worksheet(year).casefold()
    others = [worksheet(sheet_of(other)) for other in ALL if other != year]
    named = [
        one.name
        for sheet in others
        for family in (sheet.payments, sheet.roles, sheet.services)
        for one in family.values()
    ]
    return (*SCHEMES[year], *(name for name in dict.fromkeys(named) if name.casefold() not in own))


def _texts_of_the_worksheet(year: str) -> str:
    """The words its author wrote, in which a fact of another year is cited as such."""
    return sheet_of(year).read_text(encoding="utf-8")


@cache
def _texts(year: str) -> tuple[str, ...]:
    """Every line of the forms, the memo and its appendices, and of the pages of figures, dates and sign-off."""
    with opened(decided(year), read_only=True) as session:
        return tuple(_lines(session))


def _lines(session: Session) -> list[str]:
    state = state_of(session)
    form = [line for part in PARTS for line in form_lines(state, part)]
    memo = map(as_text, compose(session))
    told = "\n".join((*form, *pages_of_figures(session).values(), *memo))
    return re.sub(r"(?:\b[0-9a-f]{4}\b\s*){8,}", "… \n", told).splitlines()  # four digits of a digest are no year
