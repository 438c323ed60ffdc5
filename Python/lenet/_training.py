"""A training as it runs: events, progress, Ctrl-C."""
from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from ._library import STOPPED, TRAINING_CALLBACK, Handle, byref, c_int32, c_uint64, c_void_p, encoded, failure, library, take
from ._progress import Progress

Event = dict[str, Any]


def recipe_text(architecture: Any, recipe: str | None, **values: Any) -> bytes:
    """A recipe with a network and other values, as the library takes it."""
    wanted = {name: value for name, value in values.items() if value is not None}
    if recipe is not None:
        wanted["recipe"] = recipe
    return encoded({"architecture": architecture, **wanted})


class Training:
    """Collects the events of one training and stops it when it is asked to."""

    def __init__(
        self, *, progress: bool | None, callback: Callable[[Event], object] | None,
    ) -> None:
        self.events: list[Event] = []
        self.result: Event = {}
        self._bar = Progress.chosen(progress)
        self._callback = callback
        self._problem: BaseException | None = None
        self._is_interrupted = False
        self._stop = c_int32(0)

    def run(
        self, recipe: bytes, data: Handle, options: Event, start: Handle | None,
    ) -> Handle | None:
        """Trains; returns the model, or None if it was stopped."""
        model, result = c_uint64(), c_void_p()
        tell = TRAINING_CALLBACK(self._tell)
        before = self._watch()
        try:
            status = library().lenet_train(
                recipe, data.number, encoded(options), start.number if start else 0, tell, None,
                byref(self._stop), byref(model), byref(result))
            problem = failure(status) if status not in (0, STOPPED) else None
        finally:
            if before is not None:
                signal.signal(signal.SIGINT, before)
            self._bar.end()
        self.result = json.loads(take(result) or b"{}")
        if problem is not None:
            raise problem
        if status == STOPPED:
            return None

        def adopt(place: c_uint64) -> None:
            place.value = model.value

        return Handle(adopt)

    def finish(self) -> None:
        """Raises what stopped the training from outside, now that its files are complete."""
        if self._problem is not None:
            raise self._problem
        if self._is_interrupted:
            raise KeyboardInterrupt("the training was stopped; with output, resume=True goes on from there")

    def _watch(self) -> Any:
        """Lets Ctrl-C stop the training instead of the interpreter; returns what it did before."""
        if threading.current_thread() is not threading.main_thread():
            return None
        before = signal.getsignal(signal.SIGINT)
        # A program that handles the signal itself keeps that.
        if before is not signal.default_int_handler:
            return None

        def stop(number: int, frame: FrameType | None) -> None:
            self._is_interrupted = True
            self._stop.value = 1

        signal.signal(signal.SIGINT, stop)
        return before

    def _tell(self, context: object, text: bytes) -> int:
        # Nothing may leave this function: ctypes would only print it.
        try:
            event: Event = json.loads(text)
            kind = event["event"]
            if kind == "warning":
                print(f"lenet: {event['message']}", file=sys.stderr)
            if kind != "progress":
                self.events.append(event)
            self._bar.show(event)
            if self._callback is not None and self._callback(event) is False:
                return 1
        except BaseException as problem:
            self._problem = problem
            return 1
        return 0
