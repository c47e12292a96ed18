import io

import pytest

from evaluation.sequences import progress

RATE = 4_000_000  # bytes a second


class Screen(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The time, which tests turn forward."""
    time = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: time[0])
    return time


def read(screen: Screen, clock: list[float], monkeypatch, seconds: int) -> str:
    monkeypatch.setattr(progress.sys, "stderr", screen)
    reading = progress.ReadingProgress("a.txt", seconds * RATE)
    for _ in range(seconds):
        clock[0] += 1
        reading.advance(RATE)
    reading.finish()
    return screen.getvalue()


def test_a_terminal_shows_a_bar_with_the_rate(clock, monkeypatch):
    shown = read(Screen(terminal=True), clock, monkeypatch, seconds=4).split("\r")
    assert shown[2] == f"{'#' * 15:30} a.txt: 8 of 16 MB, 4 MB/s"
    assert shown[-1] == f"{'#' * 30} a.txt: 16 of 16 MB, 4 MB/s\n"


def test_elsewhere_a_line_now_and_then_says_it(clock, monkeypatch):
    shown = read(Screen(terminal=False), clock, monkeypatch, seconds=22)
    assert shown.splitlines() == [f"a.txt: {done} of 88 MB, 4 MB/s" for done in (4, 44, 84, 88)]


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_read_at_once_is_read_without_a_word(clock, monkeypatch, terminal):
    assert read(Screen(terminal), clock, monkeypatch, seconds=0) == ""


def test_a_small_file_is_read_without_a_word_however_slowly(clock, monkeypatch):
    assert read(Screen(terminal=True), clock, monkeypatch, seconds=2) == ""
