"""The bare Textual app the screens are measured against: a header, two inputs and a footer."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Input


class Bare(App[None]):
    """As little as a form can be."""

    TITLE = "Bare form"

    def compose(self) -> ComposeResult:
        """A header, two inputs and a footer."""
        yield Header()
        yield Input(placeholder="one")
        yield Input(placeholder="two")
        yield Footer()


if __name__ == "__main__":
    Bare().run()
