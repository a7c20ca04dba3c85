"""What stands before sign-off, each thing alone; who must assent; what signing off leaves; and what breaks it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.decision.assent import who_assents
from des_decider.decision.names import fit, plain_name
from des_decider.decision.vote import in_words
from des_decider.memo.plain_text import as_text
from des_decider.record import sealing
from des_decider.record import sign_off as signing
from des_decider.record.example import make_example
from des_decider.record.memo_files import compose, why_no_memo
from des_decider.record.readiness import Blocker
from des_decider.record.reason_asked import know_leaning
from des_decider.record.session import ReadOnly
from des_decider.record.sign_off import NO_DAY, NOTHING_PUT, Blocked, remarks, sign_off, what_blocks
from des_decider.record.signed_or_not import SEAL_LOST, SEALED
from des_decider.record.state import state_of
from des_decider.record.verify import NotSealed, verify
from des_decider.storage import safely
from des_decider.storage.safely import StorageFault
from tests.record.decisions import Clock, opened, tables
from tests.record.ready import PRESENT, SIGNED, ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.session import Session

POSITIONS = tuple(f"vote.{row}.position" for row in (2, 3, 4, 5))
"""Of the worked example; the first partner did not vote."""
NEEDED = (
    "practice.registered_list", "practice.weighted_list", "practice.gp_sessions", "pcn.registered_list",
    "pcn.weighted_list", "pcn.adjusted_list", "pcn.running_costs", "network.split", "director.ours", "cost.gp_hour",
    "cost.nurse_hour", "cost.admin_hour", "service.storm_line.gp_hours",
    "home.whole.beds", "home.whole.done_by", "home.whole.hours", "workforce.whole.wte", "workforce.whole.chance",
    "workforce.whole.months", "workforce.whole.claim", "workforce.whole.top_up", "local.none", "opt_out.hours",
    "opt_out.exit_cost",
    "decision.question", "vote.rule", "vote.quorum", "vote.1.position", "decision.sentence",
)  # fmt: skip


def ids(session: Session, assents: tuple[str, ...] = PRESENT) -> list[str]:
    return [blocker.id for blocker in what_blocks(session, assents)]


def words(session: Session, assents: tuple[str, ...]) -> list[str]:
    return [blocker.words for blocker in what_blocks(session, assents)]


def test_nothing_blocks_a_decision_that_has_what_is_needed_and_all_names(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        assert "decision.option" not in session.answers, "much may stay open; only what is needed blocks"
        assert ids(session) == []


@pytest.mark.parametrize("id_", NEEDED)
def test_each_answer_that_is_needed_blocks_alone(tmp_path: Path, id_: str) -> None:
    with ready(tmp_path / "d", id_) as session:
        (blocker,) = what_blocks(session, PRESENT)
        assert (blocker.id, blocker.words[:14]) == (id_, "Not answered: ")
        assert blocker.words[14:] not in {"", f"{id_}."}, "it is named in words"


def test_the_hours_of_a_group_block_together_and_one_of_them_is_enough(tmp_path: Path) -> None:
    with ready(tmp_path / "one", "meeting.admin_hours") as session:
        assert ids(session) == []
    with ready(tmp_path / "none", "meeting.admin_hours", "meeting.gp_hours") as session:
        assert ids(session) == ["meeting.gp_hours"], "one stands for the group"


@pytest.mark.parametrize(
    ("other", "blocks"),
    [
        ({"vote__quorum": "4"}, ("vote.quorum", "The quorum is not met, so nothing is decided.")),
        ({"vote__3__position": "abstain"}, ("vote.second_vote", "Not answered: whether the chair has a second vote.")),
        ({"vote__rule": "by sessions"}, ("partner.1.sessions", "Not answered: sessions of Dr Una Skerry.")),
    ],
    ids=["no quorum", "a tie", "weights not known"],
)
def test_a_vote_that_gives_no_result_blocks(tmp_path: Path, other: dict[str, str], blocks: tuple[str, str]) -> None:
    with ready(tmp_path / "d", **other) as session:
        first = what_blocks(session, PRESENT)[0]
        assert (first.id, first.words) == blocks


def test_everybody_present_who_could_vote_assents(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        assert words(session, ()) == [f"{name} was present and has not confirmed the record." for name in PRESENT]
        assert words(session, PRESENT[:2]) == ["Inga Voe was present and has not confirmed the record."]


def test_who_left_the_room_or_is_away_may_assent_and_need_not(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        assert ids(session, (*PRESENT, "Dr Bjorn Stack", "Dr Liv Geo")) == []


def test_who_assents_is_said_by_row_and_with_their_names_the_rest_still_blocks(tmp_path: Path) -> None:
    with ready(tmp_path / "d", "decision.sentence") as session:
        must = who_assents(session.answers, state_of(session).vote)
        assert must == {1: "Dr Una Skerry", 2: "Dr Olaf Holm", 3: "Inga Voe"}
        assert ids(session, tuple(must.values())) == ["decision.sentence"]


def test_nobody_assents_before_it_is_said_who_is_present(tmp_path: Path) -> None:
    with ready(
        tmp_path / "d", *(f"vote.{row}.{said}" for row in range(1, 6) for said in ("present", "position"))
    ) as session:
        assert who_assents(session.answers, state_of(session).vote) == {}


def test_what_stands_in_the_record_is_remarked_and_does_not_block(tmp_path: Path) -> None:
    with ready(tmp_path / "plain") as session:
        assert remarks(state_of(session)) == (NOTHING_PUT, NO_DAY)
    stale = {
        "decision__option": "opt out",
        "decision__decided": "1 March 2002",
        "decision__against_figures": "Nobody else sails.",
    }
    with ready(tmp_path / "d", **stale, question__harbour_master="no") as session:
        assert ids(session) == []
        blocker, silent, reason = remarks(state_of(session))
        assert blocker.startswith("a blocker stands: ")
        assert silent.startswith("nothing is written on why not: ")
        assert (
            reason == "the reason for deciding the other way is left out of the memo: it is none for what was decided"
        )


def test_a_decision_that_the_vote_did_not_carry_is_settled_or_explained_first(tmp_path: Path) -> None:
    against = {f"vote__{row}__position": "against" for row in (1, 2, 3)}
    with ready(tmp_path / "d", **against, decision__option="sign up") as session:
        assert ids(session) == ["decision.sentence"]
        session.give({"note.decision.sentence": "It fell, and we stay for this year."}, by="Ann")
        assert ids(session) == []
        assert any("It fell, and we stay" in words for words in remarks(state_of(session)))


def test_a_contradiction_blocks_alone_until_it_is_settled_or_a_reason_is_noted(tmp_path: Path) -> None:
    with ready(tmp_path / "d", home__1__beds="12") as session:
        assert what_blocks(session, PRESENT) == (
            Blocker(
                "home.by",
                "“Our homes”: 3 answers given as a whole and 1 home by home; only one of the two counts. Change an "
                "answer, or give the reason as a note on this one.",
            ),
        )
        with pytest.raises(Blocked):
            sign_off(session, PRESENT, SIGNED)
        session.give({"note.home.by": "We began with\nrough numbers."}, by="Ann")
        assert ids(session) == []
        *first, told = remarks(state_of(session))
        assert first == [NOTHING_PUT, NO_DAY]
        assert told == (
            "a contradiction stands, with a note: “Our homes”: 3 answers given as a whole and 1 home by home; only "
            "one of the two counts. “We began with\nrough numbers.”"
        )
        session.give({"note.home.by": "", "home.1": ""}, by="Ann")
        assert (ids(session), remarks(state_of(session))) == ([], (NOTHING_PUT, NO_DAY))


def test_what_stops_the_sign_off_is_not_among_what_does_not(tmp_path: Path) -> None:
    with ready(tmp_path / "d", local__1__amount="900") as session:
        state = state_of(session)
        assert [flag.id for flag in state.flags] == ["local.none"], "it is pointed out while it is typed, too"
        assert (ids(session), remarks(state)) == (["local.none"], (NOTHING_PUT, NO_DAY))


def test_a_contradiction_hides_no_other_warning_that_stands_at_its_place(tmp_path: Path) -> None:
    # Both stand at “home.by” where posts are answered row by row, and have nothing to do with each other.
    homes = {
        "workforce.by": "rows",
        "workforce.ferry_nurse.wte": "1",
        "workforce.ferry_nurse.contract_hours": "1",
        "workforce.ferry_nurse.months": "9",
        "home.whole.done_by": "post",
        "home.whole.hours": "40",
        "home.1.beds": "12",
        "note.home.by": "The sum came first.",
    }
    with ready(tmp_path / "d", **{id_.replace(".", "__"): text for id_, text in homes.items()}) as session:
        state = state_of(session)
        (short,) = (flag for flag in state.flags if flag.id == "home.by")
        assert "home.by" in {one.id for one in state.contradictions}
        assert f"look again: {short.words}" in remarks(state)


def test_whoever_declines_to_assent_needs_no_name_and_the_record_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "d", assent__2__declined="The minutes\nleave out what I said.") as session:
        assert words(session, PRESENT[:1]) == ["Inga Voe was present and has not confirmed the record."]
        sign_off(session, (PRESENT[0], PRESENT[2]), SIGNED)
    assert verify(tmp_path / "d").state == "intact"
    memo = (tmp_path / "d" / "memo.md").read_text(encoding="utf-8")
    end = memo[memo.index("Names and signatures") :]
    for said in ("> The minutes", "> leave out what I said.", "Dr Olaf Holm, declined to confirm", "| Inga Voe |"):
        assert said in end
    assert "| Dr Olaf Holm |" not in end


def test_a_name_typed_by_whoever_declines_is_refused_until_one_of_the_two_is_taken_back(tmp_path: Path) -> None:
    with ready(tmp_path / "d", assent__2__declined="I was not heard.") as session:
        assert what_blocks(session, PRESENT) == (
            Blocker(
                "assent.2.declined",
                "Dr Olaf Holm declines to confirm, so that name is not taken: leave it out, or take the reason back.",
            ),
        )
        with pytest.raises(Blocked):
            sign_off(session, PRESENT, SIGNED)
        session.give({"assent.2.declined": ""}, by="Ann")
        assert ids(session) == []


def test_who_left_the_room_may_decline_and_all_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "d", **{f"assent__{row}__declined": f"Reason {row}." for row in (1, 2, 3, 4)}) as session:
        assert ids(session, ()) == []
        sign_off(session, (), SIGNED)
    memo = (tmp_path / "d" / "memo.md").read_text(encoding="utf-8")
    assert [f"Reason {row}." in memo for row in (1, 2, 3, 4)] == [True] * 4
    assert "also sign here" not in memo, "nobody is asked to sign what all declined to confirm to"
    assert verify(tmp_path / "d").state == "intact"


def test_a_reason_under_a_number_no_partner_has_is_pointed_out(tmp_path: Path) -> None:
    with ready(tmp_path / "d", assent__9__declined="Not mine.") as session:
        assert [flag.id for flag in state_of(session).flags] == ["assent.9.declined"]
        assert words(session, PRESENT[:2]) == ["Inga Voe was present and has not confirmed the record."]


def test_an_abstention_is_a_vote_and_needs_assent(tmp_path: Path) -> None:
    with ready(tmp_path / "d", vote__2__position="abstain") as session:
        assert words(session, (PRESENT[0], PRESENT[2])) == [
            "Dr Olaf Holm was present and has not confirmed the record."
        ]


def test_names_are_compared_as_people_compare_them(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        assert ids(session, ("dr una  skerry", " DR OLAF HOLM ", "Inga Voe")) == []


def test_a_name_nobody_has_is_said_with_the_names_there_are(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        (said,) = words(session, (*PRESENT, "Dr Skerry"))
        assert said.startswith("“Dr Skerry” is not a partner of this decision; the partners are Dr Una Skerry, Dr Olaf")
        assert "“”" in words(session, (*PRESENT, ""))[0]


def test_the_seal_names_those_who_assented_in_the_order_of_the_partners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "d") as session:
        made = sign_off(session, ("INGA VOE", "Dr Liv Geo", "dr olaf holm", "Dr Una Skerry"), SIGNED)
        assert made.sentence == "Gull Rock Surgery joins the ferry care for 2031/32."
    details = verify(tmp_path / "d").details
    assert [line.partition(" confirmed")[0] for line in details[:-1]] == [
        "Dr Una Skerry", "Dr Olaf Holm", "Inga Voe", "Dr Liv Geo",
    ]  # fmt: skip
    assert tables(tmp_path / "d")["signed_off"] == SIGNED


def test_a_sealed_decision_takes_no_answer_no_undo_and_no_second_sign_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    folder = tmp_path / "d"
    with ready(folder) as session:
        sign_off(session, PRESENT, SIGNED)
        assert "signed off and sealed" in session.read_only, "said at once, not at the first attempt"
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        for attempt in (
            lambda: session.give({"cost.gp_hour": "1"}, by="Ann"),
            lambda: session.undo(by="Ann"),
            lambda: session.redo(by="Ann"),
            lambda: session.keep_draft("cost.gp_hour", "1"),
            lambda: sign_off(session, PRESENT, SIGNED),
        ):
            with pytest.raises(ReadOnly, match="signed off and sealed; a changed mind is a new decision"):
                attempt()
    with opened(folder) as again:
        assert "signed off and sealed" in again.read_only
        with pytest.raises(ReadOnly):
            sign_off(again, PRESENT, SIGNED)
    assert {name: (folder / name).read_bytes() for name in before if not name.startswith(".")} == {
        name: data for name, data in before.items() if not name.startswith(".")
    }
    assert verify(folder).state == "intact"


def looks_signed(folder: Path) -> list[str]:
    """What a person who opens the folder would take for signed."""
    found = [path for path in folder.iterdir() if not path.name.startswith(".")]
    read = {path.name: path.read_bytes().replace(b'"signed_off": false', b"") for path in found}
    mentioned = [name for name, data in read.items() if b"signed_off" in data or b"Signed off" in data]
    return mentioned + [path.name for path in found if path.name.startswith(("memo", "seal"))]


@pytest.mark.parametrize("broken_at", ["answers.toml", "memo.md", "memo-appendices.txt", "seal.toml"])
def test_broken_off_before_the_seal_it_is_not_sealed_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken_at: str
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md", "txt"))
    folder = tmp_path / "d"
    with ready(folder) as session, monkeypatch.context() as faulty:
        replace = safely._replace

        def refuse(temp: Path, path: Path) -> None:
            if path.name in {broken_at, f".ready-{broken_at}"}:
                raise OSError(28, "No space left on device")
            replace(temp, path)

        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        faulty.setattr(safely, "_replace", refuse)
        with pytest.raises(StorageFault, match="the disk is full"):
            sign_off(session, PRESENT, SIGNED)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
        assert not state_of(session).sealed
    with opened(folder) as again:
        assert (again.read_only, again.notices) == ("", ())
        assert ids(again) == []
        sign_off(again, PRESENT, SIGNED)
    assert verify(folder).state == "intact"
    assert not list(folder.glob(".ready-*"))


def test_killed_before_the_seal_nothing_looks_signed_and_verify_misses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "d"
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with monkeypatch.context() as killed, ready(folder) as session:
        killed.setattr(sealing, "write_safely", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            sign_off(session, PRESENT, SIGNED)
    assert len(list(folder.glob(".ready-*"))) == 5
    assert looks_signed(folder) == []
    with pytest.raises(NotSealed, match="is not signed off, so there is nothing to verify"):
        verify(folder)
    with opened(folder) as again:
        assert again.give({"cost.gp_hour": "96"}, by="Ann").fault == ""
        assert not list(folder.glob(".ready-*"))
        sign_off(again, PRESENT, SIGNED)
    assert verify(folder).state == "intact"


@pytest.mark.parametrize("broken_at", ["history.jsonl", "memo.md"])
@pytest.mark.parametrize("how", ["full", "killed"])
@pytest.mark.parametrize("next_", ["opened", "verified", "a memo asked for"])
def test_broken_off_after_the_seal_it_is_sealed_and_completed_by_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken_at: str, how: str, next_: str
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    folder = tmp_path / "d"
    with ready(folder) as session, monkeypatch.context() as faulty:
        (folder / "memo.md").write_bytes(b"a draft of yesterday")
        replace = safely._replace

        def refuse(temp: Path, path: Path) -> None:
            if path.name == broken_at:
                raise KeyboardInterrupt if how == "killed" else OSError(28, "No space left on device")
            replace(temp, path)

        faulty.setattr(safely, "_replace", refuse)
        if how == "killed":
            with pytest.raises(KeyboardInterrupt):
                sign_off(session, PRESENT, SIGNED)
        else:
            made = sign_off(session, PRESENT, SIGNED)
            assert f"{broken_at}”: the disk is full" in made.fault
            assert "is put there when the decision is opened next" in made.fault
            report = verify(folder)
            assert report.words.startswith("Signed off and sealed, and not complete yet: cannot write")
        assert state_of(session).sealed is (how == "full")
    if next_ == "opened":
        with opened(folder) as again:
            assert (again.read_only, again.notices) == (SEALED, ())
    elif next_ == "a memo asked for":
        assert why_no_memo(folder) == ""
        assert (folder / "memo.md").read_bytes() != b"a draft of yesterday"
    assert verify(folder).state == "intact"
    assert not list(folder.glob(".ready-*"))


def test_a_seal_that_stands_is_never_said_not_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes the new name and reports a fault when it is asked to keep it."""
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    folder = tmp_path / "d"
    sync = safely._sync_folder

    def refuse(place: Path) -> None:
        if (place / "seal.toml").exists():
            raise OSError(5, "Input/output error")
        sync(place)

    with ready(folder) as session, monkeypatch.context() as faulty:
        faulty.setattr(safely, "_sync_folder", refuse)
        sealed_now = sign_off(session, PRESENT, SIGNED)
        assert "the disk reports a fault" in sealed_now.fault
        assert session.read_only == SEALED
    assert verify(folder).state == "intact"


@pytest.mark.parametrize("record", ["both", "the answers", "the history"])
def test_a_decision_that_was_sealed_is_never_written_again_without_its_seal(tmp_path: Path, record: str) -> None:
    folder = sealed(tmp_path / "d")
    (folder / "seal.toml").unlink()
    if record == "the history":
        (folder / "answers.toml").unlink()
    if record == "the answers":
        lines = (folder / "history.jsonl").read_bytes().splitlines(keepends=True)
        (folder / "history.jsonl").write_bytes(b"".join(lines[:-1]))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with opened(folder) as session:
        assert (session.read_only, state_of(session).sealed) == (SEAL_LOST, True)
        for attempt in (
            lambda: session.give({"cost.gp_hour": "1"}, by="Ann"),
            lambda: session.keep_draft("cost.gp_hour", "1"),
            lambda: sign_off(session, PRESENT, SIGNED),
        ):
            with pytest.raises(ReadOnly, match=r"was signed off, and its seal\.toml is missing"):
                attempt()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert verify(folder).words == "Missing: the record says that it was signed off, and there is no seal.toml."
    assert "is no longer complete" in why_no_memo(folder)


def _power_cut(*_: object) -> bytes:
    raise KeyboardInterrupt


def test_the_copy_other_tests_alter_is_intact(tmp_path: Path) -> None:
    assert verify(sealed(tmp_path / "d")).state == "intact"


@pytest.mark.parametrize(
    ("typed", "same"), [("Ann Shore", True), ("dr. ann  shore", True), ("A Shore", False), ("Dr", False)]
)
def test_a_title_makes_no_difference_to_a_name(typed: str, same: bool) -> None:
    assert (plain_name(typed) == plain_name("Dr Ann Shore")) is same


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("", "nothing"), ("  ", "nothing"), ("d", "begun"), ("Dr ", "begun"), ("dr. ann", "begun"), ("Ann S", "begun"),
        ("doctor ann sh", "begun"), ("ann shore", "fits"), ("Doctor Ann Shore", "fits"), ("Ann Shores", "another"),
        ("Bea", "another"), ("Dr Bea", "another"), ("Shore", "another"),
    ],
)  # fmt: skip
def test_a_name_being_typed_is_its_beginning_the_name_or_another(typed: str, how: str) -> None:
    assert fit(typed, "Dr Ann Shore") == how


def test_two_partners_of_one_name_are_told_apart_before_anybody_signs(tmp_path: Path) -> None:
    with ready(tmp_path / "d", partner__2__name="dr. Una  Skerry") as session:
        blocking = what_blocks(session, ("Dr Una Skerry", "Inga Voe"))
        assert {b.id for b in blocking} == {"partner.1.name", "partner.2.name"}


def test_a_text_typed_and_not_given_blocks_until_it_is_given_or_emptied(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        session.keep_draft("gone.away", "nobody can be led to it, and it waits")
        session.keep_draft("cost.gp_hour", "9" * 70)
        session.keep_draft("decision.review_trigger", "fewer\x1b than")
        assert state_of(session).blocking == ()
        assert what_blocks(session, PRESENT) == (
            Blocker("cost.gp_hour", f"Typed and not given: cost of a GP hour: “{'9' * 59}…”. Give it or empty it."),
            Blocker(
                "decision.review_trigger",
                "Typed and not given: what would make us look again sooner: “fewer\\u001b than”. Give it or empty it.",
            ),
        )
        with pytest.raises(Blocked):
            sign_off(session, PRESENT, SIGNED)
        session.give({"cost.gp_hour": "99", "gone.away": ""}, by="Ann")
        session.drop_draft("decision.review_trigger")
        assert ids(session) == []
        assert not (session.folder / "draft.toml").exists(), "nothing half typed is left beside a seal"


def test_what_is_blocked_cannot_be_sealed_by_any_caller(tmp_path: Path) -> None:
    with ready(tmp_path / "d", "decision.sentence") as session:
        with pytest.raises(Blocked) as blocked:
            sign_off(session, PRESENT, SIGNED)
        assert [b.id for b in blocked.value.blockers] == ["decision.sentence"]
        assert not (session.folder / "seal.toml").exists()


def test_the_reason_for_deciding_the_other_way_is_asked_for_where_the_answers_lean_so_and_after_the_vote(
    tmp_path: Path,
) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        reason = session.answers.text("decision.against_figures")

        def is_asked(**given: str) -> bool:
            session.give({id_.replace("__", "."): text for id_, text in given.items()}, by="Bess")
            state = state_of(session)
            asked = "decision.against_figures" in [entry.key for entry in state.agenda("decision")]
            blocks = "decision.against_figures" in [blocker.id for blocker in state.blocking]
            assert asked is blocks
            return blocks

        assert is_asked(decision__against_figures="")
        assert not is_asked(vote__2__position=""), "nobody is asked before"
        assert not is_asked(vote__2__position="for", decision__option="opt_out")
        # The memo says of it that the answers do not settle it.
        assert not is_asked(decision__option="sign_up_on_conditions", cost__gp_hour="20 / 99 / 120")
        session.give({id_: session.answers.text(id_) for id_ in POSITIONS}, by="Bess")
        assert is_asked(cost__gp_hour="98 / 99 / 100")
        session.give({"decision.against_figures": reason}, by="Bess")
        assert state_of(session).blocking == ()


def test_no_vote_is_counted_for_what_was_put_after_it(tmp_path: Path) -> None:
    """With the option changed alone the example’s votes for signing up were sealed as votes for opting out."""
    make_example(tmp_path / "d", Clock())
    other = {"decision.option": "opt out", "condition.1": "", "condition.2": "",
             "decision.question": "Shall we opt out?", "decision.sentence": "We opt out."}  # fmt: skip
    with opened(tmp_path / "d") as session:
        session.give(other, by="Bess")
        state = state_of(session)
        assert state.vote.outcome is None
        assert in_words(state.vote) == "No result yet: positions are to be confirmed."
        assert [blocker.id for blocker in state.blocking] == list(POSITIONS)
        put = "recorded before “opt out” was put as it stands now"
        assert state.blocking[0].words == f"To be confirmed or taken back: position of Dr Amos Whelk, {put}."
        memo = " ".join(as_text(compose(session).memo).split())
        assert "Carried" not in memo
        assert "No result" in memo
        assert "Where Dr Amos Whelk, Dr Ines Cockle, Dr Rufus Limpet and Maud Sandpiper stood was" in memo
        assert "We do not doubt the figures" not in memo, "the reason was one for signing up"
        session.give({id_: session.answers.text(id_) for id_ in POSITIONS}, by="Bess")
        state = state_of(session)
        assert state.vote.outcome == "carried"
        assert state.blocking == ()
        assert "We do not doubt the figures" not in as_text(compose(session).memo)
        session.undo(by="Bess")
        session.undo(by="Bess")
        assert state_of(session).blocking == (), "undone, each stands with the option that it was on"


def test_the_reason_for_deciding_so_is_asked_again_where_another_option_was_put(tmp_path: Path) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        session.give({"decision.option": "sign up", "condition.1": "", "condition.2": ""}, by="Bess")
        again = (*POSITIONS, "decision.against_figures")
        for at, id_ in enumerate(again):
            assert [blocker.id for blocker in state_of(session).blocking] == ([*POSITIONS[at:]] or [id_])
            session.give({id_: session.answers.text(id_)}, by="Bess")
        assert state_of(session).blocking == ()


@pytest.mark.parametrize("costs", ["98 / 99 / 100", "20 / 99 / 120", "20"])
def test_the_way_answers_lean_is_taken_from_what_was_worked_out_before_the_vote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, costs: str
) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        session.give({"cost.gp_hour": costs, "decision.against_figures": "", "vote.2.position": ""}, by="Bess")
        before = state_of(session)
        session.give({"vote.2.position": "for"}, by="Bess")
        drawn = [blocker.id for blocker in state_of(session).blocking]
        know_leaning(
            before.appraisal, session.decision_id, hangs_on(before.appraisal, session.decision_id).leaning.kind
        )
        monkeypatch.setattr(
            "des_decider.appraisal.turns_the_leaning.draws", lambda *_, **__: pytest.fail("drawn again")
        )
        assert [blocker.id for blocker in state_of(session).blocking] == drawn
