from pathlib import Path

import pytest

from evaluation.statistics.answers import read_answers
from evaluation.statistics.records import AnswerRecord
from generators.errors import InputError

HEADER = "answer,listener,experience,country,variant,pair,human_side,choice,correct,seconds,simulated,excluded"
LINE = "7,3,novice,NL,SATB,bwv 1,A,B,false,31.5,false,too_fast"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_answer_is_read_and_further_columns_are_left_alone(tmp_path):
    assert read_answers(written(tmp_path, HEADER, LINE)) == [
        AnswerRecord(7, 3, "novice", "SATB", "bwv 1", "A", "B", 31.5, simulated=False, excluded="too_fast")
    ]


def test_a_file_saved_by_a_spreadsheet_is_read_as_it_was_exported(tmp_path):
    exported = read_answers(written(tmp_path, HEADER, LINE))
    saved = written(tmp_path, HEADER, LINE.replace("false", "FALSE"))
    saved.write_bytes(b"\xef\xbb\xbf" + saved.read_bytes().replace(b"\n", b"\r\n"))  # as Excel's "CSV UTF-8" is
    assert read_answers(saved) == exported


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("answer,listener", "1,2"), "answers.csv has no column experience, variant"),
        (
            (HEADER, LINE, LINE.replace("novice", "guru")),
            "line 3: experience is 'guru', not one of novice, intermediate",
        ),
        (
            (HEADER, LINE.replace("false,31.5", "true,31.5")),
            "line 2: correct is true, but B of human side A was chosen",
        ),
        ((HEADER, LINE.replace("31.5", "soon")), "line 2: seconds is 'soon', not a time"),
        ((HEADER, LINE.replace("7,3", "7,3.5")), "line 2: listener is '3.5', not a whole number"),
        ((HEADER, LINE, LINE), "line 3: answer 7 stands a second time"),
        ((HEADER, LINE.replace("31.5", "nan")), "line 2: seconds is 'nan'"),
        ((HEADER, LINE.replace(",A,", ",C,")), "line 2: human_side is 'C', not one of A, B"),
        ((HEADER, LINE.replace("SATB", "")), "line 2: variant is empty"),
        ((HEADER, LINE.replace("SATB", "all")), "line 2: variant is 'all', which names all variants together"),
        ((HEADER, LINE.replace("bwv 1", " ")), "line 2: pair is empty"),
        ((HEADER, LINE.replace("false,31.5", "WAHR,31.5")), "line 2: correct is 'WAHR', not one of true, false"),
        ((HEADER.replace(",", ";"), LINE.replace(",", ";")), "answers.csv is separated by semicolons, not commas"),
        ((HEADER, "7,3,novice"), "line 2: the line ends before its variant"),
        ((), "has no column answer"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_by_line(tmp_path, lines, message):
    with pytest.raises(InputError, match=message):
        read_answers(written(tmp_path, *lines))


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*missing.csv: No such file"):
        read_answers(tmp_path / "missing.csv")
    (tmp_path / "clip.mp3").write_bytes(b"\xff\xfb\x90\x00" * 20)
    with pytest.raises(InputError, match="is not a CSV file in UTF-8"):
        read_answers(tmp_path / "clip.mp3")
