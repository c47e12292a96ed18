"""Spans counted by hand: a chorale's frame is four notes and a delimiter, one more under a fermata; START and END."""

from __future__ import annotations

import json

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.measures.bleu.span import span_of
from generators.command_line import main
from generators.encodings import ENCODINGS
from generators.files.midi import to_midi


@pytest.mark.parametrize(
    ("encoding", "tokens", "passage"),
    [("chorale", 16 * 5 + 2, False), ("sixteenths", 16 * 4 + 2, False), ("polyphony", 16 * 5 + 2, False)],
)
def test_an_ngram_spans_as_many_sixteenths_as_its_tokens_write(hymn, encoding, tokens, passage) -> None:
    """Four quarters in four voices are sixteen sixteenths."""
    chosen = ENCODINGS[encoding]()
    span = span_of([chosen.encode(hymn(4))], encoding)
    assert span is not None
    assert span.tokens == tokens
    assert span.sixteenths(9) == pytest.approx(9 * 16 / tokens)
    assert span.saying(9).startswith(f"9 tokens of {encoding} are {9 * 16 / tokens:.1f} sixteenths of this music")
    assert ("`originality` finds passages" in span.saying(9)) is not passage


def test_a_token_a_sixteenth_is_a_passage(hymn) -> None:
    chosen = ENCODINGS["melody"]()
    span = span_of([chosen.encode(chosen.prepare(hymn(4)))], "melody")
    assert span is not None
    assert span.saying(9) == "9 tokens of melody are 9.0 sixteenths of this music on average"


def test_what_does_not_decode_does_not_count_and_words_have_no_span(hymn) -> None:
    whole = ENCODINGS["chorale"]().encode(hymn(4))
    assert span_of([whole, whole[:40]], "chorale") == span_of([whole], "chorale")
    assert span_of([whole[:40]], "chorale") is None
    assert span_of([["a", "b"]], "tokens") is None


def test_the_commands_say_it(hymn, tmp_path, capsys) -> None:
    (tmp_path / "hymn.mid").write_bytes(to_midi(hymn(4)))
    files = ["--references", str(tmp_path), "--candidates", str(tmp_path), "--encoding", "chorale"]
    said = "9 tokens of chorale are 1.8 sixteenths of this music on average: BLEU says which chords"
    assert main("evaluation", "", COMMANDS, ["bleu", *files]) == 0
    assert said in capsys.readouterr().out
    assert main("evaluation", "", COMMANDS, ["bleu", *files, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["span"]["sixteenths"] == pytest.approx(9 * 16 / 82)
    assert main("evaluation", "", COMMANDS, ["ngrams", *files, "--curves", str(tmp_path / "c.svg")]) == 0
    assert capsys.readouterr().out.startswith(said)
