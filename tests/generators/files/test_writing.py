"""Files are written whole or not at all, whoever else writes them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from generators.files.writing import whole_file, write_whole

WRITER = """
import sys
from pathlib import Path
from generators.files.writing import write_whole
for _ in range(300):
    write_whole(Path(sys.argv[1]), sys.argv[2].encode() * 200_000)
"""


def test_two_processes_that_write_one_file_each_write_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "shared.json"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), letter]) for letter in "ab"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if path.exists():
            content = path.read_bytes()
            seen.add((len(content), content[:1] * 200_000 == content))
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == {(200_000, True)}
    assert list(tmp_path.iterdir()) == [path]


def _write_until_full(file: BinaryIO) -> None:
    file.write(b"aft")
    raise OSError(28, "No space left on device")


def test_what_fails_half_way_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    write_whole(path, b"before")
    with pytest.raises(OSError, match="No space left"), whole_file(path) as file:
        _write_until_full(file)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_may_read_other_new_files_may_read_these(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "clip.mp3", b"sound")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "clip.mp3").stat().st_mode) == 0o640
