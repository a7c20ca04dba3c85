"""What the fields of a question tell the screen: something is being typed, or it is given."""

from __future__ import annotations

from textual.message import Message


class Typed(Message):
    """The text of a field changed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Submitted(Message):
    """A person gives what stands in the field, or what was chosen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Unchosen(Message):
    """Words were typed where one of a list is to be chosen."""


class Cut(Message):
    """Only the first line of what was pasted fits the field."""
