"""An end for tests that could wait for ever; no measure of speed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer."""
    def end(*_: object) -> None:
        raise TimeoutError(f"it hangs: {seconds} s are over")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
