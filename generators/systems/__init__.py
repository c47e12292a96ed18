"""The systems by name: each a file named after its paper or article. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from generators.errors import InputError
from generators.systems.bachbot import BACHBOT
from generators.systems.clara_chordwise import CLARA_CHORDWISE
from generators.systems.clara_duet import CLARA_DUET
from generators.systems.clara_notewise import CLARA_NOTEWISE
from generators.systems.deep_jammer import DEEP_JAMMER
from generators.systems.maia_gpt import MAIA_GPT
from generators.systems.maia_gpt2 import MAIA_GPT2
from generators.systems.maia_lstm import MAIA_LSTM
from generators.systems.maia_sparse import MAIA_SPARSE
from generators.systems.modulshtein_drums import MODULSHTEIN_DRUMS
from generators.systems.modulshtein_melody import MODULSHTEIN_MELODY
from generators.systems.ngram import NGRAM
from generators.systems.system import System

SYSTEMS = {
    system.name: system
    for system in (
        BACHBOT,
        CLARA_NOTEWISE,
        CLARA_CHORDWISE,
        CLARA_DUET,
        MAIA_LSTM,
        MAIA_GPT,
        MAIA_GPT2,
        MAIA_SPARSE,
        MODULSHTEIN_DRUMS,
        MODULSHTEIN_MELODY,
        DEEP_JAMMER,
        NGRAM,
    )
}


def find_system(name: str) -> System:
    """The system of that name. Raises InputError naming those there are."""
    try:
        return SYSTEMS[name]
    except KeyError:
        raise InputError(f"no system {name!r}: choose from {', '.join(SYSTEMS)}") from None
