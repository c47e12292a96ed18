"""Banks of recordings as people have them, through the command into the database and out to a browser."""

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command
from django.test import Client

from generators.files.musicxml.writer import to_musicxml
from turing.excerpts.models import Excerpt, Item, Piece
from turing.sound import recordings

pytestmark = pytest.mark.django_db
RATE = 22_050


def tone(path: Path, pitch: float, seconds: float = 1.5, level: float = 0.2, rate: int = RATE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(round(seconds * rate)) / rate
    soundfile.write(path, level * np.sin(2 * np.pi * pitch * time), rate)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """As BachBot's: marked MP3s of different lengths and levels, in a folder for each variant."""
    folder = tmp_path / "bach bank"
    for number, variant in enumerate(("AT", "SATB"), 1):
        for chorale in (1, 2):
            tone(folder / variant / f"{chorale}_real.mp3", 220 * chorale, 1.5 + number / 10, 0.1 * number)
            tone(folder / variant / f"{chorale}_fake.mp3", 275 * chorale + number, 1.8, 0.7)
    return folder


def refused(path: Path, **options: object) -> tuple[str, int]:
    with pytest.raises(CommandError) as error:
        call_command("import_bank", path, **options)
    assert "\n" not in str(error.value)
    return str(error.value), error.value.returncode


def counts() -> tuple[int, int, int]:
    return Piece.objects.count(), Excerpt.objects.count(), Item.objects.count()


def test_a_bank_of_marked_files_in_variants_is_taken_in(bank: Path, researcher: Client, capsys) -> None:
    call_command("import_bank", bank, collection="bachbot")
    assert counts() == (8, 8, 4)
    assert {(item.name, item.variant, item.tune) for item in Item.objects.all()} == {
        ("AT-1", "AT", "1"),
        ("AT-2", "AT", "2"),
        ("SATB-1", "SATB", "1"),
        ("SATB-2", "SATB", "2"),
    }
    for item in Item.objects.all():
        one, other = item.excerpts.all()
        assert {one.piece.origin, other.piece.origin} == {"human", "machine"}
        assert (one.samples, one.loudness) == (other.samples, other.loudness)
        sounds = [researcher.get(f"/excerpts/{side.pk}/audio.mp3").content for side in (one, other)]
        assert len(sounds[0]) == len(sounds[1]) > 1_000
        assert [side.has_notes for side in (one, other)] == [False, False]
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "bachbot: 4 items taken in, 0 were there already"
    assert sum(line.startswith("AT/1_fake.mp3: resampled from 22,050 to 44,100") for line in lines) == 1
    changes = Item.objects.get(name="AT-1").changes
    assert "the machine's file: cut from 1.8 s to 1.6 s and faded over 0.5 s" in changes


def test_taking_it_in_twice_changes_nothing(bank: Path, capsys) -> None:
    call_command("import_bank", bank, collection="bachbot")
    call_command("import_bank", bank, collection="bachbot")
    assert capsys.readouterr().out.splitlines()[-1] == "bachbot: 0 items taken in, 4 were there already"
    assert counts() == (8, 8, 4)


def test_a_zip_of_it_is_the_same(bank: Path) -> None:
    archive = bank.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as packed:
        for file in bank.rglob("*.mp3"):
            packed.write(file, file.relative_to(bank.parent))
    call_command("import_bank", bank, collection="folder")
    call_command("import_bank", archive, collection="zip")
    assert counts() == (8, 8, 8)


def test_systems_without_a_person_have_single_clips(tmp_path: Path) -> None:
    for number, name in enumerate(("gpt/one.wav", "gpt/two words.wav", "lstm/first.flac")):
        tone(tmp_path / "bank" / name, 200 + 50 * number)
    call_command("import_bank", tmp_path / "bank", seconds=1.2)
    found = {(item.name, item.variant, item.excerpts.get().piece.system) for item in Item.objects.all()}
    assert found == {("gpt-one", "all", "gpt"), ("gpt-two-words", "all", "gpt"), ("lstm-first", "all", "lstm")}
    assert {excerpt.samples for excerpt in Excerpt.objects.all()} == {round(1.2 * 44_100)}


def test_many_systems_are_heard_beside_a_person(tmp_path: Path) -> None:
    for number, maker in enumerate(("human", "gpt", "lstm", "ngram")):
        tone(tmp_path / "bank" / maker / "x.wav", 200 + 50 * number)
    call_command("import_bank", tmp_path / "bank")
    versions = Item.objects.get().excerpts.values_list("piece__origin", "piece__system")
    assert set(versions) == {("human", ""), ("machine", "gpt"), ("machine", "lstm"), ("machine", "ngram")}


def test_every_item_that_cannot_be_used_is_named_and_nothing_is_written(bank: Path, capsys) -> None:
    (bank / "AT" / "1_fake.mp3").write_bytes(b"no sound")
    tone(bank / "SATB" / "2_real.mp3", 220, level=0)
    line, code = refused(bank, collection="bachbot")
    assert line.startswith("2 of 4 items cannot be taken in: item AT-1: AT/1_fake.mp3: cannot be read as sound")
    assert code == 2
    assert "item SATB-2: SATB/2_real.mp3: next to silent" in capsys.readouterr().err
    assert counts() == (0, 0, 0)


def test_a_corrected_file_is_all_that_is_read_again(bank: Path, monkeypatch) -> None:
    whole = (bank / "AT" / "1_fake.mp3").read_bytes()
    (bank / "AT" / "1_fake.mp3").write_bytes(b"no sound")
    refused(bank, collection="bachbot")
    (bank / "AT" / "1_fake.mp3").write_bytes(whole)
    read, reading = [], recordings.read_recording
    monkeypatch.setattr(
        recordings, "read_recording", lambda file, *more: read.append(file.name) or reading(file, *more)
    )
    call_command("import_bank", bank, collection="bachbot")
    assert sorted(read) == ["1_fake.mp3", "1_real.mp3"]


def test_other_music_under_the_same_name_is_refused(bank: Path) -> None:
    call_command("import_bank", bank, collection="bachbot")
    tone(bank / "AT" / "1_fake.mp3", 333, 1.8, 0.7)
    assert "'bachbot/AT-1' is there already and is another one" in refused(bank, collection="bachbot")[0]
    assert counts() == (8, 8, 4)


@pytest.mark.parametrize("seconds", [0.5, 601, float("nan")])
def test_lengths_that_no_clip_can_have_are_refused(bank: Path, seconds: float) -> None:
    assert "choose 1 to 600" in refused(bank, seconds=seconds)[0]


def test_names_that_are_one_in_addresses_are_refused(tmp_path: Path) -> None:
    tone(tmp_path / "bank" / "gpt" / "a b.wav", 220)
    tone(tmp_path / "bank" / "gpt" / "a,b.wav", 330)
    line, _ = refused(tmp_path / "bank")
    assert line == "the items 'gpt-a b' and 'gpt-a,b' are both 'gpt-a-b' in addresses; rename one"


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none")[0].endswith("none: no such folder or file")


def test_notes_are_played_beside_each_other_at_the_persons_tempo(tmp_path: Path, chorale, imitation, capsys) -> None:
    bass = replace(chorale, voices=chorale.voices[3:], tempos=imitation.tempos)
    for maker, music in {"gpt": imitation, "human": chorale, "lstm": bass}.items():
        (tmp_path / "bank" / maker).mkdir(parents=True)
        (tmp_path / "bank" / maker / "x.musicxml").write_text(to_musicxml(music))
    call_command("import_bank", tmp_path / "bank")
    versions = Item.objects.get().excerpts.order_by("versions__pk")
    assert [each.piece.system for each in versions] == ["", "gpt", "lstm"]
    assert {(each.tempo, each.samples, each.length) for each in versions} == {(120, 6 * 44_100, 3840)}
    assert [len(each.music().voices) for each in versions] == [4, 4, 1]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "item x: the gpt's piece is played at the human's 120 instead of 90 quarters a minute; the"
    )


def test_notes_are_cut_to_the_quarters_that_fit(tmp_path: Path, chorale, imitation) -> None:
    for maker, music in {"human": chorale, "gpt": imitation}.items():
        (tmp_path / "bank" / maker).mkdir(parents=True)
        (tmp_path / "bank" / maker / "x.musicxml").write_text(to_musicxml(music))
    call_command("import_bank", tmp_path / "bank", seconds=4.3)
    # Of 4.3 s the room takes 2: at 120 four quarters fit, at 90 three, which last 1.5 s at 120.
    assert {(each.length, each.seconds) for each in Excerpt.objects.all()} == {(3 * 480, 3.5)}
    assert Item.objects.get().changes[:2] == [
        "the human's file: cut to 4 of its 8 quarters",
        "the gpt's file: cut to 3 of its 8 quarters",
    ]
    assert "no quarter fits into 2.2 s" in refused(tmp_path / "bank", collection="other", seconds=2.2)[0]


def test_recordings_beside_notes_are_refused(bank: Path, chorale) -> None:
    (bank / "AT" / "1_fake.mp3").unlink()
    (bank / "AT" / "1_fake.mxl").write_text(to_musicxml(chorale))
    assert "AT/1_real.mp3, AT/1_fake.mxl: some are recordings and others notes" in refused(bank)[0]
