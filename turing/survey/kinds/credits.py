"""Who wrote which clip of a trial, told once it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from turing.excerpts.models import Excerpt, Origin
from turing.survey.models import Trial, TrialClip

# What the machine wrote, by the variant: whole phrases, which no grammar puts together.
PARTS = {
    "S": _("%(system)s wrote the soprano; the other voices are the same in both"),
    "A": _("%(system)s wrote the alto; the other voices are the same in both"),
    "T": _("%(system)s wrote the tenor; the other voices are the same in both"),
    "B": _("%(system)s wrote the bass; the other voices are the same in both"),
    "SA": _("%(system)s wrote the soprano and the alto; the other voices are the same in both"),
    "ST": _("%(system)s wrote the soprano and the tenor; the other voices are the same in both"),
    "SB": _("%(system)s wrote the soprano and the bass; the other voices are the same in both"),
    "AT": _("%(system)s wrote the alto and the tenor; the other voices are the same in both"),
    "AB": _("%(system)s wrote the alto and the bass; the other voices are the same in both"),
    "TB": _("%(system)s wrote the tenor and the bass; the other voices are the same in both"),
    "SAT": _("%(system)s wrote the soprano, the alto and the tenor; the other voices are the same in both"),
    "SAB": _("%(system)s wrote the soprano, the alto and the bass; the other voices are the same in both"),
    "STB": _("%(system)s wrote the soprano, the tenor and the bass; the other voices are the same in both"),
    "ATB": _("%(system)s wrote the alto, the tenor and the bass; the other voices are the same in both"),
}
ALL = _("%(system)s wrote all of it")
# The same where nothing is heard beside it: a list needs no grammar.
VOICES = {"S": _("soprano"), "A": _("alto"), "T": _("tenor"), "B": _("bass")}
PART = _("%(system)s wrote these voices: %(voices)s. A person wrote the others")


@dataclass(frozen=True, slots=True)
class RevealedClip:
    label: str
    token: str
    human: bool
    credit: str  # whose it is, or what the machine wrote


def credited(trial: Trial) -> tuple[RevealedClip, ...]:
    """The clips of an answered trial, as TrialQuerySet.with_answers gives it."""
    clips = trial.clips.all()
    return tuple(_clip(clip, trial.item.variant, alone=len(clips) == 1) for clip in clips)


def _clip(clip: TrialClip, variant: str, *, alone: bool) -> RevealedClip:
    human = clip.excerpt.piece.origin == Origin.HUMAN
    credit = human_credit(clip.excerpt) if human else machine_part(clip.excerpt, variant, alone=alone)
    return RevealedClip(clip.label, clip.token, human, credit)


def human_credit(excerpt: Excerpt) -> str:
    """Title and source; the source alone if it names the title."""
    title, source = excerpt.piece.title, excerpt.piece.source
    return source if title in source else ", ".join(filter(None, [title, source]))


def machine_part(excerpt: Excerpt, variant: str, *, alone: bool) -> str:
    """What the machine wrote, as a variant says it: "the alto and the tenor"; everything, if it is not voices.

    A title such as "maia-gpt, going on from the opening of …" says it better.
    """
    if excerpt.piece.title.startswith(f"{excerpt.piece.system}, "):
        return excerpt.piece.title
    voices = "".join(sorted(variant, key="SATB".find))
    if alone and voices in PARTS:
        names = ", ".join(str(VOICES[voice]) for voice in voices)
        return PART % {"system": excerpt.piece.system, "voices": names}
    return PARTS.get(voices, ALL) % {"system": excerpt.piece.system}
