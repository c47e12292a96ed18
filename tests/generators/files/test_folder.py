"""The music files of a folder."""

from pathlib import Path

import pytest

from generators.errors import InputError
from generators.files import music_files, read_piece


def test_a_piece_in_two_formats_counts_once_and_order_is_that_of_names(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    for name in ("b.mid", "b.musicxml", "a.mid", "a.txt", "below/b.mid", "a2.MXL"):
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in music_files(tmp_path)]
    assert found == ["a.mid", "a2.MXL", "b.musicxml", "below/b.mid"]


def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"notes\.txt: cannot read \.txt, only \.musicxml"):
        read_piece(tmp_path / "notes.txt")
