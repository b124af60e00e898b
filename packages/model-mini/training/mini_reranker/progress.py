"""Progress with an estimate of the time left, on stderr."""
import sys
import time


class Progress:
    """Counts done parts of a known total; a line each tenth, or one line rewritten on a terminal."""

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total, self.done = label, max(total, 1), 0
        self._first = 0
        self._started = time.monotonic()
        self._shown = -1

    def start_at(self, done: int) -> None:
        """Says that this much was done before the clock ran, as after a resumed checkpoint."""
        self.done = self._first = done

    def advance(self, parts: int = 1, note: str = '') -> None:
        """Counts `parts` more as done; `note` is shown behind the times."""
        self.done += parts
        terminal = sys.stderr.isatty()
        tenth = self.done * (100 if terminal else 10) // self.total
        if tenth == self._shown and self.done < self.total:
            return
        self._shown = tenth
        spent = time.monotonic() - self._started
        left = spent / max(self.done - self._first, 1) * (self.total - self.done)
        line = f'{self.label} {self.done}/{self.total} ({100 * self.done // self.total} %), {spent:.0f} s, {left:.0f} s left'
        line += f', {note}' if note else ''
        end = '\n' if not terminal or self.done >= self.total else ''
        print(('\r\x1b[K' if terminal else '') + line, end=end, file=sys.stderr, flush=True)


def say(text: str) -> None:
    """One line on stderr."""
    print(text, file=sys.stderr, flush=True)
