"""Workings: each ends with the figure as shown, leads to real places, reaches answers or facts, and reads plainly."""

from __future__ import annotations

import random
import re
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.sums import amount
from des_decider.appraisal.working import Workings
from des_decider.decision.answer_lines import read_lines
from des_decider.decision.wording import lowered
from des_decider.worksheet.model import READ_IN
from tests.building import BARE, EXTENDED, ROOT, SHIPPED, SMALL, appraisal, ids, raw, worksheet
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.working import WorkingLine

RAW_ID = re.compile(r"\b(?:practice|pcn|cost|workforce|home|service|specification|payment|meeting|opt_out)\.[a-z_0-9]+")


@cache
def _example() -> Mapping[str, str]:
    """The answers of the worked example."""
    wrong: list[str] = []
    lines = (ROOT / "des_decider" / "example" / "saltmarsh.answers").read_text(encoding="utf-8").split("\n")
    texts = {id_: text for batch in read_lines(lines, "Jo", "", wrong) for id_, text in batch.texts.items()}
    assert not wrong
    return texts


def _decisions() -> list[tuple[str, Path, dict[str, str]]]:
    """The worked example, and random decisions, complete and with gaps, in every worksheet."""
    rng = random.Random(11)  # noqa: S311 - the same decisions on every run
    made = [("example", SHIPPED, dict(_example()))]
    for name, path in (("2020/21", SHIPPED), ("small", SMALL), ("extended", EXTENDED), ("bare", BARE)):
        made += [
            (f"{name} complete {n}", path, random_answers(raw(path), rng, complete=1))
            for n in range(cases(2, thorough=10))
        ]
        made += [
            (f"{name} partial {n}", path, random_answers(raw(path), rng, complete=0))
            for n in range(cases(1, thorough=10))
        ]
    return made


DECISIONS = _decisions()
EACH = pytest.mark.parametrize(("path", "texts"), [d[1:] for d in DECISIONS], ids=[d[0] for d in DECISIONS])


_opened: dict[int, tuple[Appraisal, Mapping[str, list[WorkingLine]]]] = {}


def _all_of(path: Path, texts: dict[str, str]) -> tuple[Appraisal, Mapping[str, list[WorkingLine]]]:
    """The appraisal of one of the decisions, and the working of each figure: opened once for all these tests."""
    if id(texts) not in _opened:
        made = appraisal(texts, path)
        workings = Workings(made)
        _opened[id(texts)] = made, {id_: workings.of(id_) for id_ in made.figures}
    return _opened[id(texts)]


def _texts(figure: str, texts: Mapping[str, str], path: Path = SHIPPED) -> list[str]:
    return [line.text for line in Workings(appraisal(texts, path)).of(figure)]


def _whole(figure: str, texts: Mapping[str, str], path: Path = SHIPPED) -> str:
    return "\n".join(_texts(figure, texts, path))


def _leads_somewhere(place: str, made: Appraisal, path: Path) -> bool:
    kind, _, name = place.partition(":")
    sheet = worksheet(path)
    match kind:
        case "answer":
            return ids(path).field(name) is not None
        case "figure":
            return name in made.figures
        case "fact":
            table, _, fact = name.partition(".")
            known = {"payment": sheet.payments, "role": sheet.roles, "claim": sheet.claims}
            return name == "average_network" or fact in known.get(table, {})
    return False


@EACH
def test_the_first_line_ends_with_the_figure_as_shown(path: Path, texts: dict[str, str]) -> None:
    made, workings = _all_of(path, texts)
    for figure in made.figures.values():
        first = workings[figure.id][0]
        assert first.depth == 0
        assert first.text.startswith(figure.label)
        if figure.value is not None:
            assert re.search(rf"[= ]{re.escape(amount(figure.value, figure.unit))}$", first.text), first.text
        elif figure.not_applicable is not None:
            assert first.text.endswith(f"; {figure.not_applicable}")
        else:
            assert first.text.endswith(": not known yet")


@EACH
def test_every_line_leads_to_a_real_place_and_every_figure_opens_to_answers_or_facts(
    path: Path, texts: dict[str, str]
) -> None:
    made, workings = _all_of(path, texts)
    opened = workings
    bottoms: dict[str, set[str]] = {}
    ended = {f"0: {payment.name} has ended" for payment in worksheet(path).payments.values()}
    ruled = {"0: director's money goes to whoever does the work", "0: done once, and left out of a full year", *ended}

    def reached(figure: str, above: tuple[str, ...]) -> set[str]:
        assert figure not in above, f"{figure} rests on itself"
        if figure not in bottoms:
            found: set[str] = set()
            for line in opened[figure]:
                if line.leads_to:
                    assert _leads_somewhere(line.leads_to, made, path), line
                if line.leads_to.startswith("figure:"):
                    found |= reached(line.leads_to.removeprefix("figure:"), (*above, figure))
                elif line.leads_to:
                    found.add(line.leads_to)
                elif line.text in ruled:
                    found.add(line.text)
            bottoms[figure] = found
        return bottoms[figure]

    said_by_none = {"home.none", "workforce.none", "local.none"} & texts.keys() or texts.get("home.whole.beds") == "0"
    for id_, figure in made.figures.items():
        if figure.value is None and figure.not_applicable is not None:
            continue
        if not reached(id_, ()):
            assert said_by_none, f"{id_} rests on nothing: {opened[id_]}"


@EACH
def test_at_the_bottom_of_all_figures_stands_what_their_workings_lead_to(path: Path, texts: dict[str, str]) -> None:
    made = appraisal(texts, path)
    workings = Workings(made)
    led_to = {line._replace(depth=0) for figure in made.figures for line in workings.of(figure) if line.leads_to}
    bottom = [line for line in workings.at_the_bottom(made.figures) if line.leads_to]
    assert set(bottom) == led_to
    answers = {to.removeprefix("answer:") for line in bottom if (to := line.leads_to).startswith("answer:")}
    assert workings.answers_at_the_bottom(made.figures) == answers
    assert list(workings.at_the_bottom(())) == []


@EACH
def test_indentation_goes_one_step_at_a_time(path: Path, texts: dict[str, str]) -> None:
    made, workings = _all_of(path, texts)
    for id_ in made.figures:
        depths = [line.depth for line in workings[id_]]
        assert depths[0] == 0
        assert all(1 <= later <= earlier + 1 for earlier, later in pairwise(depths))


@EACH
def test_no_working_speaks_in_ids_or_in_clumsy_sums(path: Path, texts: dict[str, str]) -> None:
    made, workings = _all_of(path, texts)
    texts_of = {id_: [line.text for line in workings[id_]] for id_ in made.figures}
    for id_ in made.figures:
        for line in workings[id_]:
            assert not RAW_ID.search(re.sub(r"https?://\S+", "", line.text)), line.text
            for clumsy in (" × 1/12", " 12 ÷ 12", "((((", "+ −", "− −", " 1 months", " 1 hours", " 1 weeks", "  "):
                assert clumsy not in line.text, line.text
            if re.search(r" × 1(?: [×÷+−=]|\)|$)", line.text) and not line.text.endswith("= £0.00"):
                assert any(said.startswith("1: ") for said in texts_of[id_]), line.text


@EACH
def test_a_sum_of_shown_numbers_is_written_so_that_it_works_out(path: Path, texts: dict[str, str]) -> None:
    """What a line says before its last sign of equality comes to what it says after it, but for rounding."""
    made, workings = _all_of(path, texts)
    checked = 0
    for id_, figure in made.figures.items():
        first = workings[id_][0].text
        if figure.value is None or first.count(" = ") != 2:
            continue
        said = _work_out(first.split(" = ")[1])
        if said is not None:
            checked += 1
            shown = float(figure.value) / (100 if figure.unit == "%" else 1)
            assert said == pytest.approx(shown, rel=2e-3, abs=0.1), first
    assert checked > 20 or sum(1 for f in made.figures.values() if f.value is not None) < 60


_NUMBER = re.compile(r"£?(\d[\d,]*(?:\.\d+)?)(?:/(\d+))?( %)?")


def _work_out(said: str) -> float | None:
    """The value of a sum as a reader with a calculator finds it, numbers and signs alone; None if it has choices."""
    if "smaller" in said or "larger" in said or "not known" in said or "[" in said:
        return None
    tokens: list[str] = []
    for piece in re.split(r"( [+−×÷] |[()])", said):
        if piece.strip() in {"+", "−", "×", "÷", "(", ")"}:
            tokens.append(piece.strip())
            continue
        sign = "-" if re.search(r"(?:^|\s)−(?=£?\d|$)", piece) else ""
        numbers = list(_NUMBER.finditer(piece))
        if numbers:
            n = numbers[-1]
            value = float(n[1].replace(",", "")) / (float(n[2]) if n[2] else 1) / (100 if n[3] else 1)
            tokens.append(f"({sign}{value!r})")
        elif sign:
            tokens.append("-")
    # Brackets around words, as in "(default: by registered lists)", hold no number; a negative value stands in its own.
    text = re.sub(r"\(\)", "", "".join(tokens).replace("−", "-").replace("×", "*").replace("÷", "/"))
    try:
        return float(eval(text, {"__builtins__": {}}))  # noqa: S307 - numbers and signs alone
    except (SyntaxError, TypeError):
        return None


# --- What a working must say


def test_a_default_is_called_one() -> None:
    said = _whole("service.smr.cost.this_year", _example())
    assert "weeks worked a year: 52 weeks (default)" in said
    assert "GP time once to set up structured medication reviews: 6 hours (answered)" in said
    assert "our share of the network (default: by registered lists)" in _whole(
        "workforce.our_cost.this_year", _example()
    )
    given = _whole("workforce.our_cost.this_year", {**_example(), "share.of_pcn": "12"})
    assert "our share of the network: 12 % (answered)" in given
    assert "default: by" not in given


@pytest.mark.parametrize(
    ("figure", "id_", "rows", "whole"),
    [
        ("care_homes.beds", "home.by", "Homes are answered home by home.", "Homes are answered as a whole."),
        ("care_homes.hours", "home.by", "Homes are answered home by home.", "Homes are answered as a whole."),
        ("workforce.wte_filled", "workforce.by", "Posts are answered role by role.", "Posts are answered as a whole."),
        (
            "service.ecd.cost.full_year", "service.ecd.by",
            "“Early cancer diagnosis” is answered requirement by requirement.",
            "“Early cancer diagnosis” is answered as a whole.",
        ),
    ],
)  # fmt: skip
def test_a_working_says_which_way_of_answering_counts(figure: str, id_: str, rows: str, whole: str) -> None:
    assert rows in _texts(figure, {**_example(), id_: "rows"})
    assert whole in _texts(figure, {**_example(), id_: "whole"})
    default = {other: text for other, text in _example().items() if other != id_}
    assert whole in _texts(figure, default)


def test_the_other_hours_of_a_group_are_said_to_be_nought() -> None:
    said = _texts("service.smr.cost.this_year", _example())
    empty = "was left empty while other hours beside it were given, so it counts as none"
    blank = f"0: our nurses' time for structured medication reviews {empty}"
    assert blank in said
    lines = Workings(appraisal(_example())).of("service.smr.cost.this_year")
    leads = next(line.leads_to for line in lines if line.text == blank)
    assert leads == "answer:service.smr.nurse_hours", "to the answer left empty, not to the one beside it"
    assert not any("not answered yet" in line for line in _texts("service.ecd.cost.this_year", _example()))


def test_a_later_fact_left_out_is_said_to_be() -> None:
    (only,) = _texts("funding.iif.pcn", {})
    assert only == (
        "Investment and Impact Fund, for the network: left out; the amounts of Investment and Impact Fund became known "
        "only after the deadline, and later facts are left out"
    )
    total = _texts("funding.pcn_income", _example())
    assert any("Investment and Impact Fund" in line and "later facts are left out" in line for line in total)
    assert "Investment and Impact Fund" not in total[0]


def test_an_expected_claim_says_that_a_post_is_filled_or_not() -> None:
    assert "An expectation: in fact a post is filled or it is not." in _texts("workforce.claim.this_year", _example())


def test_none_of_none_is_said_to_be_none() -> None:
    none = {"workforce.whole.wte": "0", "workforce.whole.chance": "40"}
    assert _texts("workforce.fill", none) == [
        "part of the posts likely to be filled = 0 %", "posts the network wants: 0 WTE (answered)",
        "0: no posts are wanted",
    ]  # fmt: skip


def test_our_own_rate_is_said_to_be_answered_with_all_its_decimals_in_the_worksheets_unit() -> None:
    texts = {"payment.core_pcn.rate": "1.5275", "pcn.registered_list": "40000"}
    assert _texts("funding.core_pcn.pcn", texts)[:2] == [
        "Core PCN funding, for the network = £1.5275 a registered patient a year × 40,000 patients = £61,100.00",
        "rate of core PCN funding: £1.5275 a registered patient a year (answered)",
    ]
    # What the worksheet prints says where it was read.
    assert "rate of core PCN funding: £1.50 a registered patient a year; read on " in _whole(
        "funding.core_pcn.pcn", {"pcn.registered_list": "40000"}
    )


PHARMACIST = {
    "share.of_pcn": "25", "workforce.by": "rows", "home.none": "yes",
    "workforce.clinical_pharmacist.wte": "2", "workforce.clinical_pharmacist.chance": "50",
    "workforce.clinical_pharmacist.contract_hours": "24", "workforce.clinical_pharmacist.months": "6",
    "workforce.pharmacy_technician.wte": "1", "workforce.pharmacy_technician.chance": "100",
    "workforce.pharmacy_technician.contract_hours": "6", "workforce.pharmacy_technician.months": "6",
    "service.smr.post_hours": "4", "service.smr.falls_to_gps": "90", "service.ehch.post_hours": "5",
    "service.ehch.falls_to_gps": "40", "service.ecd.post_hours": "0", "service.extended_hours.post_hours": "0",
    "service.social_prescribing.post_hours": "0", "cost.gp_hour": "100",
}  # fmt: skip


def test_a_cover_says_who_does_how_much_of_what_is_asked() -> None:
    # Two pharmacists of 6 hours for us, one time in two. Reviews come first and take min(6, 4) × 50 % = 2, then
    # min(6, 2) × 50 % = 1: each post spends what it does ÷ 50 %, 4 and 2 hours, and has 2 and 4 left. Of the 5 hours
    # for homes they do 2 × 50 % = 1 and min(4, 4) × 50 % = 2, and of the 2 left the technician does 1.5.
    said = _whole("services.uncovered_hours", PHARMACIST)
    how = (
        "Work of which most falls to GPs comes first, and takes from the posts that can do it; "
        "no hour is spent twice."
    )  # fmt: skip
    assert (
        "part of it that posts cover, in a full year = 3 hours a week ÷ 4 hours a week = 75 %\n"
        f"{how}\n"
        "clinical pharmacist: 3 hours a week of it\n"
    ) in said
    assert (
        "part of it that posts cover, in a full year = 4.5 hours a week ÷ 5 hours a week = 90 %\n"
        f"{how}\n"
        "clinical pharmacist: 3 hours a week of it\n"
        "pharmacy technician: 1.5 hours a week of it\n"
    ) in said
    # Every answer it hangs on can be gone to.
    leads = {line.leads_to for line in Workings(appraisal(PHARMACIST)).of("service.ehch.cost.this_year")}
    assert "answer:workforce.clinical_pharmacist.contract_hours" in leads
    assert "answer:service.smr.falls_to_gps" in leads


def test_posts_as_a_whole_are_said_to_cover_on_average() -> None:
    whole = {
        "share.of_pcn": "100", "home.none": "yes", "workforce.whole.wte": "1", "workforce.whole.chance": "50",
        "workforce.whole.contract_hours": "8", "service.smr.post_hours": "6", "service.smr.falls_to_gps": "90",
        "service.ehch.post_hours": "2", "service.ehch.falls_to_gps": "40", "service.ecd.post_hours": "0",
        "service.extended_hours.post_hours": "0", "service.social_prescribing.post_hours": "0",
    }  # fmt: skip
    assert (
        "part of it that posts cover, on average, in a full year = 3 hours a week ÷ 6 hours a week = 50 %\n"
        "Posts are answered as a whole, so all work is covered alike: it is an average.\n"
        "posts: 3 hours a week of it\n"
    ) in _whole("services.uncovered_hours", whole)


def test_a_cover_that_is_not_known_says_what_it_waits_for() -> None:
    without = {id_: text for id_, text in PHARMACIST.items() if id_ != "workforce.pharmacy_technician.chance"}
    said = _whole("services.uncovered_hours", without)
    assert "part of it that posts cover, in a full year = [the hours that posts do of it]: not known yet" in said
    assert "chance that pharmacy technician is filled: not answered yet" in said


def test_the_claimed_part_of_a_ceiling_is_said_to_be_of_so_many_months_worth() -> None:
    now, then = (_texts(f"workforce.take_up.{key}", _example())[0] for key in ("this_year", "full_year"))
    assert now.startswith("part expected to be claimed of 9 months’ money for posts, this year")
    assert then.startswith("part of the ceiling that is expected to be claimed, in a full year")


def test_a_range_is_said_with_its_ends() -> None:
    assert "cost of a GP hour: £95.00 an hour (answered, from £85.00 to £110.00)" in _texts(
        "service.smr.cost.this_year", _example()
    )


def test_one_of_anything_is_singular() -> None:
    said = _whole("workforce.claim.this_year", {
        "pcn.weighted_list": "9000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "1", "workforce.whole.claim": "12000",
    })  # fmt: skip
    assert "1 WTE × £12,000.00 a year for a full-time post × 1 month ÷ 12 = £1,000.00" in said


def test_what_is_missing_is_named_in_words() -> None:
    said = _texts("funding.core_pcn.pcn", {})
    assert said[0] == (
        "Core PCN funding, for the network = £1.50 a registered patient a year × "
        "[the network's registered list]: not known yet"
    )
    assert "the network's registered list: not answered yet" in said


def test_a_zero_divisor_is_said() -> None:
    assert _texts("time.share", {**_example(), "practice.gp_sessions": "0"})[0].endswith(
        "does not apply; we have no GP sessions"
    )


def test_a_limit_that_holds_is_the_only_one_shown() -> None:
    plan = {
        "workforce.by": "rows", "pcn.registered_list": "90000", "pcn.weighted_list": "90000",
        "workforce.pharmacy_technician.wte": "3", "workforce.pharmacy_technician.chance": "100",
        "workforce.pharmacy_technician.months": "6", "workforce.pharmacy_technician.cost": "30000",
    }  # fmt: skip
    said = _whole("workforce.claim.this_year", plan)
    assert (
        "(the smaller of 3 WTE and 1 WTE) × (the smaller of £30,000.00 a year for a full-time post and "
        "£35,389 a year for a full-time post) × "
        "(the smaller of 6 months and 9 months) ÷ 12 = £15,000.00"
    ) in said
    assert "9 months from the role's start" in said
    assert "limit in a large network" not in said
    assert "limit in a large network" in _whole("workforce.claim.this_year", plan | {"pcn.registered_list": "100001"})


def test_the_choice_behind_a_number_can_be_opened() -> None:
    made = appraisal({**_example(), "network.split": "network_keeps", "director.ours": "no"})
    lines = Workings(made).of("funding.core_pcn.practice")
    assert ("0: the network keeps this", "answer:network.split") in {(line.text, line.leads_to) for line in lines}
    lines = Workings(made).of("services.ready")
    assert any(line.leads_to == "answer:service.smr.status" and line.text.endswith("at risk") for line in lines)
    lines = Workings(made).of("time.gp_hours")
    assert any(line.leads_to == "answer:director.ours" for line in lines)


def test_leaving_shows_as_a_minus() -> None:
    first = _texts("opt_out.net.this_year", _example())[0]
    assert first == (
        "opting out, this year = −(local payments that opting out ends £3,123.75 + extra GP work if we opt out "
        "£1,852.50 + cost of leaving now £2,500.00) = −£7,476.25"
    )


def test_a_divisor_that_is_a_product_stands_in_brackets() -> None:
    first = _texts("time.share", _example())[0]
    assert first.endswith("÷ (38 sessions a week × 4.1667 hours) = 9.0163 %")


def test_nought_posts_leave_no_list_of_sums_behind() -> None:
    said = _texts("sign_up.cash.this_year", _example())
    assert any(line.endswith("× 0 = £0.00") for line in said)
    assert "0: GP hours at £0" in said
    assert not any("GP time clinical pharmacist frees" in line for line in said)


# --- Sources


@EACH
def test_sources_say_how_they_were_read_in_the_worksheets_words(path: Path, texts: dict[str, str]) -> None:
    made = appraisal(texts, path)
    sheet = worksheet(path)
    origins = [p.origin for p in sheet.payments.values()] + [r.origin for r in sheet.roles.values()]
    origins += [c.origin for c in sheet.claims.values()]
    known = {(o.source, o.read_in) for o in origins}
    if (average := sheet.average_list_origin) is not None:
        known.add((average.source, average.read_in))
    seen = 0
    for id_ in made.figures:
        workings = Workings(made)
        for origin in workings.origins(id_):
            assert _leads_somewhere(origin.ref, made, path), origin
            if origin.ref.startswith("fact:"):
                seen += 1
                assert (origin.source, origin.read_in) in known
                assert origin.read_in in READ_IN
            else:
                assert (origin.source, origin.read_in) == ("", "")
                assert origin.ref.removeprefix("answer:") in texts
        for line in workings.of(id_):
            assert "verified" not in line.text.lower()
            if line.leads_to.startswith("fact:") and (read := re.search(r": [^;]+; (.+)$", line.text)) is not None:
                assert read[1] in {lowered(words) for words in READ_IN.values()}, line.text
    assert seen


def test_an_origin_is_listed_once() -> None:
    refs = [(o.ref, o.text) for o in Workings(appraisal(_example())).origins("difference.this_year")]
    assert len(refs) == len(set(refs))
    assert ("answer:cost.gp_hour", "cost of a GP hour: £95.00 an hour") in refs


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1", "months", "1 month"), ("2", "months", "2 months"), ("1", "hours a week", "1 hour a week"),
        ("0.5", "hours a week", "0.5 hours a week"), ("1", "CQC beds", "1 CQC bed"), ("1", "WTE", "1 WTE"),
        ("0.25", "ratio", "25 %"), ("-12.345", "£", "−£12.35"), ("3", "£ an hour", "£3.00 an hour"),
        ("1", "sessions a week", "1 session a week"), ("7", "%", "7 %"), ("1", "weeks", "1 week"),
    ],
)  # fmt: skip
def test_amounts(value: str, unit: str, shown: str) -> None:
    assert amount(Fraction(value), unit) == shown
