"""What can be chosen when BLEU is scored."""

from __future__ import annotations

from evaluation.measures.measure import Option
from generators.errors import InputError

# maia (Berkeley CS282, 2019): low for short n-grams, which any music shares, and none beyond 9, which would be copying.
MAIA_WEIGHTS = (0.0, 1 / 12, 1 / 12, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 12, 1 / 12)


def weight_of(word: str | float) -> float:
    """A weight as it is typed. Raises InputError if it is no number."""
    if not isinstance(word, str):
        return word
    numerator, _, denominator = word.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError) as error:
        raise InputError(f"weight {word!r} is not a number such as 0.25 or 1/6") from error


OPTIONS = (
    Option(
        "weights",
        "for n = 1, 2, …, such as 0.25 or 1/6 (default: maia's 0 1/12 1/12 1/6 1/6 1/6 1/6 1/12 1/12)",
        MAIA_WEIGHTS,
        many=True,
        metavar="W",
    ),
    Option("smoothing", "nltk's method of that number (default: 0, none)", 0, parse=int, choices=range(8)),
    Option(
        "verify",
        "have nltk itself score some of the candidates, drawn by the seed: exit code 1 if a bit differs",
        False,
        flag=True,
    ),
)
