"""Scores, counted in what verovio drew."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from django.conf import settings

from generators.pieces import Piece
from tests.turing.conftest import sides
from turing.sheet import engraving
from turing.sheet.engraving import EngravingError, engrave, stored_score
from turing.sheet.notation import written_out


def drawn(svg: str, kind: str) -> int:
    """How many elements of a kind (note, fermata, staff …) are in the drawing."""
    return len(re.findall(rf'<g [^>]*class="{kind}[" ]', svg))


def test_every_note_and_the_fermata_are_engraved(chorale: Piece, store) -> None:
    svg = stored_score(chorale, store)
    assert drawn(svg, "note") == 32
    assert drawn(svg, "fermata") >= 1


def test_the_same_score_is_the_same_file_and_engraved_once(chorale: Piece, store, monkeypatch) -> None:
    first = stored_score(chorale, store)
    monkeypatch.setattr(engraving, "engrave", lambda *_: pytest.fail("engraved again"))
    assert stored_score(replace(chorale, title="another"), store) == first


def test_two_processes_engrave_the_same_file(chorale: Piece) -> None:
    score = written_out(chorale)
    assert engrave(score) == engrave(score)


def test_a_score_follows_light_and_dark_and_names_nobody(chorale: Piece, store) -> None:
    svg = stored_score(replace(chorale, title="BWV 1", source="somewhere"), store)
    assert "prefers-color-scheme:dark" in svg
    assert 'color="black"' not in svg
    assert "BWV" not in svg


def test_what_the_engraver_cannot_read_is_an_error_of_ours() -> None:
    with pytest.raises(EngravingError, match="the engraver failed"):
        engrave("no score at all")


def test_the_engraver_runs_where_the_system_knows_no_limits(chorale: Piece) -> None:
    without = "import runpy, sys; sys.modules['resource'] = None; "
    without += "runpy.run_module('turing.sheet.engraver', run_name='__main__')"
    command = [sys.executable, "-c", without, json.dumps(engraving.OPTIONS)]
    score = written_out(chorale)
    done = subprocess.run(command, input=score, capture_output=True, text=True, cwd=settings.ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == engrave(score)


def test_an_engraver_that_hangs_is_stopped(chorale: Piece, monkeypatch) -> None:
    monkeypatch.setattr(engraving, "TIMEOUT", 0.001)
    with pytest.raises(EngravingError, match="took longer"):
        engrave(written_out(chorale))


def test_a_researcher_sees_score_and_roll(researcher, add_pair) -> None:
    _, excerpt = sides(add_pair("1", "S", "tune"))
    for name in ("score", "roll"):
        response = researcher.get(f"/excerpts/{excerpt.pk}/{name}.svg")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
        assert response.content.startswith(b"<svg")


def test_a_score_that_cannot_be_engraved_is_not_found(researcher, add_pair, monkeypatch) -> None:
    def crash(_: str) -> str:
        raise EngravingError("crashed")

    monkeypatch.setattr(engraving, "engrave", crash)
    _, excerpt = sides(add_pair("1", "S", "tune"))
    assert researcher.get(f"/excerpts/{excerpt.pk}/score.svg").status_code == 404
