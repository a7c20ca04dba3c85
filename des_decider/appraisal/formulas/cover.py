"""Cover: how far posts that are likely filled do the hours meant for them, by role, each hour spent once.

Posts are taken one after another, whole WTE first and then the rest. The work that would fall to GPs most comes first;
each piece of it takes from the posts of its own roles. Posts answered as a whole are one role that can do everything,
and cover every piece of work alike (docs/figures.md, "Workforce").
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from des_decider.appraisal.formulas.expression import Node, Number


class Hours(NamedTuple):
    """Work meant for posts: its hours a week, what of them falls to GPs where nobody does them, and whose it can be.

    `months` are the months of a horizon in which it runs, counted back from the end. `roles` are places in the posts.
    """

    hours: Node
    falls: Node
    months: int
    roles: tuple[int, ...]


class Posts(NamedTuple):
    """Posts of one role: how many, the chance that one is filled, and the hours of its week that this work gets.

    `months` they are there, counted back from the end, and at most `months_at_most`.
    """

    name: str
    wte: Node
    chance: Node
    hours: Node
    months: Node
    months_at_most: int


class Segment(NamedTuple):
    """Months within which all stays as it is: how many, which work runs, and which part of a month posts are there.

    Posts that are not there, and those that no work which runs can use, are left out.
    """

    months: int
    running: tuple[bool, ...]
    there: tuple[tuple[int, Fraction | int], ...]


class Plan:
    """All work meant for posts and all posts, within one horizon; `alike` where one role can do everything."""

    def __init__(self, work: tuple[Hours, ...], posts: tuple[Posts, ...], *, alike: bool) -> None:
        self.work, self.posts, self.alike = work, posts, alike
        self._segments_of: dict[tuple[float, ...], list[Segment]] = {}
        self._wanted = sorted({role for one in work for role in one.roles})
        """The posts that can do any of it; the others are looked at no further."""
        of_work = [*(one.hours for one in work), *([] if alike else (one.falls for one in work))]
        of_posts = [node for post in posts for node in (post.wte, post.chance, post.hours, post.months)]
        self.nodes = (*of_work, *of_posts)
        """Everything the cover hangs on, in the order in which `covers` takes it."""

    def covers(self, numbers: Sequence[Number]) -> list[Number]:
        """The part of each piece of work that is covered, the mean over its months; `numbers` are those of `nodes`.

        Ten thousand cases go through this in some tenths of a second, so it is written for speed.
        """
        size, work = len(self.work), self.work
        hours, at = numbers[:size], size if self.alike else 2 * size
        wte, chances, weekly = numbers[at::4], numbers[at + 1 :: 4], numbers[at + 2 :: 4]
        order = [n for n, asked in enumerate(hours) if asked]
        if not self.alike and len(order) > 1:
            order.sort(key=numbers[size : 2 * size].__getitem__, reverse=True)
        none = numbers[0] * 0
        sums = [none] * size
        for months, running, there in self._segments(numbers[at + 3 :: 4]):
            left: dict[int, list[Number]] = {}
            for role, part in there:
                if chances[role]:
                    each: Number = weekly[role]
                    if part != 1:
                        each = each * part.numerator / part.denominator
                    whole: int = int(wte[role])
                    left[role] = [each] * whole
                    if wte[role] != whole:
                        left[role].append(each * (wte[role] - whole))
            if self.alike:
                runs = [n for n in order if running[n]]
                asked = sum([hours[n] for n in runs], none)
                done = _taken(asked, self._wanted, left, chances)
                for n in runs:
                    sums[n] += done * months / asked
                continue
            for n in order:
                if running[n] and (done := _taken(hours[n], work[n].roles, left, chances)):
                    sums[n] += done * months / hours[n]
        return [part / one.months if part else part for part, one in zip(sums, work, strict=True)]

    def asked(self, place: int) -> Node:
        """The hours of one piece of work."""
        return self.work[place].hours

    def done(self, numbers: Sequence[Fraction], place: int) -> Iterator[tuple[str, Fraction]]:
        """What each post does a week of one piece of work, the mean over its months, for a working to say."""
        one, before = self.work[place], Fraction(0)
        for last, role in enumerate(one.roles, start=1):
            # What a post does is what is covered more than without it and those after it.
            so_far = one._replace(roles=one.roles[:last])
            plan = Plan((*self.work[:place], so_far, *self.work[place + 1 :]), self.posts, alike=self.alike)
            hours = plan.covers(numbers)[place] * numbers[place]
            if hours != before:
                yield self.posts[role].name, hours - before
            before = hours

    def _segments(self, months: Sequence[Number]) -> list[Segment]:
        """Whole months, counted back from the end, gathered while nothing begins; months have no range.

        Posts that are there for a part of a month give that part of their hours in it.
        """
        key = tuple(map(float, months))
        if key not in self._segments_of:
            there: dict[int, float] = {role: min(key[role], self.posts[role].months_at_most) for role in self._wanted}
            ends = {0, *(one.months for one in self.work), *map(floor, there.values()), *map(ceil, there.values())}
            found: list[Segment] = []
            for before, until in pairwise(sorted(ends)):
                running = tuple(one.months >= until for one in self.work)
                used = {role for one, runs in zip(self.work, running, strict=True) if runs for role in one.roles}
                parts = ((role, _part_of(has, before, until)) for role, has in there.items() if role in used)
                there_then = tuple((role, part) for role, part in parts if part)
                if found and found[-1][1:] == (running, there_then):
                    found[-1] = found[-1]._replace(months=found[-1].months + until - before)
                elif there_then:
                    found.append(Segment(until - before, running, there_then))
            self._segments_of[key] = found
        return self._segments_of[key]


def _part_of(has: float, before: int, until: int) -> Fraction | int:
    """The part of each month between two moments for which posts are there that have so many months."""
    return 1 if has >= until else 0 if has <= before else Fraction(has) - before


def _taken(asked: Number, roles: Iterable[int], left: Mapping[int, list[Number]], chances: Sequence[Number]) -> Number:
    """What posts are likely to do of some hours, each taking from what those before it left; `left` has it less."""
    open_ = asked
    for role in roles:
        if role not in left:
            continue
        has, chance = left[role], chances[role]
        for place, hours in enumerate(has):
            if hours < open_:
                has[place] = 0 * hours
                open_ -= hours * chance
            else:
                has[place] = hours - open_
                open_ -= open_ * chance
            if not open_:
                return asked
    return asked - open_
