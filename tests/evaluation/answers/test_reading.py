from pathlib import Path

import pytest

from evaluation.answers.kinds.discrimination.records import ChoiceRecord
from evaluation.answers.reading import read_answers
from evaluation.answers.records import NOT_GIVEN
from generators.errors import InputError

HEADER = "answer,listener,experience,country,variant,pair,human_side,choice,correct,seconds,simulated,excluded"
LINE = "7,3,novice,NL,SATB,bwv 1,A,B,false,31.5,false,too_fast"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_answer_is_read_and_further_columns_are_left_alone(tmp_path):
    assert read_answers(written(tmp_path, HEADER, LINE)) == [
        ChoiceRecord("3", "novice", "SATB", "bwv 1", False, "too_fast", "A", "B")
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_as_it_was_exported_whatever_program_saved_it(tmp_path, separator, line_end, encoding):
    numbered = (HEADER, LINE, LINE.replace("7,", "8,", 1).replace("bwv", "Bär"))
    lines = [line.partition(",")[2] for line in numbered]  # a needed column comes first, behind a byte order mark
    exported = read_answers(written(tmp_path, *lines))
    saved = tmp_path / "saved.csv"
    text = line_end.join(line.replace(",", separator).replace("false", "FALSE") for line in lines)
    saved.write_bytes(text.encode(encoding))
    assert read_answers(saved) == exported


@pytest.mark.parametrize(
    ("true", "false"),
    [("true", "false"), ("TRUE", "False"), ("yes", "No"), ("1", "0"), ("1.0", "0.0"), ("WAHR", "FALSCH")],
)
def test_truth_is_read_in_other_words(tmp_path, true, false):
    right = f"7,3,novice,NL,SATB,bwv 1,A,A,{true},31.5,{true},{false}"
    wrong = f"8,3,novice,NL,SATB,bwv 1,A,B,{false},31.5,{false},{true}"
    records = read_answers(written(tmp_path, HEADER, right, wrong))
    assert [(each.correct, each.simulated, each.excluded) for each in records] == [
        (True, True, ""),
        (False, False, "excluded"),
    ]


def test_ids_may_be_text_and_levels_and_sides_in_any_case(tmp_path):
    line = "s1-q7,P07,Novice,NL,SATB,bwv 1,a,b,false,31.5,false,no"
    record = read_answers(written(tmp_path, HEADER, line))[0]
    assert (record.listener, record.experience, record.human_side, record.choice) == ("P07", "novice", "A", "B")


def test_a_decimal_comma_is_read(tmp_path):
    assert (
        len(read_answers(written(tmp_path, HEADER.replace(",", ";"), LINE.replace(",", ";").replace("31.5", "31,5"))))
        == 1
    )


def test_what_an_answer_does_not_need_may_be_missing(tmp_path):
    """Two people's answers about a pair, and which was right: no levels, times, numbers, variants."""
    bare = read_answers(written(tmp_path, "Listener, pair ,human_side,choice", "ann,p1,A,A", "bob,p1,A,B"))
    assert bare == [
        ChoiceRecord("ann", NOT_GIVEN, NOT_GIVEN, "p1", False, "", "A", "A"),
        ChoiceRecord("bob", NOT_GIVEN, NOT_GIVEN, "p1", False, "", "A", "B"),
    ]
    empty = read_answers(written(tmp_path, HEADER, "7,3,,NL,,bwv 1,A,B,false,,false,"))
    assert empty == [ChoiceRecord("3", NOT_GIVEN, NOT_GIVEN, "bwv 1", False, "", "A", "B")]


def test_lines_without_anything_are_no_answers(tmp_path):
    assert len(read_answers(written(tmp_path, HEADER, LINE, "", ",,,,,,,,,,,", LINE.replace("7", "8", 1)))) == 2


def test_what_the_export_guards_is_read_as_it_was(tmp_path):
    record = read_answers(written(tmp_path, HEADER, LINE.replace("SATB", "'3").replace("bwv 1", "'2024/05")))[0]
    assert (record.variant, record.pair) == ("3", "2024/05")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ("answer,listener", "1,2"),
            "answers.csv, line 1: there is no column pair, human_side, choice among answer, li",
        ),
        ((), "answers.csv, line 1: there is no column listener, pair, human_side, choice among none"),
        ((HEADER + ",pair", LINE + ",x"), "line 1: the column pair stands 2 times"),
        (
            (HEADER, LINE, LINE.replace("7,", "8,", 1).replace("novice", "guru")),
            "line 3: experience is 'guru', not one of novice, intermediate",
        ),
        (
            (HEADER, LINE.replace("false,31.5", "true,31.5")),
            "line 2: correct is true, but B of human side A was chosen",
        ),
        ((HEADER, LINE.replace("31.5", "soon")), "line 2: seconds is 'soon', not a time"),
        ((HEADER, LINE, LINE), "line 3: answer 7 stands a second time, first in line 2"),
        ((HEADER, LINE.replace("31.5", "nan")), "line 2: seconds is 'nan'"),
        ((HEADER, LINE.replace("31.5", "-1")), "line 2: seconds is '-1'"),
        ((HEADER, LINE.replace(",A,", ",C,")), "line 2: human_side is 'C', not one of A, B"),
        ((HEADER, LINE.replace("SATB", "all")), "line 2: variant is 'all', which names all variants together"),
        ((HEADER, LINE.replace("bwv 1", " ")), "line 2: pair is empty"),
        ((HEADER, LINE.replace("bwv 1", "NaN")), "line 2: pair is 'NaN', which programs write for a missing value"),
        ((HEADER, LINE.replace("7,3", "7,")), "line 2: listener is empty"),
        ((HEADER, LINE.replace("7,3", "7,NA")), "line 2: listener is 'NA', which programs write for a missing value"),
        ((HEADER, LINE.replace("too_fast", "nan")), "line 2: excluded is 'nan', not one of no, yes, or a reason"),
        ((HEADER, LINE.replace("too_fast", "NULL")), "line 2: excluded is 'NULL'"),
        ((HEADER, LINE.replace("false,31.5", "maybe,31.5")), "line 2: correct is 'maybe', not one of true, false, yes"),
        ((HEADER, LINE.replace("false,too", ",too")), "line 2: simulated is '', not one of true, false"),
        ((HEADER, "7,3,novice"), "line 2: the line ends before its country"),
        ((HEADER, LINE.replace("31.5", "31,5")), "line 2: 13 values for 12 columns, the last 'too_fast'"),
        ((HEADER, LINE.replace("bwv", "b\0v")), "line 2: a NUL character"),
        ((HEADER, LINE.replace("bwv", '"bwv')), "line 2: unexpected end of data"),
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
