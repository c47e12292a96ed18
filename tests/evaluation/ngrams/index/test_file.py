"""Indexes in files: what was written is read, and nothing else."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.bleu import score_candidates
from evaluation.ngrams.index import build_index, is_index, open_index, write_index
from evaluation.ngrams.index import file as file_module
from evaluation.ngrams.index.file import verify
from evaluation.sequences.packed import pack
from generators.errors import InputError

CANDIDATES = [["p60", "wait1", "p62"], ["wait1"]]
REFERENCES = [["p60", "wait1", "p60", "wait1", "p64"], ["p62"]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "music.index"
    write_index(build_index([pack(REFERENCES)], "notewise", 512), path)
    return path


def test_an_index_read_again_says_the_same(path: Path) -> None:
    index = open_index(path)
    assert (index.encoding, index.window, index.count, index.lengths) == ("notewise", 512, 2, {1, 5})
    assert score_candidates(CANDIDATES, index, [0.5, 0.5]) == score_candidates(CANDIDATES, REFERENCES, [0.5, 0.5])
    assert isinstance(index.suffixes.base, np.memmap)
    verify(path)
    assert is_index(path)
    assert [each.name for each in path.parent.iterdir()] == ["music.index"]


def test_every_bit_that_is_changed_is_found(path: Path) -> None:
    whole = path.read_bytes()
    for place in [0, 9, 17, 30, len(whole) // 2, len(whole) - 200]:
        damaged = bytearray(whole)
        damaged[place] ^= 16
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"is damaged|is no index|is truncated"):
            verify(path)


@pytest.mark.parametrize("length", [0, 5, 12, 25, 200, -1, -100])
def test_a_truncated_index_is_refused(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(InputError, match=r"truncated|is no index"):
        open_index(path)


def test_a_longer_file_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(InputError, match="truncated or longer than it was"):
        open_index(path)


def test_an_index_of_another_version_is_refused(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(file_module, "VERSION", 3)
    with pytest.raises(InputError, match="of version 2, not 3: build it again"):
        open_index(path)


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokens.txt").write_text("p60 wait1")
    assert not is_index(tmp_path / "tokens.txt")
    assert not is_index(tmp_path / "absent")
    with pytest.raises(InputError, match="is no index"):
        open_index(tmp_path / "tokens.txt")
    with pytest.raises(InputError, match="No such file"):
        open_index(tmp_path / "absent")


@pytest.mark.parametrize("name", ["suffixes", "bounds", "references"])
@pytest.mark.parametrize("number", [10**9, 2**31 - 1, -1, -(2**31)])
def test_what_lies_outside_the_arrays_is_refused_not_followed(name: str, number: int) -> None:
    """A mapped file can be damaged after it was verified."""
    index = build_index([pack([[1, 2, 3] * 20])])
    array = getattr(index, name)
    damaged = replace(index, **{name: np.full_like(array, np.int64(number).astype(array.dtype))})
    with pytest.raises(InputError, match="damaged: build it again"):
        score_candidates([[1, 2, 3] * 5], damaged)


def test_what_can_be_read_only_once_is_left_untouched() -> None:
    reading, writing = os.pipe()
    os.write(writing, file_module.MAGIC)
    os.close(writing)
    assert not is_index(Path(f"/dev/fd/{reading}"))
    assert os.read(reading, 100) == file_module.MAGIC
    os.close(reading)


def test_a_write_that_is_broken_off_leaves_the_old_index_and_nothing_else(path: Path, monkeypatch) -> None:
    before = path.read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(file_module.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_index(build_index([pack([[1]])]), path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["music.index"]


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        write_index(build_index([pack([[1]])]), tmp_path / "absent" / "music.index")
