"""Records are named tuples in all that `typing` promises of them, although `typing` does not make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, get_type_hints

from des_decider.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_Kept = TypeVar("_Kept")


class Post(NamedTuple):
    """A post of a network."""

    role: str
    wte: float = 0.5
    paid_by: Mapping[str, int] | None = None

    @property
    def whole(self) -> bool:
        """Whether it is a whole post."""
        return self.wte == 1

    def __str__(self) -> str:
        return f"{self.wte} {self.role}"


class Pair(NamedTuple, Generic[_Kept]):
    """Two of a kind."""

    before: _Kept
    after: _Kept


def test_a_record_is_made_compared_and_taken_apart_as_a_tuple() -> None:
    nurse = Post("nurse", wte=1)
    assert [*nurse] == ["nurse", 1, None]
    assert Post("nurse") == Post("nurse", 0.5, None)
    assert Post._field_defaults == {"wte": 0.5, "paid_by": None}
    assert nurse._replace(wte=0.5).wte == 0.5
    assert Post._fields == ("role", "wte", "paid_by")


def test_what_a_class_says_beside_its_fields_stands_in_its_record() -> None:
    assert Post("nurse", 1).whole
    assert not Post("nurse").whole
    assert str(Post("nurse")) == "0.5 nurse"
    assert repr(Post("nurse")) == "Post(role='nurse', wte=0.5, paid_by=None)"
    assert Post.__doc__ == "A post of a network."
    assert (Post.__name__, Post.__qualname__, Post.__module__) == ("Post", "Post", __name__)


def test_the_types_of_its_fields_can_be_asked_for() -> None:
    assert get_type_hints(Pair, {"_Kept": _Kept}) == {"before": _Kept, "after": _Kept}
    assert Pair[int](1, 2) == (1, 2)
