"""A folder of music → token arrays: nothing twice, no copy across the split, the same after a kill."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generators.__main__ import COMMANDS
from generators.checkpoints.card import Card
from generators.checkpoints.networks import save_checkpoint
from generators.command_line import main
from generators.corpora.corpus import PARTS, Tokens
from generators.corpora.prepared import preparing
from generators.corpora.prepared.corpus import Prepared, load_prepared
from generators.corpora.prepared.fingerprints import duplicates, fingerprint
from generators.corpora.prepared.preparing import TWELVE_KEYS, Preparation, prepare
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import UNKNOWN, ChordwiseEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.files import read_piece
from generators.files.guards import STRANGERS
from generators.files.midi import to_midi
from generators.files.musicxml.writer import to_musicxml
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.pieces import Note, Piece, Tempo, Voice, at_tempo, transpose

SETTINGS = Preparation(NotewiseEncoding(), seed=1, transpositions=TWELVE_KEYS)


@pytest.fixture(scope="module")
def pieces(bach: Mapping[str, Piece]) -> dict[str, Piece]:
    return dict(list(bach.items())[:10])


@pytest.fixture(scope="module")
def folder(pieces: Mapping[str, Piece], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten chorales, one of them four times (again, a third higher, at another tempo), and two files that are none."""
    folder = tmp_path_factory.mktemp("music")
    for name, piece in pieces.items():
        (folder / f"{name}.mid").write_bytes(to_midi(piece))
    name, piece = next(iter(pieces.items()))
    (folder / "again.mid").write_bytes((folder / f"{name}.mid").read_bytes())
    (folder / "below").mkdir()
    (folder / "below" / "higher.musicxml").write_text(to_musicxml(transpose(piece, 4)))
    (folder / "below" / "faster.mid").write_bytes(to_midi(at_tempo(piece, 120.0)))
    (folder / "broken.mid").write_bytes(b"MThd rubbish")
    (folder / "empty.mid").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def prepared(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(folder, tmp_path_factory.mktemp("out"), SETTINGS, "ten chorales", jobs=2)


def sequences(prepared: Prepared, part: str) -> list[Tokens]:
    return [*prepared.tokens(part, prepared.encoding).values()]


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a prepared folder, the journal of the scan aside: its order is chance's."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "scan.jsonl"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_fingerprint_knows_no_key_tempo_or_beginning(pieces: Mapping[str, Piece]) -> None:
    for piece in pieces.values():
        assert fingerprint(transpose(piece, -3)) == fingerprint(piece)
        later = replace(
            piece,
            length=piece.length + 480,
            voices=tuple(
                replace(voice, notes=tuple(replace(note, onset=note.onset + 480) for note in voice.notes))
                for voice in piece.voices
            ),
        )
        assert fingerprint(later) == fingerprint(piece)
    assert len({fingerprint(piece).equal for piece in pieces.values()}) == len(pieces)


def test_a_piece_without_some_of_its_notes_is_a_duplicate_and_other_pieces_are_not(pieces: Mapping[str, Piece]) -> None:
    thinned = [
        replace(piece, voices=tuple(replace(v, notes=tuple(v.notes[: -(len(v.notes) // 5)])) for v in piece.voices))
        for piece in pieces.values()
    ]
    prints = [fingerprint(piece) for piece in [*thinned, *pieces.values()]]
    assert duplicates(prints) == {place: place + len(pieces) for place in range(len(pieces))}


def test_pieces_are_kept_once_and_what_cannot_be_read_is_named(prepared: Prepared, pieces: Mapping[str, Piece]) -> None:
    kept = [name for part in PARTS for name in prepared.files[part]]
    first = next(iter(pieces))
    assert sorted(kept) == sorted(["again.mid", *(f"{name}.mid" for name in pieces if name != first)])
    assert prepared.record["duplicates"] == dict.fromkeys(
        ["below/faster.mid", "below/higher.musicxml", f"{first}.mid"], "again.mid"
    )
    assert set(prepared.record["refused"]) == {"broken.mid", "empty.mid"}
    assert prepared.record["refused"]["empty.mid"] == "the file is empty"
    assert [len(prepared.files[part]) for part in PARTS] == [8, 1, 1]


def test_no_transposed_copy_lies_across_the_split(prepared: Prepared) -> None:
    encoding = prepared.encoding
    told = {
        part: {fingerprint(encoding.decode(tokens.tolist())).equal for tokens in sequences(prepared, part)}
        for part in PARTS
    }
    assert not told["train"] & told["valid"] | told["train"] & told["test"] | told["valid"] & told["test"]
    assert len(told["valid"]) == len(told["test"]) == 1


def test_training_pieces_come_in_twelve_keys_within_the_window(prepared: Prepared, pieces: Mapping[str, Piece]) -> None:
    encoding = prepared.encoding
    assert [len(sequences(prepared, part)) for part in PARTS] == [8 * 12, 1, 1]
    name = next(iter(prepared.files["train"]))
    piece = pieces[name.removesuffix(".mid")] if name != "again.mid" else next(iter(pieces.values()))
    for steps, tokens in zip(TWELVE_KEYS, sequences(prepared, "train")[:12], strict=True):
        assert encoding.decode(tokens.tolist()).voices == encoding.quantize(transpose(piece, steps)).voices
    assert prepared.record["tokens"]["train"] == sum(map(len, sequences(prepared, "train")))


def test_chords_are_learned_from_the_training_pieces_in_all_keys(folder: Path, pieces, tmp_path: Path) -> None:
    settings = replace(SETTINGS, encoding=ChordwiseEncoding())
    made = prepare(folder, tmp_path / "out", settings, "", jobs=1)
    encoding = made.encoding
    train = [tokens.tolist() for tokens in sequences(made, "train")]
    assert len(train) == 8 * 12
    assert not any(UNKNOWN in tokens for tokens in train)
    assert {token for tokens in train for token in tokens if token > UNKNOWN} == set(
        range(UNKNOWN + 1, len(encoding.vocabulary))
    )
    struck = [row for tokens in train for row in np.array(tokens)[np.array(tokens) > UNKNOWN]]
    assert struck.count(UNKNOWN + 1) == max(np.bincount(struck))  # the most frequent chord comes first
    assert sequences(made, "train")[0].dtype == np.uint16
    few = prepare(folder, tmp_path / "few", replace(settings, most=20), "", jobs=1)
    assert few.encoding.chords == encoding.chords[:20]
    assert sum(tokens.tolist().count(UNKNOWN) for tokens in sequences(few, "train")) > 0
    (few.folder / "corpus.json").unlink()
    (few.folder / "train" / "00000.npy").unlink()
    again = prepare(folder, few.folder, replace(settings, most=20), "", jobs=1)
    assert contents(again.folder) == contents(few.folder)


def test_music_for_a_checkpoint_is_prepared_in_its_encoding(folder: Path, tmp_path: Path, capsys) -> None:
    encoding = ChordwiseEncoding(("1", "01"))
    model = RecurrentConfig(len(encoding.vocabulary), 4, 4, 1)
    card = Card("clara-chordwise", model, encoding, None, "", "", 1, 1, 2, 2)
    save_checkpoint(tmp_path / "own.safetensors", RecurrentModel(model), card)
    arguments = ["prepare", str(folder), "--encoding-of", str(tmp_path / "own.safetensors"), "--jobs", "1"]
    assert main("generators", "", COMMANDS, [*arguments, "--out", str(tmp_path / "out")]) == 0
    assert load_prepared(tmp_path / "out").encoding == encoding
    capsys.readouterr()
    assert main("generators", "", COMMANDS, [*arguments, "--out", str(tmp_path / "o"), "--option", "held=true"]) == 2
    assert "leave --option out" in capsys.readouterr().err


def test_a_corpus_may_hold_pieces_too_long_for_an_upload(folder: Path, pieces, tmp_path: Path) -> None:
    long = tmp_path / "long"
    shutil.copytree(folder, long)
    one = next(iter(pieces.values()))
    notes = tuple(Note(960 * number, 960, 40 + number * number % 41) for number in range(700))
    slow = tuple(Note(960 * number, 960, 40 + number * number % 41) for number in range(3500))
    (long / "broken.mid").write_bytes(
        to_midi(replace(one, voices=(Voice("S", notes),), length=960 * 700, tempos=(Tempo(0, 120.0),)))
    )
    (long / "empty.mid").write_bytes(
        to_midi(replace(one, voices=(Voice("S", slow),), length=960 * 3500, tempos=(Tempo(0, 10.0),)))
    )
    with pytest.raises(InputError, match="700 seconds long, more than 600"):
        read_piece(long / "broken.mid", STRANGERS)
    record = prepare(long, tmp_path / "out", SETTINGS, "", jobs=1).record
    assert record["refused"] == {"empty.mid": "42,000 seconds long, more than 36,000"}


def test_drums_stay_in_their_only_key(bach: Mapping[str, Piece], tmp_path: Path, capsys) -> None:
    rng = np.random.default_rng(1)
    (tmp_path / "music").mkdir()
    for number in range(5):
        hits = tuple(Note(120 * step, 60, int(rng.choice([36, 38, 42]))) for step in range(64))
        beat = Piece((Voice("drums", hits, drums=number > 1),), 120 * 64)  # not all are on the drums' channel
        (tmp_path / "music" / f"{number}.mid").write_bytes(to_midi(beat))
    arguments = ["prepare", str(tmp_path / "music"), "--encoding", "drums", "--out", str(tmp_path / "out")]
    assert main("generators", "", COMMANDS, arguments) == 0
    assert capsys.readouterr().out.startswith("train: 3 pieces, 192 tokens")


def test_an_encoding_that_knows_one_key_gets_one_copy(folder: Path, tmp_path: Path) -> None:
    chorales = prepare(folder, tmp_path / "out", replace(SETTINGS, encoding=ChoraleEncoding()), "", jobs=1)
    assert [len(sequences(chorales, part)) for part in PARTS] == [8, 1, 1]


def test_the_split_depends_on_the_files_and_the_seed_not_on_their_names(
    folder: Path, prepared: Prepared, tmp_path: Path
) -> None:
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    kept = {name: digest for part in PARTS for name, digest in prepared.files[part].items()}
    for number, name in enumerate(sorted(kept, reverse=True)):
        (renamed / f"{number:02}.mid").write_bytes((folder / name).read_bytes())

    def parts(seed: int) -> dict[str, set[str]]:
        made = prepare(renamed, tmp_path / f"out{seed}", replace(SETTINGS, seed=seed), "", jobs=1)
        return {part: set(made.files[part].values()) for part in PARTS}

    assert parts(1) == {part: set(prepared.files[part].values()) for part in PARTS}
    assert parts(2) != parts(1)


def test_a_preparation_that_was_stopped_goes_on_to_the_same_result(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "SHARD", 3)
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    prepare(folder, whole, SETTINGS, "", jobs=1)
    prepare(folder, stopped, SETTINGS, "", jobs=1)
    (stopped / "corpus.json").unlink()
    journal = (stopped / "scan.jsonl").read_text()
    (stopped / "scan.jsonl").write_text(journal[: len(journal) // 2])  # cut off within a line
    (stopped / "train" / "00001.npy").unlink()
    untouched = stopped / "train" / "00000.npy"
    before = untouched.stat().st_mtime_ns
    with pytest.raises(InputError, match="is no prepared corpus"):
        load_prepared(stopped)
    prepare(folder, stopped, SETTINGS, "", jobs=1)
    assert contents(stopped) == contents(whole)
    assert untouched.stat().st_mtime_ns == before


def test_a_folder_that_holds_another_preparation_or_anything_else_is_refused(
    folder: Path, prepared: Prepared, tmp_path: Path
) -> None:
    before = contents(prepared.folder)
    with pytest.raises(InputError, match="holds another preparation"):
        prepare(folder, prepared.folder, replace(SETTINGS, seed=2), "", jobs=1)
    assert contents(prepared.folder) == before
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        prepare(folder, tmp_path / "letters", SETTINGS, "", jobs=1)
    grown = tmp_path / "grown"
    shutil.copytree(folder, grown)
    out = prepare(grown, tmp_path / "out", SETTINGS, "", jobs=1).folder
    (grown / "again.mid").unlink()
    with pytest.raises(InputError, match="has changed since"):
        prepare(grown, out, SETTINGS, "", jobs=1)
    with pytest.raises(InputError, match="is not empty"):
        prepare(folder, tmp_path, SETTINGS, "", jobs=1)


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def check(folder: Path, *options: str, saying: str) -> None:
        arguments = ["prepare", str(folder), "--out", str(tmp_path / "out"), "--jobs", "1", *options]
        assert main("generators", "", COMMANDS, arguments) == 2
        out, err = capsys.readouterr()
        last = err.splitlines()[-1]
        assert out == ""
        assert last.startswith("python -m generators prepare: ")
        assert saying in last
        assert not (tmp_path / "out" / "corpus.json").exists()

    return check


def test_what_cannot_be_prepared_is_one_line(refused, folder: Path, tmp_path: Path) -> None:
    empty, same = tmp_path / "empty", tmp_path / "same"
    empty.mkdir()
    same.mkdir()
    for name in ("a", "b", "c", "d"):
        (same / f"{name}.mid").write_bytes((folder / "again.mid").read_bytes())
    notewise = ("--encoding", "notewise")
    refused(empty, *notewise, saying="holds no MIDI or MusicXML")
    assert not (tmp_path / "out").exists()
    refused(same, *notewise, saying="1 distinct piece that can be used, and a split needs three; duplicates: 3")
    refused(folder, "--encoding", "braille", saying="no encoding 'braille': choose from chorale")
    refused(folder, *notewise, "--option", "duet", saying="option 'duet' is not KEY=VALUE")
    refused(folder, *notewise, "--option", "pedal=true", saying="notewise has not these options")


def test_a_folder_of_nothing_that_can_be_used_says_what_is_wrong(refused, tmp_path: Path) -> None:
    silent, drums = tmp_path / "silent", tmp_path / "drums"
    silent.mkdir()
    drums.mkdir()
    (silent / "rest.mid").write_bytes(to_midi(Piece((Voice("piano", ()),), 1920)))
    beat = Voice("kit", tuple(Note(480 * i, 240, 36) for i in range(8)), drums=True)
    (drums / "beat.mid").write_bytes(to_midi(Piece((beat,), 3840)))
    refused(silent, "--encoding", "notewise", saying="unusable: 1, such as rest.mid: there are no notes in it")
    for name in ("notewise", "chordwise", "pianoroll"):
        refused(drums, "--encoding", name, "--out", str(tmp_path / name), saying=f"beat has drums, which {name} cannot")


def test_the_command_says_what_was_kept_and_what_was_left_out(folder: Path, tmp_path: Path, capsys) -> None:
    arguments = ["--encoding", "notewise", "--option", "keys=88", 'composers=["Bach"]', "--one-key"]
    assert main("generators", "", COMMANDS, ["prepare", str(folder), "--out", str(tmp_path / "out"), *arguments]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("train: 8 pieces, ")
    assert out.endswith("left out: 2 unusable, 3 duplicates\n")
    assert "left out empty.mid: the file is empty\n" in err
    assert "left out below/higher.musicxml: it repeats again.mid\n" in err
    made = load_prepared(tmp_path / "out")
    assert made.encoding == NotewiseEncoding(keys=88, composers=("Bach",))
    assert "licence not stated" in made.about
    assert json.loads((tmp_path / "out" / "corpus.json").read_text())["settings"]["transpositions"] == [0]


@pytest.fixture
def bands(tmp_path: Path) -> Path:
    """Six songs for bass, guitar and drums, a MIDI file each under a karaoke file's name, and two others."""
    rng = np.random.default_rng(5)
    folder = tmp_path / "bands"
    folder.mkdir()
    for number in range(6):
        kit = tuple(Note(240 * step, 120, int(rng.choice([36, 38, 42, 46]))) for step in range(64))
        bass, guitar = (
            tuple(Note(480 * step, 480, int(rng.integers(low, low + 12))) for step in range(32)) for low in (40, 60)
        )
        voices = (Voice("Bass", bass), Voice("Guitar", guitar), Voice("kit", kit, drums=True))
        (folder / f"{number}.kar").write_bytes(to_midi(Piece(voices, 480 * 32)))
    bend = bytes.fromhex("4d54726b 0000000c 00e00050 00903c40 60803c40")
    (folder / "bent.mid").write_bytes(b"MThd\0\0\0\6\0\1\0\1\0\x60" + bend)
    (folder / "readme.txt").write_text("songs")
    return folder


def prepared_voices(bands: Path, out: Path, encoding: str, *voices: str) -> Prepared:
    arguments = ["prepare", str(bands), "--encoding", encoding, "--out", str(out), "--one-key", "--jobs", "1"]
    assert main("generators", "", COMMANDS, [*arguments, *(("--voices", *voices) if voices else ())]) == 0
    return load_prepared(out)


def learned_pitches(prepared: Prepared) -> set[int]:
    pieces = [prepared.encoding.decode(tokens.tolist()) for part in PARTS for tokens in sequences(prepared, part)]
    return {note.pitch for piece in pieces for voice in piece.voices for note in voice.notes}


def test_of_a_band_the_drums_all_pitches_or_a_voice_by_its_name_are_prepared(bands: Path, tmp_path: Path) -> None:
    drums = prepared_voices(bands, tmp_path / "drums", "drums", "drums")
    assert sum(len(drums.files[part]) for part in PARTS) == 6
    assert learned_pitches(drums) == {36, 38, 42, 46}
    pitched = prepared_voices(bands, tmp_path / "pitched", "notewise", "pitched")
    assert sum(len(pitched.files[part]) for part in PARTS) == 7
    assert learned_pitches(pitched) == set(range(40, 52)) | set(range(60, 72))
    bass = prepared_voices(bands, tmp_path / "bass", "notewise", "bass")
    assert learned_pitches(bass) == set(range(40, 52))
    assert bass.record["refused"] == {"bent.mid": "bent has no voice that is bass: it has track 1"}
    both = prepared_voices(bands, tmp_path / "both", "notewise", "Bass", "guitar")
    assert learned_pitches(both) == learned_pitches(pitched)
    assert (drums.voices, both.voices) == (("drums",), ("Bass", "guitar"))


def test_a_band_as_a_whole_is_refused_by_encodings_of_pitches(bands: Path, tmp_path: Path, refused) -> None:
    refused(bands, "--encoding", "notewise", saying="0 has drums, which notewise cannot carry")


def test_what_reading_left_out_and_what_is_no_music_is_told_and_kept(bands: Path, tmp_path: Path, capsys) -> None:
    made = prepared_voices(bands, tmp_path / "out", "notewise", "pitched")
    err = capsys.readouterr().err
    assert "changed in reading: bent.mid: 1 pitch bend left out\n" in err
    assert "left out 1 file that is no music, or the same in another format, such as readme.txt\n" in err
    assert made.record["changes"] == {"bent.mid": ["1 pitch bend left out"]}
    assert made.record["no_music"] == ["readme.txt"]
    (tmp_path / "out" / "corpus.json").unlink()
    prepared_voices(bands, tmp_path / "out", "notewise", "pitched")  # what was scanned before is told again
    assert "changed in reading: bent.mid: 1 pitch bend left out\n" in capsys.readouterr().err


def test_other_voices_are_another_preparation(bands: Path, tmp_path: Path, refused, capsys) -> None:
    prepared_voices(bands, tmp_path / "out", "notewise", "bass")
    (tmp_path / "out" / "corpus.json").unlink()
    capsys.readouterr()
    refused(bands, "--encoding", "notewise", "--voices", "guitar", "--one-key", saying="holds another preparation")
