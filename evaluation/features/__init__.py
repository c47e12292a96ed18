"""Musical features of a piece, by which sets of pieces are compared: definitions, units and sources are in the modules.

None of them says whether music is good (Yang & Lerch claim no more than that they show drift); averages can agree while
the music is poor. None depends on the key a piece is in, on its title or on the names of its voices.
"""

from evaluation.features.feature import Feature, Histogram, Scalar
from evaluation.features.intervals import INTERVAL
from evaluation.features.pitch import PITCH
from evaluation.features.rhythm import RHYTHM
from evaluation.features.texture import TEXTURE

FEATURES: tuple[Feature, ...] = (*PITCH, *INTERVAL, *RHYTHM, *TEXTURE)

__all__ = ["FEATURES", "Feature", "Histogram", "Scalar"]
