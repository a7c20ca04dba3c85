"""Cover of work by posts, whatever the plan: more of a post never leaves more undone, and no hour is spent twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.appraisal.formulas.cover import Hours, Plan, Posts
from des_decider.appraisal.formulas.expression import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class _Work:
    hours: Fraction
    falls: Fraction
    months: int
    roles: tuple[int, ...]


@dataclass(frozen=True)
class _Post:
    wte: Fraction
    chance: Fraction
    hours: Fraction
    months: Fraction
    at_most: int


def _covers(work: Sequence[_Work], posts: Sequence[_Post], *, alike: bool, in_floats: bool = False) -> list[Fraction]:
    """The cover of each piece of work, in exact fractions or in floats."""
    plan = Plan(
        tuple(Hours(ZERO, ZERO, one.months, one.roles) for one in work),
        tuple(Posts("posts", ZERO, ZERO, ZERO, ZERO, post.at_most) for post in posts),
        alike=alike,
    )
    numbers = [one.hours for one in work] + ([] if alike else [one.falls for one in work])
    for post in posts:
        numbers += [post.wte, post.chance, post.hours, post.months]
    return [Fraction(c) for c in plan.covers([float(n) for n in numbers])] if in_floats else plan.covers(numbers)


def _undone(work: Sequence[_Work], posts: Sequence[_Post], *, alike: bool) -> list[Fraction]:
    """Hours of each piece of work that posts leave, over its months."""
    covers = _covers(work, posts, alike=alike)
    return [one.hours * (1 - cover) * one.months for one, cover in zip(work, covers, strict=True)]


def _quarters(most: int) -> st.SearchStrategy[Fraction]:
    return st.integers(0, 4 * most).map(lambda n: Fraction(n, 4))


_PART = st.integers(0, 20).map(lambda n: Fraction(n, 20))
_POST = st.builds(_Post, _quarters(4), _PART, _quarters(12), st.integers(0, 24).map(lambda n: Fraction(n, 2)),
                  st.integers(0, 12))  # fmt: skip


@st.composite
def _plans(draw: st.DrawFn) -> tuple[list[_Work], list[_Post], bool]:
    """Work, posts, and whether they are answered as a whole: then one line can do everything."""
    alike = draw(st.booleans())
    posts = draw(st.lists(_POST, min_size=1, max_size=1 if alike else 3))
    places = range(len(posts))
    roles = st.just(tuple(places)) if alike else st.sets(st.sampled_from(places)).map(lambda s: tuple(sorted(s)))
    one = st.builds(_Work, _quarters(15), _PART, st.integers(1, 12), roles)
    return draw(st.lists(one, min_size=1, max_size=4)), posts, alike


_MORE = ("wte", "chance", "hours", "months")


@given(_plans(), st.sampled_from(_MORE), st.integers(0, 2), _quarters(3))
def test_more_of_a_post_never_leaves_more_of_any_work_undone(
    plan: tuple[list[_Work], list[_Post], bool], what: str, place: int, step: Fraction
) -> None:
    work, posts, alike = plan
    post = posts[place % len(posts)]
    value = getattr(post, what) + (step / 20 if what == "chance" else step)
    more = [replace(p, **{what: min(value, Fraction(1)) if what == "chance" else value}) if p is post else p
            for p in posts]  # fmt: skip
    for after, before in zip(_undone(work, more, alike=alike), _undone(work, posts, alike=alike), strict=True):
        assert after <= before


@given(_plans(), _POST)
def test_wanting_another_role_never_raises_the_hours_that_fall_to_gps(
    plan: tuple[list[_Work], list[_Post], bool], post: _Post
) -> None:
    work, posts, _ = plan
    new = len(posts)
    wider = [replace(one, roles=(*one.roles, new)) for one in work]
    fallen = [
        sum(one.falls * left for one, left in zip(work, _undone(asked, plan_, alike=False), strict=True))
        for asked, plan_ in ((work, posts), (wider, [*posts, post]))
    ]
    assert fallen[1] <= fallen[0]


@given(_plans())
def test_cover_is_a_part_and_no_hour_is_spent_twice(plan: tuple[list[_Work], list[_Post], bool]) -> None:
    work, posts, alike = plan
    covers = _covers(work, posts, alike=alike)
    assert all(0 <= cover <= 1 for cover in covers)
    done = sum(one.hours * cover * one.months for one, cover in zip(work, covers, strict=True))
    there = sum(p.wte * p.chance * p.hours * min(p.months, Fraction(p.at_most)) for p in posts)
    assert done <= there
    for one, cover in zip(work, covers, strict=True):
        can = sum(posts[role].wte * posts[role].chance * posts[role].hours for role in one.roles)
        assert one.hours * cover <= can


@given(_plans(), st.builds(_Work, _quarters(15), st.just(Fraction(-1)), st.integers(1, 12), st.just((0,))))
def test_work_that_falls_to_gps_least_takes_nothing_from_the_rest(
    plan: tuple[list[_Work], list[_Post], bool], last: _Work
) -> None:
    work, posts, _ = plan
    assert _covers([*work, last], posts, alike=False)[:-1] == _covers(work, posts, alike=False)


@given(_plans())
def test_posts_as_a_whole_cover_all_work_of_the_same_months_alike(
    plan: tuple[list[_Work], list[_Post], bool],
) -> None:
    work, posts, _ = plan
    same = [replace(one, months=12, roles=(0,)) for one in [one for one in work if one.hours] or work[:1]]
    assert len(set(_covers(same, posts[:1], alike=True))) == 1


@given(_plans())
def test_in_floats_it_comes_to_the_same(plan: tuple[list[_Work], list[_Post], bool]) -> None:
    work, posts, alike = plan
    exact = _covers(work, posts, alike=alike)
    assert _covers(work, posts, alike=alike, in_floats=True) == pytest.approx(exact)
