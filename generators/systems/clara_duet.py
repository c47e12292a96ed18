"""Clara's duets for violin and piano (C. McLeavey Payne, 2018)."""

from __future__ import annotations

from dataclasses import replace

from generators.encodings.notewise import NotewiseEncoding
from generators.systems.clara_notewise import CLARA_NOTEWISE, SMALL
from generators.systems.system import Preset, System

ENCODING = NotewiseEncoding(duet=True)
VOCABULARY = len(ENCODING.vocabulary)

CLARA_DUET = System(
    name="clara-duet",
    source="C. McLeavey Payne, Clara: a neural net music generator, 2018: its chamber music, notewise",
    deviations=f"A song's voice is its violin, where Clara learned from violin music. {CLARA_NOTEWISE.deviations}",
    encoding=ENCODING,
    model=replace(CLARA_NOTEWISE.model, vocabulary=VOCABULARY),
    recipe=CLARA_NOTEWISE.recipe,
    data="music for one voice and piano in MIDI or MusicXML files, in twelve keys",
    small=Preset(replace(SMALL.model, vocabulary=VOCABULARY), SMALL.recipe),
)
