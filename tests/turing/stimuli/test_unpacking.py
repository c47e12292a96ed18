"""Archives, honest and hostile."""

import stat
import zipfile
from pathlib import Path

import pytest

from generators.errors import InputError
from turing.stimuli import unpacking
from turing.stimuli.unpacking import unpack


def packed(path: Path, *names: str | zipfile.ZipInfo, data: bytes = b"sound") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, data)
    return path


def refusal(archive: Path, folder: Path) -> str:
    with pytest.raises(InputError) as refused:
        unpack(archive, folder)
    assert "\n" not in str(refused.value)
    outside = [path for path in folder.parent.rglob("*") if path.is_file() and folder not in path.parents]
    assert all(path.suffix == ".zip" for path in outside)
    return str(refused.value)


def test_files_lie_where_the_archive_has_them(tmp_path: Path) -> None:
    unpack(packed(tmp_path / "bank.zip", "human/x.wav", "gpt/größe.wav", "empty/"), tmp_path / "out")
    files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert files == {"human/x.wav", "gpt/größe.wav"}
    assert (tmp_path / "out/human/x.wav").read_bytes() == b"sound"


@pytest.mark.parametrize("name", ["../x.wav", "a/../../x.wav", "/x.wav", "C:/x.wav", "a\\..\\x.wav", "a\nb.wav"])
def test_no_path_leaves_the_folder(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "bank.zip", "fine.wav", name)
    assert refusal(archive, tmp_path / "out") == f"bank.zip: {name!r} is no path within a folder"


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("x.wav")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "x.wav is a link" in refusal(packed(tmp_path / "bank.zip", link, data=b"/etc/passwd"), tmp_path / "out")


def test_a_bomb_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(unpacking, "UNPACKED", 1_000_000)
    archive = packed(tmp_path / "bomb.zip", "a.wav", "b.wav", data=bytes(600_000))
    assert archive.stat().st_size < 3_000
    assert refusal(archive, tmp_path / "out") == "bomb.zip: more than 0.001 GB when unpacked"
    assert not (tmp_path / "out").exists()


def test_an_entry_larger_than_it_says_is_damaged(tmp_path: Path) -> None:
    archive = packed(tmp_path / "liar.zip", "a.wav", data=bytes(600_000))
    data = archive.read_bytes().replace((600_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    archive.write_bytes(data)
    assert "no zip, or a damaged one" in refusal(archive, tmp_path / "out")
    assert (tmp_path / "out/a.wav").stat().st_size <= 10


def test_too_many_files_are_not_even_listed(tmp_path: Path, monkeypatch) -> None:
    archive = packed(tmp_path / "many.zip", *(f"{number}.wav" for number in range(5_001)), data=b"")
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("listed"))
    assert refusal(archive, tmp_path / "out") == "many.zip: more than 5,000 files"


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = packed(tmp_path / "twice.zip", "x.wav", "x.wav")
    assert refusal(archive, tmp_path / "out") == "twice.zip: two files of the name x.wav"


def test_a_file_is_no_folder_as_well(tmp_path: Path) -> None:
    both = packed(tmp_path / "both.zip", "y", "y/z.wav")
    assert refusal(both, tmp_path / "out").startswith("both.zip: two files of the name")


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: b"no zip" * 99, lambda data: data[:-30], lambda data: data[40:]]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, damage) -> None:
    archive = packed(tmp_path / "bank.zip", "x.wav")
    archive.write_bytes(damage(archive.read_bytes()))
    assert "no zip" in refusal(archive, tmp_path / "out")
