"""Reads what the contract brings besides money: roles, services and their requirements."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from des_decider.worksheet.model import ELSEWHERE, HomesWork, Raised, Requirement, Role, Service
from des_decider.worksheet.sources import read_source
from des_decider.worksheet.toml_table import Table, tables
from des_decider.worksheet.year import NO_DAY, check_near, optional_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.references import References


def read_areas(root: Table) -> dict[str, str]:
    """What the areas are called in which more can be claimed for posts than elsewhere."""
    areas: dict[str, str] = {}
    for id_, table in tables(root, "area"):
        if id_ == ELSEWHERE:
            table.wrong("not-an-id", "", f"{id_} cannot be an id", "It stands for all that is in no area; take another")
        areas[id_] = table.name("name")
    return areas


def _read_maximum_in(table: Table, known: References) -> dict[str, Decimal]:
    """What can be claimed in areas of their own."""
    child = table.child("maximum_in")
    found: dict[str, Decimal] = {}
    for area in child.values if child else ():
        assert child is not None  # noqa: S101 - it has values
        child.check_known(area, area, known.of("area"), "area")
        if (maximum := child.number(area)) is not None:
            found[area] = maximum
    return found


def _read_raised(table: Table, known: References) -> Raised | None:
    """From when on more can be claimed, and how much."""
    child = table.child("raised")
    if child is None:
        return None
    start, maximum, by_area = child.day("from"), child.number("maximum"), _read_maximum_in(child, known)
    if start is not None and known.starts is not None and known.ends is not None:
        if not known.starts < start <= known.ends:
            mend = "Write the maximum that holds all year instead"
            child.wrong("outside-the-year", "from", f"{start} is not within the year", mend, judged_by=("year",))
        elif start.day != 1:
            first = str(start.replace(day=1))
            child.wrong("not-whole-months", "from", f"{start} is not the first day of a month", "Write", value=first)
    child.finish()
    return Raised(start or NO_DAY, maximum or Decimal(0), by_area)


def read_roles(root: Table, known: References) -> dict[str, Role]:
    """Every reimbursed role."""
    roles: dict[str, Role] = {}
    for id_, table in tables(root, "role"):
        start = table.day("from")
        near = check_near(table, "from", start, known)
        if near and start is not None and known.ends is not None and start > known.ends:
            table.wrong(
                "outside-the-year",
                "from",
                f"{start} is after the year",
                "Leave the role out, or write the day it can be claimed from",
                judged_by=("year",),
            )
        maximum = table.number_or_asked("maximum")
        if maximum == 0 and table.values.get("maximum") == 0:
            table.wrong(
                "number-out-of-range",
                "maximum",
                "The most that can be claimed is 0",
                "Write what can be claimed a year for 1.0 WTE",
            )
        limits = _read_limits(table)
        name, origin, band = table.name("name"), read_source(table, known), table.name("band", required=False)
        rule = table.text("rule", required=False)
        proper, by_area, raised = table.yes("proper"), _read_maximum_in(table, known), _read_raised(table, known)
        if raised and maximum is None:
            table.wrong(
                "exclude-each-other", "raised", "A maximum that is asked cannot be raised", "Delete one of the two"
            )
        roles[id_] = Role(id_, name, maximum, start or NO_DAY, origin, band, *limits, rule, proper, by_area, raised)
    return roles


def _read_limits(table: Table) -> tuple[Decimal | None, int | None, Decimal | None]:
    """The most WTE, and above how many patients it is how many."""
    limit, limit_above = table.number("limit", required=False), table.number("limit_above", required=False)
    limit_above_list = table.whole("limit_above_list", required=False)
    given = {key for key in ("limit", "limit_above", "limit_above_list") if key in table.values}
    if len(given & {"limit_above", "limit_above_list"}) == 1:
        here = next(iter(given - {"limit"}))
        other = "limit_above_list" if here == "limit_above" else "limit_above"
        table.wrong("needs-another", here, f"{here} needs {other} as well", f"Add {other}, or delete {here}")
    if given and "limit" not in given:
        here = "limit_above" if "limit_above" in given else "limit_above_list"
        table.wrong("needs-another", here, f"{here} without a limit", "Add limit, the most for all other networks")
    if limit is not None and limit_above is not None and limit_above < limit:
        table.wrong(
            "out-of-order",
            "limit_above",
            "Larger networks may claim for fewer than others",
            "Look at limit and limit_above",
        )
    return limit, limit_above_list, limit_above


def read_homes_work(root: Table, known: References) -> HomesWork:
    """Who can do the work in care homes; a worksheet may say nothing of it."""
    table = optional_table(root, "homes")
    work = HomesWork(*(table.references(key, known.of("role"), "role") for key in ("roles", "review_roles")))
    table.finish()
    return work


def read_services(root: Table, known: References) -> dict[str, Service]:
    """Every service of the contract; at most one is the homes' own."""
    services: dict[str, Service] = {}
    in_homes = ""
    for id_, table in tables(root, "service", required=True):
        name, about, homes = table.name("name"), table.text("about", required=False), table.yes("in_homes")
        check_near(table, "from", table.day("from", required=False), known)
        service = Service(id_, name, about, homes, table.references("roles", known.of("role"), "role"))
        service = service._replace(proper=table.yes("proper"))
        if service.in_homes and in_homes:
            mend = "One service has the work in the homes; delete one of the two lines"
            table.wrong("exclude-each-other", "in_homes", f"[service.{in_homes}] is in_homes already", mend)
        in_homes = in_homes or (id_ if service.in_homes else "")
        services[id_] = service
    return services


def read_requirements(root: Table, known: References) -> dict[str, Requirement]:
    """Every requirement; each service needs one that runs from a day on."""
    requirements: dict[str, Requirement] = {}
    homes = known.has_work_in_homes()
    for id_, table in tables(root, "requirement"):
        start, by = table.day("from", required=False), table.day("by", required=False)
        check_near(table, "from", start, known)
        if check_near(table, "by", by, known) and by is not None and known.ends is not None and by > known.ends:
            mend = f"Its hours would count in a year that ends on {known.ends}: write a day in it, or leave it out"
            table.wrong("outside-the-year", "by", f"{by} is after the year", mend, judged_by=("year",))
        elif by is not None and known.starts is not None and by < known.starts:
            mend = f"Its hours would count in a year that begins on {known.starts}: write a day in it, or leave it out"
            table.wrong("outside-the-year", "by", f"{by} is before the year", mend, judged_by=("year",))
        if "from" in table.values and "by" in table.values:
            mend = "Keep from for weekly work, by for what is done once"
            table.wrong("exclude-each-other", "by", "The requirement has both from and by", mend)
        elif not {"from", "by"} & table.values.keys() and table.values.get("service") in known.of("service"):
            mend = "Add from = its first day, here or to its service, or by = the day it is due"
            of_service = ("service", str(table.values["service"]))
            table.wrong("needs-another", "", "The requirement has neither from nor by", mend, judged_by=of_service)
        counted = table.word("counted_in", ("homes",), required=False)
        if counted and not homes:
            mend = "Write in_homes = true in the service of the care homes"
            what = "No service is in_homes, so the homes count no hours"
            table.wrong("needs-another", "counted_in", what, mend, judged_by=("service",))
        service = table.reference("service", known.of("service"), "service") or ""
        name, text, origin = table.name("name"), table.text("text"), read_source(table, known)
        roles = table.references("roles", known.of("role"), "role")
        requirements[id_] = Requirement(id_, service, name, text, origin, start, by, counted is not None, roles)
    named = {values.get("service") for values in known.of("requirement").values()}
    # Where one names a service that is not there, it may be the one that is looked for.
    for service in known.of("service") if named <= known.of("service").keys() else ():
        of_it = {id_: row for id_, row in known.of("requirement").items() if row.get("service") == service}
        if not any("from" in row for row in of_it.values()):
            mend = f'Add a [requirement.…] with service = "{service}" and from = the day the service starts'
            _no_start(root, service, of_it, mend)
    return requirements


def _no_start(root: Table, service: str, requirements: Mapping[str, Mapping[str, Any]], mend: str) -> None:
    """Note a service without weekly work; at what a supplement makes of the only such work below it, if it does."""
    for id_, row in requirements.items():
        table = Table(root.mistakes, row, ("requirement", id_))
        if root.mistakes.is_changed_below("by", table.header):
            what = f"by makes this work that is done once, and nothing else says when [service.{service}] starts"
            table.mistakes.doubt(table.header)  # where the day was read is wanted once it may stand
            table.wrong(
                "exclude-each-other", "by", what, f"Delete the line. Or: {mend[0].lower()}{mend[1:]}", delete=True
            )
            return
    what, one_of_them = "No requirement says when the service starts", ("requirement", "")
    Table(root.mistakes, {}, ("service", service)).wrong("needs-another", "", what, mend, judged_by=one_of_them)
