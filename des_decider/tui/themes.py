"""The looks: dark, light and high contrast; every colour of the screens stands here, under the name of its use."""

from __future__ import annotations

from textual.theme import Theme


def _look(
    name: str, *, dark: bool, text: str, muted: str, ground: str, panel: str, rule: str, accent: str, on_accent: str,
    good: str, concern: str, wrong: str,
) -> Theme:  # fmt: skip
    """A look from ten colours; what the library would mix for scroll bars and links is one of them too."""
    return Theme(
        name=name, dark=dark, foreground=text, background=ground, surface=ground, panel=panel,
        primary=accent, secondary=accent, accent=accent, success=good, warning=concern, error=wrong,
        variables={
            "muted": muted, "rule": rule, "on-accent": on_accent,
            "scrollbar": rule, "scrollbar-hover": muted, "scrollbar-active": accent, "scrollbar-background": ground,
            "link-color": accent, "link-style": "none",
            "link-background-hover": accent, "link-color-hover": on_accent, "link-style-hover": "bold",
        },
    )  # fmt: skip


DARK = _look(
    "dark", dark=True, text="#e8e6e1", muted="#a9b4bd", ground="#11161b", panel="#1c252d", rule="#4a5a66",
    accent="#63c5da", on_accent="#0b1014", good="#86d89a", concern="#f2bd5c", wrong="#ff9a8f",
)  # fmt: skip
LIGHT = _look(
    "light", dark=False, text="#16191c", muted="#4c5358", ground="#fbfaf6", panel="#eceae2", rule="#8a8f92",
    accent="#00408f", on_accent="#ffffff", good="#17602f", concern="#6e4a1a", wrong="#9c1710",
)  # fmt: skip
HIGH_CONTRAST = _look(
    "high contrast", dark=True, text="#ffffff", muted="#ffffff", ground="#000000", panel="#282828", rule="#b0b0b0",
    accent="#ffe100", on_accent="#000000", good="#7dffa0", concern="#ffc46b", wrong="#ffb3ab",
)  # fmt: skip
LOOKS = {look.name: look for look in (DARK, LIGHT, HIGH_CONTRAST)}
