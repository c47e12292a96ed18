"""Musical features of a piece, by which sets of pieces are compared: definitions, units and sources are in the modules.

None of them says whether music is good (Yang & Lerch claim no more than that they show drift); averages can agree while
the music is poor. None depends on the key a piece is in, on its title or on the names of its voices.
"""

from evaluation.measures.features.feature import Feature, Histogram, Scalar
from evaluation.measures.features.intervals import INTERVAL
from evaluation.measures.features.pitch import PITCH
from evaluation.measures.features.rhythm import RHYTHM
from evaluation.measures.features.texture import TEXTURE

FEATURES: tuple[Feature, ...] = (*PITCH, *INTERVAL, *RHYTHM, *TEXTURE)

__all__ = ["FEATURES", "Feature", "Histogram", "Scalar"]
