"""manage.py import_pairs: everything or nothing, once."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from evaluation.pairs import folder as pair_folder
from generators.files.musicxml.writer import to_musicxml
from generators.pieces import Piece as Music
from generators.pieces import Tempo, Voice
from tests.turing.conftest import sides
from turing.excerpts.models import Excerpt, Item, Piece

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.django_db


def counts() -> tuple[int, int, int]:
    return Piece.objects.count(), Excerpt.objects.count(), Item.objects.count()


def refused(folder: Path, **options: str) -> str:
    with pytest.raises(CommandError) as refusal:
        call_command("import_pairs", folder, **options)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_a_folder_becomes_pairs_that_can_be_heard_and_seen(folder, researcher, capsys) -> None:
    call_command("import_pairs", folder)
    assert "small: 2 pairs taken in, 0 were there already" in capsys.readouterr().out
    assert counts() == (3, 4, 2)
    first, second = Item.objects.all()
    (human, machine), (_, continued) = sides(first), sides(second)
    assert (first.collection, first.variant, first.tune) == ("small", "A", "tune")
    assert (machine.piece.system, machine.piece.seed) == ("bachbot", 7)
    assert human.samples == machine.samples
    assert (continued.start, continued.length, continued.tempo) == (960, 2160, 120)
    assert continued.music().seconds == pytest.approx(continued.seconds - 2)
    sound, other = (researcher.get(f"/excerpts/{side.pk}/audio.mp3") for side in (human, machine))
    assert len(sound.content) == len(other.content) > 10_000


def test_importing_twice_changes_nothing(folder, capsys) -> None:
    call_command("import_pairs", folder)
    before = counts(), list(Excerpt.objects.values()), list(Item.objects.values())
    call_command("import_pairs", folder)
    assert "0 pairs taken in, 2 were there already" in capsys.readouterr().out
    assert (counts(), list(Excerpt.objects.values()), list(Item.objects.values())) == before


def test_a_pair_whose_music_changed_is_not_replaced(folder, edit) -> None:
    call_command("import_pairs", folder)
    edit("pairs.csv", "second,SATB,tune,tune,machine-2", "second,SATB,tune,tune,machine-1")
    assert "'small/second' is there already and is another one: choose another --collection" in refused(folder)
    assert counts() == (3, 4, 2)
    call_command("import_pairs", folder, collection="new")
    assert Item.objects.count() == 4


def test_a_fault_in_the_last_line_leaves_the_database_as_it_was(folder, edit) -> None:
    edit("pairs.csv", "4.5", "45")
    assert "pairs.csv, line 3" in refused(folder)
    assert counts() == (0, 0, 0)


def test_a_name_too_long_for_its_column_is_named(folder, edit) -> None:
    edit("pairs.csv", "second,SATB", "second," + "S" * 31)
    assert refused(folder).startswith("pair 'second': variant: ")
    assert counts() == (0, 0, 0)


def test_a_name_that_cannot_stand_in_an_address_is_refused(folder) -> None:
    assert "'a/b' cannot stand in an address" in refused(folder, collection="a/b")
    assert counts() == (0, 0, 0)


def test_the_same_notes_under_another_name_are_another_piece(folder, edit) -> None:
    call_command("import_pairs", folder)
    edit("pieces.csv", "by hand", "by someone else")
    call_command("import_pairs", folder, collection="mine")
    sources = {sides(item)[0].piece.source for item in Item.objects.filter(name="first")}
    assert sources == {"by hand", "by someone else"}


def test_a_folder_for_clips_that_cannot_be_written_is_one_line_and_exit_code_2(folder, settings, tmp_path) -> None:
    (tmp_path / "file").touch()
    settings.RENDERS = [tmp_path / "file"]
    assert str(tmp_path / "file") in refused(folder)


def test_a_silent_excerpt_is_refused(folder, chorale) -> None:
    early = Voice("Soprano", chorale.voices[0].notes[:2])  # the cut begins after them
    (folder / "two.musicxml").write_text(to_musicxml(replace(chorale, voices=(early,))))
    assert "pairs.csv, line 3: there are no notes in one of its cuts" in refused(folder)
    assert counts() == (0, 0, 0)


def test_a_database_not_migrated_is_one_line_and_exit_code_2(folder, tmp_path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "PATH": "", "RENDERS": str(tmp_path / "r")}
    command = [sys.executable, "manage.py", "import_pairs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "the database is not migrated" in done.stderr


def test_a_database_that_cannot_be_opened_is_one_line_and_exit_code_2(folder, tmp_path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/no/such/place.sqlite3", "PATH": ""}
    command = [sys.executable, "manage.py", "import_pairs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be used: unable to open" in done.stderr


def test_what_is_heard_otherwise_is_said_for_each_file_and_pair(folder, edit, chorale, capsys, monkeypatch) -> None:
    """The human's files name reading's changes; the machine's are at another tempo."""
    read = pair_folder.read_piece

    def changed(path: Path, *others: object) -> Music:
        found = read(path, *others)
        return replace(found, changes=("12 grace notes left out", "1 trill")) if path.stem == "tune" else found

    monkeypatch.setattr(pair_folder, "read_piece", changed)
    call_command("import_pairs", folder)
    tempo = "the machine's piece is played at the human's 120 instead of 90 quarters a minute"
    assert capsys.readouterr().out.splitlines()[:-1] == [
        "tune.musicxml: 12 grace notes left out; 1 trill",
        f"pair first: {tempo}",
        f"pair second: {tempo}",
    ]
    assert Item.objects.get(name="first").changes == [
        "the human's file: 12 grace notes left out",
        "the human's file: 1 trill",
        tempo,
    ]


def test_an_excerpt_keeps_its_changes_of_tempo(folder, monkeypatch) -> None:
    read, tempos = pair_folder.read_piece, (Tempo(0, 120.0), Tempo(1920, 60.0))
    monkeypatch.setattr(pair_folder, "read_piece", lambda *given: replace(read(*given), tempos=tempos))
    call_command("import_pairs", folder)
    for side in sides(Item.objects.get(name="first")):
        assert side.tempos == [[0, 120.0], [1920, 60.0]]
        assert side.music().tempos == tempos
        assert side.seconds == pytest.approx(2 + 4 + 2, abs=1e-3)
        assert side.tempo == pytest.approx(80)


def test_one_tempo_of_an_older_site_becomes_a_map(transactional_db) -> None:
    before = [("excerpts", "0001_initial")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    old = executor.loader.project_state(before).apps
    piece = old.get_model("excerpts", "Piece").objects.create(digest="d", title="t", origin="human", musicxml="")
    fields = {"start": 0, "length": 480, "audio": "a", "samples": 1, "loudness": -20, "settings": {}}
    old.get_model("excerpts", "Excerpt").objects.create(piece=piece, tempo=66.0, **fields)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert Excerpt.objects.get().tempos == [[0, 66.0]]
