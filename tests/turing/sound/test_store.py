"""Rendered files: found in any of the folders, written to the first, whole or not at all."""

from pathlib import Path

import pytest

from turing.sound.store import Store


def test_a_file_is_found_in_any_folder_and_the_first_counts(tmp_path: Path) -> None:
    own, given = tmp_path / "own", tmp_path / "given"
    given.mkdir()
    (given / "a.mp3").write_bytes(b"given")
    store = Store([own, given])
    assert store.find("a.mp3") == given / "a.mp3"
    assert store.save("a.mp3", b"own") == own / "a.mp3" == store.find("a.mp3")
    assert store.find("b.mp3") is None


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("generators.files.writing.os.replace", full)
    with pytest.raises(OSError, match="no space"):
        Store([tmp_path]).save("a.mp3", b"sound")
    assert list(tmp_path.iterdir()) == []
