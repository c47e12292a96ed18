"""What may come next, for every encoding that can be composed in."""

from __future__ import annotations

from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.pianoroll import PianorollEncoding
from generators.encodings.polyphony import PolyphonyEncoding
from generators.sampling.alphabets import alphabet_of
from generators.sampling.grammars.chorale import ChoraleGrammar
from generators.sampling.grammars.grammar import Grammar, Limits
from generators.sampling.grammars.pianoroll import PianorollGrammar
from generators.sampling.grammars.polyphony import PolyphonyGrammar
from generators.sampling.grammars.words import WordGrammar


def grammar_for(encoding: Encoding, limits: Limits, *, may_end: bool) -> Grammar:
    """The encoding's grammar for as many rows as there are limits: see Grammar."""
    match encoding:
        case ChoraleEncoding():
            return ChoraleGrammar(encoding, limits, may_end=may_end)
        case PolyphonyEncoding():
            return PolyphonyGrammar(encoding, limits, may_end=may_end)
        case PianorollEncoding():
            return PianorollGrammar(encoding, limits, may_end=may_end)
    return WordGrammar(alphabet_of(encoding), limits, may_end=may_end)
