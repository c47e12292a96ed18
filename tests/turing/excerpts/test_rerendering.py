"""manage.py render_clips: the clips that come with the site can be made again, and nobody forgets to."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_what_was_rendered_is_found_bit_identical_again(folder: Path, tmp_path: Path, capsys) -> None:
    call_command("render_clips", folder, "--to", tmp_path / "audio")
    assert "4 files" in capsys.readouterr().out
    call_command("render_clips", folder, "--to", tmp_path / "audio", "--check")
    assert "every file comes out bit-identical" in capsys.readouterr().out


def test_a_clip_that_is_changed_missing_or_left_over_is_named(folder: Path, tmp_path: Path) -> None:
    audio = tmp_path / "audio"
    call_command("render_clips", folder, "--to", audio)
    changed, missing, *_ = sorted(audio.iterdir())
    changed.write_bytes(changed.read_bytes()[:-1] + b"!")
    missing.unlink()
    (audio / "old.mp3").write_bytes(b"")
    with pytest.raises(CommandError) as found:
        call_command("render_clips", folder, "--to", audio, "--check")
    assert found.value.returncode == 1
    assert str(found.value).splitlines() == [
        "3 files differ:",
        f"{changed.name}: other bytes",
        f"{missing.name}: missing",
        "old.mp3: belongs to no pair",
    ]


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no pairs\.csv in") as refusal:
        call_command("render_clips", tmp_path, "--to", tmp_path / "audio")
    assert refusal.value.returncode == 2
