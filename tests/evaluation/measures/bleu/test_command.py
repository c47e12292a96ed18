"""The bleu command as a person types it; expected scores come from nltk."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nltk.translate.bleu_score import sentence_bleu

from evaluation.__main__ import COMMANDS
from evaluation.bleu import MAIA_WEIGHTS
from evaluation.compiling import COMPILING
from generators.command_line import main
from generators.encodings import ENCODINGS
from generators.files.midi import to_midi
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Note, Piece, Voice

REFERENCES = ["a b c d e f g h i j", "a b c a b c a b c a b c"]
CANDIDATES = ["a b c d e f g h i a b", "x y z"]


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    """A file of references and one of candidates."""
    paths = {"references": tmp_path / "references.txt", "candidates": tmp_path / "candidates.txt"}
    paths["references"].write_text("\n".join(REFERENCES) + "\n")
    paths["candidates"].write_text("\n".join(CANDIDATES) + "\n")
    return paths


def bleu(files, *options: str) -> int:
    paths = ["--references", str(files["references"]), "--candidates", str(files["candidates"])]
    return main("evaluation", "", COMMANDS, ["bleu", *paths, *options])


def chorale(*sopranos: int) -> Piece:
    voices = [Voice("S", tuple(Note(480 * beat, 480, pitch) for beat, pitch in enumerate(sopranos)))]
    for name, pitch in (("A", 67), ("T", 60), ("B", 48)):
        voices.append(Voice(name, (Note(0, 480 * len(sopranos), pitch),)))
    return Piece(tuple(voices), 480 * len(sopranos))


def test_json_carries_the_signature_the_mean_and_each_candidate(files, capsys):
    assert bleu(files, "--weights", "1/2", "1/4", "0.25", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    spread = ["low", "high", "sd", "quartiles", "count", "sources"]
    assert list(report) == ["signature", "mean", *spread, "unmatched", "candidates"]
    expected = sentence_bleu([line.split() for line in REFERENCES], CANDIDATES[0].split(), (0.5, 0.25, 0.25))
    first, second = report["candidates"]
    assert first["name"] == f"{files['candidates']}:1"
    assert (first["bleu"], second["bleu"]) == (expected, 0)
    assert (first["unmatched"], second["unmatched"], report["unmatched"]) == (None, 3, 1)
    assert report["mean"] == expected / 2
    assert first["precisions"][0] == {"n": 1, "matches": 11, "total": 11}
    assert len(first["cumulated"]) == 3
    assert first["brevity_penalty"] == 1


def test_the_table_names_each_candidate_the_mean_and_the_signature(files, capsys):
    assert bleu(files) == 0
    lines = capsys.readouterr().out.splitlines()
    expected = sentence_bleu([line.split() for line in REFERENCES], CANDIDATES[0].split(), MAIA_WEIGHTS)
    assert lines[1].startswith(f"{files['candidates']}:1  {expected:.4f}   1.0000  100.0   90.0")
    assert lines[5].startswith(f"candidates      2  {expected / 2:.4f}  –")  # two are too few for an interval
    assert lines[-1].startswith("bleu|refs:2|")


def test_music_is_read_through_the_named_encoding(tmp_path, capsys):
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "one.musicxml").write_text(to_musicxml(chorale(72, 74, 76, 77)))
    (tmp_path / "references" / "two.mid").write_bytes(to_midi(chorale(72, 71, 69, 67)))
    candidate = tmp_path / "candidate.mid"
    candidate.write_bytes(to_midi(chorale(72, 74, 76, 74)))
    paths = {"references": tmp_path / "references", "candidates": candidate}
    assert bleu(paths, "--encoding", "chorale", "--json") == 0
    encode = ENCODINGS["chorale"]().encode
    references = [encode(chorale(72, 74, 76, 77)), encode(chorale(72, 71, 69, 67))]
    expected = sentence_bleu(references, encode(chorale(72, 74, 76, 74)), MAIA_WEIGHTS)
    report = json.loads(capsys.readouterr().out)
    assert [score["bleu"] for score in report["candidates"]] == [expected]
    assert "|enc:chorale|" in report["signature"]


def test_the_words_of_an_encodings_vocabulary_compare_with_music(tmp_path, capsys):
    encoding = ENCODINGS["chorale"]()
    reference, candidate = tmp_path / "reference.musicxml", tmp_path / "candidate.txt"
    reference.write_text(to_musicxml(chorale(72, 74)))
    candidate.write_text(" ".join(encoding.vocabulary[token] for token in encoding.encode(chorale(72, 74))))
    assert bleu({"references": reference, "candidates": candidate}, "--encoding", "chorale", "--json") == 0
    assert json.loads(capsys.readouterr().out)["mean"] == 1


@pytest.mark.parametrize(
    ("references", "options", "message"),
    [
        (b"", (), "there are no references"),
        (b"a b\n\nc", (), "line 2: no tokens"),
        (b"a \xff\xfe", (), "line 1: not UTF-8"),
        (None, (), "No such file"),
        (b"a b", ("--weights", "half"), "weight 'half' is not a number"),
        (b"a b", ("--weights", "nan"), "weights must be numbers from 0 to 100, not nan"),
        (b"a b", ("--weights", "1/0"), "weight '1/0' is not a number"),
        (b"a b", ("--weights", "1e400", "1"), "weights must be numbers from 0 to 100"),
        (b"A B", (), "has not one token of the references"),
        (b"a b", ("--weights", "0", "0"), "weights are all 0"),
        (b"a b", ("--encoding", "morse"), "no encoding 'morse': there are tokens, chorale"),
        (b"a b", ("--encoding", "chorale"), "line 1: 'a' is not one of"),
    ],
)
def test_bad_input_is_one_line_on_standard_error_and_code_2(files, capsys, references, options, message):
    files["references"].unlink() if references is None else files["references"].write_bytes(references)
    assert bleu(files, *options) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert message in captured.err


def test_music_without_an_encoding_is_refused(tmp_path, files, capsys):
    music = tmp_path / "piece.mid"
    music.write_bytes(to_midi(chorale(72, 74)))
    assert bleu(files | {"references": music}) == 2
    assert "name the encoding to read it through: chorale" in capsys.readouterr().err


def test_a_folder_without_music_is_refused(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert bleu({"references": tmp_path, "candidates": tmp_path / "empty"}, "--encoding", "chorale") == 2
    assert "empty holds no MIDI or MusicXML" in capsys.readouterr().err


def test_the_command_runs_from_the_shell_without_loading_torch(files):
    script = (
        "import runpy, sys; sys.argv = ['evaluation', *sys.argv[1:]]\n"
        "try: runpy.run_module('evaluation', run_name='__main__')\n"
        "except SystemExit as end: sys.exit(end.code or ('torch' in sys.modules) * 3)"
    )
    arguments = ["bleu", "--references", files["references"], "--candidates", files["candidates"]]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=Path(__file__).parents[4], capture_output=True
    )
    assert (done.returncode, done.stderr.decode().removeprefix(f"{COMPILING}\n")) == (0, "")
