"""What is told of a trial once it is answered: who wrote which clip."""

from __future__ import annotations

from dataclasses import dataclass

from turing.excerpts.models import Excerpt, Origin
from turing.survey.kinds.discrimination.choices import read_choice
from turing.survey.models import Trial, TrialClip

VOICES = {"S": "soprano", "A": "alto", "T": "tenor", "B": "bass"}


@dataclass(frozen=True, slots=True)
class RevealedClip:
    side: str
    token: str
    human: bool
    credit: str  # whose it is, or what the machine wrote


@dataclass(frozen=True, slots=True)
class RevealedTrial:
    position: int
    choice: str
    correct: bool
    clips: tuple[RevealedClip, ...]


def revealed(trial: Trial) -> RevealedTrial:
    """The answered trial with its key."""
    said = read_choice(trial.answer.said)
    clips = tuple(_clip(clip, trial.pair.variant) for clip in trial.clips.all())
    return RevealedTrial(trial.position, said.choice, said.correct, clips)


def _clip(clip: TrialClip, variant: str) -> RevealedClip:
    human = clip.excerpt.piece.origin == Origin.HUMAN
    credit = human_credit(clip.excerpt) if human else machine_part(clip.excerpt, variant)
    return RevealedClip(clip.label, clip.token, human, credit)


def human_credit(excerpt: Excerpt) -> str:
    """Title and source; the source alone if it names the title."""
    title, source = excerpt.piece.title, excerpt.piece.source
    return source if title in source else ", ".join(filter(None, [title, source]))


def machine_part(excerpt: Excerpt, variant: str) -> str:
    """What the machine wrote, as a variant says it: "the alto and the tenor"; everything, if it is not voices.

    A title such as "maia-gpt, going on from the opening of …" says it better.
    """
    if excerpt.piece.title.startswith(f"{excerpt.piece.system}, "):
        return excerpt.piece.title
    voices = [VOICES[letter] for letter in variant if letter in VOICES]
    if not voices or len(voices) == len(VOICES) or len(voices) != len(variant):
        return f"{excerpt.piece.system} wrote all of it"
    listed = " and ".join(filter(None, [", ".join(f"the {voice}" for voice in voices[:-1]), f"the {voices[-1]}"]))
    return f"{excerpt.piece.system} wrote {listed}; the other voices are the same in both"
