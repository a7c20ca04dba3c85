"""`sign-off`: records each partner's assent and seals the decision; says what stands before it otherwise."""

from __future__ import annotations

from des_decider.cli.opening import opened
from des_decider.cli.printing import say
from des_decider.decision.wording import visible


def run(folder: str, assent: list[str], *, take_over: bool) -> int:
    """Seal the decision, or list what blocks it."""
    from des_decider.record.sign_off import Blocked, remarks, sign_off
    from des_decider.record.stamps import now
    from des_decider.record.state import state_of

    with opened(folder, to_write=True, take_over=take_over) as session:
        try:
            standing = remarks(state_of(session))
            sealed = sign_off(session, assent, now())
        except Blocked as blocked:
            say(f"Not signed off: {blocked}.", trouble=True)
            for blocker in blocked.blockers:
                say(f"  {blocker.id}: {blocker.words}", trouble=True)
            return 1
    if sealed.fault:
        standing = (*standing, sealed.fault)
    for words in standing:
        say(f"note: {words}", trouble=True)
    say(f"Signed off and sealed: {sealed.sentence}")
    print(f"SHA-256 of answers.toml: {sealed.digest}")
    for path in sealed.files:
        print(f"  {visible(str(path))}")
    return 0
