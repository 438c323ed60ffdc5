"""A bar that shows a training in the terminal or in a notebook."""
from __future__ import annotations

import shutil
import sys
from typing import Any

Event = dict[str, Any]


class Progress:
    """Shows nothing; its subclasses do."""

    @staticmethod
    def chosen(wanted: bool | None) -> Progress:
        """A notebook's bar, a terminal's, or none: by default where a person looks on."""
        if wanted is False:
            return Progress()
        if _is_notebook():
            return NotebookProgress()
        if wanted or sys.stderr is not None and sys.stderr.isatty():
            return TerminalProgress()
        return Progress()

    def show(self, event: Event) -> None:
        """Shows an event."""

    def end(self) -> None:
        """Takes the bar away."""


def _is_notebook() -> bool:
    # Without IPython in the process there is no notebook.
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"


def _sentence(event: Event) -> str:
    left = int(event["secondsLeft"])
    return (
        f"epoch {event['epoch']} of {event['epochs']}  loss {event['loss']:.4f}  "
        f"accuracy {100 * event['accuracy']:.2f} %  {left // 60}:{left % 60:02} left")


def _epoch_sentence(event: Event) -> str:
    parts = [f"epoch {event['epoch']:2}  loss {event['trainLoss']:.4f}"]
    if event.get("validationAccuracy") is not None:
        parts.append(f"validation {100 * event['validationAccuracy']:.2f} %")
    else:
        parts.append(f"accuracy {100 * event['trainAccuracy']:.2f} %")
    if event.get("testAccuracy") is not None:
        parts.append(f"test {100 * event['testAccuracy']:.2f} %")
    return "  ".join([*parts, f"{event['seconds']:.1f} s"])


class TerminalProgress(Progress):
    """A line with a bar on standard error, and a line for each epoch."""

    _width = 20

    def show(self, event: Event) -> None:
        if event["event"] == "progress":
            done = round(self._width * event["fraction"])
            bar = "#" * done + "." * (self._width - done)
            self._write(f"[{bar}] {_sentence(event)}")
        elif event["event"] == "epoch":
            self._write("")
            print(_epoch_sentence(event), file=sys.stderr)

    def _write(self, line: str) -> None:
        columns = shutil.get_terminal_size().columns
        sys.stderr.write("\r\x1b[K" + line[: max(0, columns - 1)])
        sys.stderr.flush()

    def end(self) -> None:
        self._write("")


class NotebookProgress(Progress):
    """A bar of the browser, which the next event replaces."""

    def __init__(self) -> None:
        self._display: Any = None
        self._lines: list[str] = []

    def show(self, event: Event) -> None:
        from IPython.display import HTML, display

        if event["event"] == "epoch":
            self._lines.append(_epoch_sentence(event))
            bar = ""
        elif event["event"] == "progress":
            bar = f"<progress value='{event['fraction']:.4f}' max='1'></progress> {_sentence(event)}"
        else:
            return
        page = HTML(bar + "<pre>" + "\n".join(self._lines) + "</pre>")
        if self._display is None:
            self._display = display(page, display_id=True)
        else:
            self._display.update(page)
