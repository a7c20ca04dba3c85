"""`doctor`: says what is wrong with a decision's folder, and mends what can be mended where that is asked for."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli.opening import program, quoted
from des_decider.cli.printing import say
from des_decider.decision.wording import capital, count_of


def run(folder: str, by: str, *, mend: bool, take_over: bool) -> int:
    """Print what is wrong; 0 only where nothing is, or nothing is left."""
    from des_decider.record import doctor
    from des_decider.record.stamps import logged_in, now

    place = Path(folder)
    found = doctor.examine(place, now)
    mended = mend and any(one.mend for one in found)
    if mended:
        for words in doctor.mend(place, now, by=by or logged_in(), take_over=take_over):
            say(f"Mended: {words.rstrip('.')}.")
        found = doctor.examine(place, now)
    if not found:
        print("Nothing is wrong with it any more." if mended else "Nothing is wrong with it.")
        return 0
    print(f"{count_of(len(found), 'thing')} to look at:")
    for one in found:
        say(f"- {capital(one.what)}.")
        if one.mend:
            say(f"  Can be mended: {one.mend}.")
    if any(one.mend for one in found):
        print(f"Nothing is changed. To mend what can be mended: {program()} doctor {quoted(place)} --mend")
    return 1
