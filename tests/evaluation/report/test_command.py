"""The report command as a person types it, and its page as a browser reads it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from evaluation.__main__ import COMMANDS
from generators.checkpoints.card import Card
from generators.checkpoints.networks import save_checkpoint
from generators.command_line import main
from generators.encodings.chorale import ChoraleEncoding, note_token
from generators.files.writing import write_piece
from tests.evaluation.pairs.cast import folder_of_pairs

NAME = '<img src=x onerror="alert(1)">'


def report(*words: object) -> int:
    return main("evaluation", "", COMMANDS, ["report", *map(str, words)])


@pytest.fixture
def folder(tmp_path, hymn) -> Path:
    """Two sets, references, and held-out hymns for the limits on copies and the alarm."""
    for number in range(3):
        write_piece(hymn(12 + number, (4, 8, 12)), tmp_path / "made" / "lstm" / f"{number}")
        write_piece(hymn(66 + number, step=1), tmp_path / "made" / NAME / f"{number}")
        write_piece(hymn(16 + number), tmp_path / "old" / f"{number}")
    for number in range(20):
        write_piece(hymn(10 + number, step=number % 3), tmp_path / "real" / f"{number}")
    return tmp_path


def all_of(folder: Path, out: Path) -> tuple[object, ...]:
    return (folder / "made", "--references", folder / "old", "--held-out", folder / "real", "--out", out)


@pytest.fixture
def page(folder) -> Path:
    assert report(*all_of(folder, folder / "report.html")) == 0
    return folder / "report.html"


def test_the_page_needs_nothing_but_itself(page) -> None:
    read = html.parse(page).getroot()
    addresses = [value for each in read.iter() for name, value in each.items() if name in ("src", "srcset", "href")]
    assert [each for each in addresses if not each.startswith(("#", "data:image/svg+xml;base64,"))] == []
    assert "url(" not in read.findtext(".//style")
    assert "@import" not in read.findtext(".//style")
    assert list(read.iter("script", "link", "iframe", "object")) == []


def test_its_summary_has_a_sentence_for_each_set_and_its_links_lead_somewhere(page) -> None:
    read = html.parse(page).getroot()
    leads = [lead.text_content() for lead in read.findall(".//p[@class='lead']")]
    assert [lead.split(":")[0] for lead in leads] == [NAME, "lstm"]
    assert all(": BLEU 0." in lead and "its longest copy is" in lead for lead in leads)
    ids = Counter(each.get("id") for each in read.iter() if each.get("id"))
    assert set(ids.values()) == {1}
    assert {link.get("href")[1:] for link in read.iter("a")} <= set(ids)
    titles = [heading.text for heading in read.iter("h2")]
    assert titles[0] == "BLEU against the references"
    assert titles[-1] == "How this was made"


def test_the_same_music_gives_the_same_page_but_for_its_command(folder, page) -> None:
    first = page.read_bytes()
    assert report(*all_of(folder, page)) == 0
    assert page.read_bytes() == first
    assert f"--out {page}" in html.parse(page).getroot().findtext(".//dd/code")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("{}/none", "--references", "{}/old"), "is not a folder"),
        (("{}/made",), "name what its music is held against with --references"),
        (("{}/made", "--references", "{}/old", "--encoding", "runes"), "no encoding 'runes'"),
        (("{}/made", "--references", "{}/old", "--out", "{}/none/page.html"), "is no file in a folder that there is"),
        (("{}/made", "--references", "{}/old", "--out", "{}/made"), "is no file in a folder that there is"),
    ],
)
def test_what_cannot_be_reported_on_is_one_line_and_leaves_nothing(folder, capsys, words, message) -> None:
    before = sorted(folder.iterdir())
    assert report(*(word.format(folder) for word in words)) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("unreadable", ["old/1.musicxml", "real/1.musicxml"])
def test_references_and_held_out_music_must_all_be_readable(folder, capsys, unreadable) -> None:
    (folder / unreadable).write_bytes(b"no music")
    assert report(*all_of(folder, folder / "report.html")) == 2
    error = capsys.readouterr().err
    assert f"{unreadable}: " in error
    assert error.count("\n") == 1
    assert not (folder / "report.html").exists()


def test_a_candidate_that_cannot_be_read_is_left_out_and_named_on_the_page(folder) -> None:
    (folder / "made" / "lstm" / "1.musicxml").write_bytes(b"no music")
    assert report(*all_of(folder, folder / "report.html")) == 0
    read = html.parse(folder / "report.html").getroot()
    (reason,) = [each.text for each in read.findall(".//section[@id='method']//li")]
    assert "lstm/1.musicxml: " in reason
    assert "1 of 6 could not be read: left out." in read.text_content()


def test_a_folder_of_pairs_with_a_piece_that_cannot_be_read_is_refused(tmp_path, folder, capsys) -> None:
    pairs = folder_of_pairs(tmp_path / "pairs")
    (pairs / "two.musicxml").write_bytes(b"no music")
    assert report(pairs, "--references", folder / "old", "--out", tmp_path / "report.html") == 2
    error = capsys.readouterr().err
    assert "two.musicxml: " in error
    assert error.count("\n") == 1
    assert not (tmp_path / "report.html").exists()


def test_with_a_checkpoint_its_harmonizations_stand_beside_bachbots(folder, hymn, ignorant) -> None:
    """The model always begins a G4: right in three sixteenths of the alto's sixteen, and nowhere else.

    BachBot's figures are those of its thesis' notebook "Harmonization Results" (F. Liang 2016).
    """
    with torch.no_grad():
        ignorant.output.bias[note_token(67, tied=False)] = 5.0
    card = Card("always-g", ignorant.config, ChoraleEncoding(), None, "nothing", "none", 1, 1, 5.0, 5.0)
    save_checkpoint(folder / "g.safetensors", ignorant, card)
    write_piece(hymn(4), folder / "short" / "hymn")
    beside = ("--held-out", folder / "short", "--checkpoint", folder / "g.safetensors")
    assert report(*all_of(folder, folder / "report.html"), *beside) == 0
    section = html.parse(folder / "report.html").getroot().find(".//section[@id='harmonization']")
    rows = [[cell.text_content() for cell in row] for row in section.findall(".//tbody/tr")]
    assert rows[:3] == [
        ["S", "1.000", "1.000", "0.532", "0.532", "16", "1"],
        ["A", "0.812", "0.812", "0.442", "0.442", "16", "1"],
        ["T", "1.000", "1.000", "0.235", "0.235", "16", "1"],
    ]
    assert [row[0] for row in rows] == ["S", "A", "T", "B", "AT", "ATB"]


@pytest.mark.browser
def test_the_page_passes_axe_fits_the_screen_and_asks_for_nothing(page, browser) -> None:
    for width, scheme in ((360, "light"), (1280, "dark")):
        shown = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        asked: list[str] = []
        shown.on("request", lambda request, asked=asked: asked.append(request.url))
        shown.goto(page.as_uri())
        shown.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert [violation["id"] for violation in Axe().run(shown).response["violations"]] == []
        assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert shown.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
        assert [url for url in asked if not url.startswith("data:")] == [page.as_uri()]
