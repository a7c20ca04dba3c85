"""The looks: a dark and a light theme of our own, each with a contrast of at least 4.5 to 1 for every text."""

from __future__ import annotations

from textual.theme import Theme

INK = Theme(
    name="ink",
    dark=True,
    primary="#63c5da",
    secondary="#63c5da",
    accent="#63c5da",
    foreground="#e8e6e1",
    background="#11161b",
    surface="#11161b",
    panel="#1c252d",
    success="#86d89a",
    warning="#f2bd5c",
    error="#ff9a8f",
    variables={"muted": "#a9b4bd", "rule": "#4a5a66", "on-accent": "#0b1014"},
)
PAPER = Theme(
    name="paper",
    dark=False,
    primary="#00408f",
    secondary="#00408f",
    accent="#00408f",
    foreground="#16191c",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#eceae2",
    success="#17602f",
    warning="#6e4a1a",
    error="#9c1710",
    variables={"muted": "#4c5358", "rule": "#8a8f92", "on-accent": "#ffffff"},
)
LOOKS = (INK, PAPER)
