"""The largest practice that is measured: answers for so many homes, each row by row, and so many partners."""

from __future__ import annotations

HOMES, PARTNERS = 200, 14

_A_HOME = {
    "name": "Home {n}", "beds": "{beds}", "done_by": "gp", "round_hours": "1.5 / 2 / {most}",
    "travel_hours": "0.5 / 0.75 / 1", "arrivals": "12", "plan_hours": "0.75 / 1 / 1.25", "plan_by": "nurse",
    "reviews": "{beds}", "review_hours": "0.5 / 0.75 / 1", "review_by": "post", "mdt_hours": "1 / 1.5 / {most}",
}  # fmt: skip


def many_homes() -> dict[str, str]:
    """What is typed, by id."""
    texts = {f"partner.{n}.name": f"Partner {n}" for n in range(1, PARTNERS + 1)}
    for n in range(1, HOMES + 1):
        beds, most = str(20 + n % 40), f"{2.5 + n % 7 / 10:.1f}"
        texts |= {f"home.{n}.{name}": text.format(n=n, beds=beds, most=most) for name, text in _A_HOME.items()}
    return texts | {"pcn.care_home_beds": str(HOMES * 100)}
