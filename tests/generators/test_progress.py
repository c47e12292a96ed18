import io

import pytest

from generators import progress

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
        reading.step(RATE)
    return screen.getvalue()


def test_a_terminal_shows_a_bar_with_the_rate(clock, monkeypatch):
    shown = read(Screen(terminal=True), clock, monkeypatch, seconds=4).split("\r")
    assert shown[2] == f"[{'#' * 15:30}] a.txt: 8 of 16 MB, 4 MB/s"
    assert shown[-1] == f"[{'#' * 30}] a.txt: 16 of 16 MB, 4 MB/s\n"


def test_elsewhere_a_line_now_and_then_says_it(clock, monkeypatch):
    shown = read(Screen(terminal=False), clock, monkeypatch, seconds=22)
    assert shown.splitlines() == [f"a.txt: {done} of 88 MB, 4 MB/s" for done in (4, 44, 84, 88)]


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_read_at_once_is_read_without_a_word(clock, monkeypatch, terminal):
    assert read(Screen(terminal), clock, monkeypatch, seconds=0) == ""


def test_a_small_file_is_read_without_a_word_however_slowly(clock, monkeypatch):
    assert read(Screen(terminal=True), clock, monkeypatch, seconds=2) == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_where_nobody_knows_how_large_a_file_is_the_last_word_comes_when_it_is_read(clock, monkeypatch, terminal):
    screen = Screen(terminal)
    monkeypatch.setattr(progress.sys, "stderr", screen)
    reading = progress.ReadingProgress("a.gz", 0)
    for _ in range(3):
        clock[0] += 1
        reading.step(RATE)
    reading.finish()
    assert screen.getvalue().splitlines()[-1].endswith("a.gz: 12 of 12 MB, 4 MB/s")


def test_steps_are_counted_from_what_was_done_before_and_say_what_is_left(clock, monkeypatch):
    screen = Screen(terminal=True)
    monkeypatch.setattr(progress.sys, "stderr", screen)
    pieces = progress.Progress("pieces", 10, done=6)
    for _ in range(4):
        clock[0] += 2
        pieces.step()
    assert screen.getvalue().split("\r")[1:] == [
        f"[{'#' * 21:30}] pieces: 7 of 10, 6 s left",
        f"[{'#' * 24:30}] pieces: 8 of 10, 4 s left",
        f"[{'#' * 27:30}] pieces: 9 of 10, 2 s left",
        f"[{'#' * 30}] pieces: 10 of 10, 0 s left\n",
    ]
