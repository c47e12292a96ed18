"""What people are told of what reading their files left out or changed."""

from generators.counts import counted
from generators.files.reporting import lines, merged, tell


def test_few_files_have_a_line_each_and_those_without_changes_none() -> None:
    told = {"a.mid": ("1 note never ended", "2 pitch bends left out"), "b.mid": (), "c.mid": ("1 note never ended",)}
    assert lines(told) == ["a.mid: 1 note never ended; 2 pitch bends left out", "c.mid: 1 note never ended"]


def test_many_files_are_summed_up_by_what_is_most_frequent_with_an_example() -> None:
    """Numbers, and singular and plural, make no difference."""
    told = {f"{number}.mid": (f"{counted(number, 'note')} left out",) for number in range(1, 8)}
    told["8.mid"] = ("1 pitch bend left out", "3 notes left out")
    assert lines(told) == [
        "in 8 files: 1 note left out (1.mid)",
        "in 1 file: 1 pitch bend left out (8.mid)",
    ]


def test_a_summary_has_twelve_lines_and_says_how_much_more_there_is() -> None:
    told = {f"{word}.mid": (f"1 {word} left out",) for word in "abcdefghijklmnopq"}
    told["r.mid"] = ("2 q left out",)
    summed = lines(told)
    assert summed[0] == "in 2 files: 1 q left out (q.mid)"
    assert (len(summed), summed[-1]) == (13, "and 5 other kinds of changes")


def test_it_is_said_on_standard_error(capsys) -> None:
    tell({"a.mid": ("1 note left out",), "b.mid": ()})
    assert capsys.readouterr() == ("", "changed in reading: a.mid: 1 note left out\n")


def test_what_is_said_twice_is_told_once() -> None:
    assert merged(("a", "b"), ["b", "c"]) == ("a", "b", "c")
