"""Originality: what a candidate copies from a corpus, from where, and whether people copy as much."""

from evaluation.measures.measure import Measure, Option
from evaluation.measures.originality.descriptions import DESCRIPTIONS

MEASURE = Measure(
    name="originality",
    title="What was copied, and from where",
    question="what pieces copy from a corpus, from where, and how much people do",
    meaning=(
        "A copy is a run of events that stands in one of the references too, in whatever key. Events are of several "
        "kinds, so that new voices, another rhythm or ornaments do not hide a long one. Music by people shares runs "
        "with other music as well: the limits are what 95 % of windows of held-out real music, as long as the "
        "candidate, stay within by all kinds together; there are none where there are fewer than 19 of them."
    ),
    made_by="evaluation.measures.originality.result",
    requires=("references", "candidates"),
    uses=("held_out",),
    options=(
        Option(
            "events",
            f"what is compared ({'; '.join(f'{name}: {text}' for name, text in DESCRIPTIONS.items())}; default: "
            "all but chords)",
            None,
            many=True,
            choices=tuple(DESCRIPTIONS),
            metavar="KIND",
        ),
    ),
)
