"""What is gone on from: openings, and stretches of a corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from generators.corpora.prepared.corpus import FORMAT, Prepared, load_prepared
from generators.encodings import Encoding, settings_of
from generators.encodings.chorale import FRAME, START, ChoraleEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import KEYS, PianorollEncoding
from generators.errors import InputError
from generators.pieces import Piece
from generators.sampling.prompts import Prompt, drawn_prompts, opening


def corpus(folder: Path, encoding: Encoding, pieces: list[list[int]]) -> Prepared:
    """A prepared corpus with these validation pieces."""
    (folder / "valid").mkdir(parents=True)
    settings = {"encoding": settings_of(encoding), "seed": 1, "transpositions": [0]}
    (folder / "corpus.json").write_text(
        json.dumps({"format": FORMAT, "name": "", "about": "", "digest": "", "settings": settings})
    )
    starts = np.cumsum([0, *map(len, pieces)]).tolist()
    (folder / "valid" / "00000.json").write_text(
        json.dumps({"names": [*map(str, range(len(pieces)))], "starts": starts})
    )
    np.save(folder / "valid" / "00000.npy", np.concatenate(pieces).astype(np.uint16))
    return load_prepared(folder)


def drawn_from(prepared: Prepared, tokens: int, seeds: Sequence[int]) -> list[Prompt]:
    return drawn_prompts(prepared, prepared.encoding, tokens, seeds)


def test_each_encoding_opens_with_something_that_it_knows(encoding: Encoding) -> None:
    prompt = opening(encoding)
    assert prompt.tokens
    assert all(0 <= token < len(encoding.vocabulary) for token in prompt.tokens)
    assert prompt.heard
    assert prompt.steps == 0


def test_a_piece_in_the_style_of_a_composer_opens_with_his_name() -> None:
    encoding = NotewiseEncoding(composers=("J. S. Bach", "Mozart"))
    assert [encoding.vocabulary[token] for token in opening(encoding, "Mozart").tokens] == ["START", "composer:Mozart"]
    with pytest.raises(InputError, match=r"no composer 'Brahms' in notewise: it knows J\. S\. Bach, Mozart"):
        opening(encoding, "Brahms")


def test_notewise_prompts_come_from_anywhere_and_one_seed_draws_one(tmp_path: Path) -> None:
    encoding = NotewiseEncoding()
    pieces = [[number] + [124] * 99 for number in range(40)]
    prepared = corpus(tmp_path, encoding, pieces)
    prompts = drawn_from(prepared, 10, range(200))
    assert {len(prompt.tokens) for prompt in prompts} == {10}
    assert any(prompt.tokens[0] < 40 for prompt in prompts)
    assert any(prompt.tokens[0] == 124 for prompt in prompts)
    assert {prompt.steps for prompt in prompts} == {9, 10}  # 124 is wait1
    assert not any(prompt.heard for prompt in prompts)
    assert drawn_from(prepared, 10, [17]) == prompts[17:18]


def test_prompts_of_frames_begin_with_start_and_end_with_a_frame(tmp_path: Path, chorale: Piece) -> None:
    encoding = ChoraleEncoding()
    (prompt,) = drawn_from(corpus(tmp_path, encoding, [encoding.encode(chorale)]), 18, [1])
    assert prompt.tokens[0] == START
    assert prompt.tokens[-1] == FRAME
    assert len(prompt.tokens) == 16
    assert prompt.steps == 3
    with pytest.raises(InputError, match="3 tokens are not a step of music"):
        drawn_from(load_prepared(tmp_path), 3, [1])


def test_prompts_of_equal_steps_begin_with_a_bar(tmp_path: Path) -> None:
    """Deep Jammer's piece_handler.py: a segment starts at a multiple of 16."""
    drums = [[step % 16 for step in range(200)]]
    starts = {prompt.tokens[0] for prompt in drawn_from(corpus(tmp_path / "d", DrumEncoding(), drums), 20, range(9))}
    assert starts == {0}
    cells = [[1 if (cell // KEYS) % 16 == 0 else 0 for cell in range(KEYS * 70)]]
    for prompt in drawn_from(corpus(tmp_path / "p", PianorollEncoding(), cells), 2 * KEYS + 5, range(9)):
        assert prompt.tokens == (1,) * KEYS + (0,) * KEYS
        assert prompt.steps == 2


def test_more_tokens_than_any_piece_has_are_refused(tmp_path: Path) -> None:
    prepared = corpus(tmp_path, DrumEncoding(), [[1] * 20])
    with pytest.raises(InputError, match="no validation pieces longer than 20 tokens: ask for fewer"):
        drawn_from(prepared, 20, [1])
