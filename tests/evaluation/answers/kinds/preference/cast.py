"""Twelve listeners who each say six times which of two of three makers they prefer."""

from __future__ import annotations

from evaluation.answers.kinds.preference.records import PreferenceRecord

MAKERS = (("human", "bachbot"), ("ngram", "human"), ("bachbot", "ngram"))
SAID = {"A": "A", "B": "B", "=": "same"}
LISTENERS = (  # what each says, one letter an answer
    *("ABAAB=", "BABAAA", "AAB=BA", "ABAABB", "A=AABA", "BBABAA"),
    *("ABA=AA", "AABBAB", "BABABA", "ABAA=A", "AABAAB", "=BAABA"),
)


def said(preferred: str, makers: tuple[str, str] = ("human", "bachbot"), **about: object) -> PreferenceRecord:
    """An answer; what it is about may be given."""
    known = {
        "listener": "L",
        "experience": "novice",
        "variant": "SATB",
        "pair": "p",
        "simulated": False,
        "excluded": "",
    }
    return PreferenceRecord(**known | about, maker_a=makers[0], maker_b=makers[1], preferred=preferred)  # type: ignore[arg-type]


def answers() -> list[PreferenceRecord]:
    """72 answers on eight items."""
    return [
        said(SAID[letter], MAKERS[place % 3], listener=f"L{number}", pair=f"p{(number + place) % 8}")
        for number, letters in enumerate(LISTENERS)
        for place, letter in enumerate(letters)
    ]
