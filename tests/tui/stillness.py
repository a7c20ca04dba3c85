"""When the screens are still: no message is on its way, nothing is to be painted, no worker is at work.

The library's own pilot waits until the process uses little of the processor for some time, which on a busy machine is
too short and on an idle one too long. Here it is asked what there is left to do. The screen is painted where a test
looks at it, and at the end of each meeting: nobody looks at what would have been painted on the way.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual._context import visible_screen_stack
from textual.message_pump import MessagePump
from textual.screen import Screen

from des_decider.tui.app import DesDecider

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.strip import Strip

LONGEST = 60.0
"""Seconds after which what was waited for will not come, on however busy a machine."""
A_WHILE = 0.001
"""Seconds between two looks at what a thread works on."""

_plain = MessagePump._get_message
_paint = Screen._compositor_refresh
_at_work: set[MessagePump] = set()
_painted: WeakKeyDictionary[Screen[object], list[Strip]] = WeakKeyDictionary()


async def _get_message(self: MessagePump) -> Message:
    """The next message; a pump that does not wait for one is at work."""
    _at_work.discard(self)
    message = await _plain(self)
    _at_work.add(self)
    return message


def _paint_later(screen: Screen[object]) -> None:
    """Leave the screen one sees to whoever looks at it."""
    if screen is screen.app.screen:
        screen._dirty_widgets.clear()
        screen._compositor._dirty_regions.clear()
        _painted.pop(screen, None)
    else:
        _paint(screen)


MessagePump._get_message = _get_message  # type: ignore[method-assign]
Screen._compositor_refresh = _paint_later  # type: ignore[method-assign, assignment]


def painted(app: App[int]) -> list[Strip]:
    """What a terminal shows, line by line; painted anew where something changed since somebody looked."""
    screen = app.screen
    if screen not in _painted or _waits(screen):
        visible_screen_stack.set(app._background_screens)  # which are seen beside a dialog
        _painted[screen] = screen._compositor.render_strips()
    return _painted[screen]


def _waits(screen: Screen[object]) -> bool:
    """Whether something of the screen is to be laid out or painted."""
    return bool(screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets)


def is_still(app: App[int]) -> bool:
    """Whether nothing is left to do for the app, but for its workers and what waits for a time."""
    # First what most often is so, as it is asked at every turn of the loop.
    if isinstance(app, DesDecider) and app.keys.waiting:
        return False
    if any(pump.is_running for pump in _at_work):
        return False
    pumps: list[MessagePump] = [app, *app._registry, *app.screen_stack]
    if any(pump.message_queue_size > 0 or len(pump._next_callbacks) > 0 for pump in pumps if pump.is_running):
        return False
    if app._batch_count:
        return True
    screen = app.screen
    if _waits(screen) or screen._callbacks:
        screen._on_timer_update()  # what the library does sixty times a second, now
        return False
    return True


async def until(app: App[int], done: Callable[[], bool], what: str) -> None:
    """Let the program work until this is so; raises AssertionError where it never comes."""
    end = monotonic() + LONGEST
    while not done():
        # Where nothing of the screens waits for its turn, a thread or a timer is waited for, and has the processor.
        await asyncio.sleep(0 if _next_in_turn() else A_WHILE)
        if app._exception or not app.is_running:
            return
        if monotonic() > end:
            raise AssertionError(f"it never came: {what}")


async def still(app: App[int], *, with_workers: bool = True) -> None:
    """Wait until everything that was asked for is done; without workers, a key is waited for that others may follow."""

    def done() -> bool:
        if _next_in_turn() or not is_still(app):
            return False
        return not (with_workers and any(not worker.is_finished for worker in app.workers))

    await asyncio.sleep(0)
    await until(app, done, "the screens are still")


def _next_in_turn() -> bool:
    """Whether the loop has anything to do at once, beside who asks."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]
