"""How often a model's harmonization differs from what a person wrote: BachBot's token and frame error."""

from evaluation.measures.measure import Measure, Option

MEASURE = Measure(
    name="harmonization",
    title="Harmonizing as Bach did",
    question="how often a model's voices differ from Bach's, as BachBot counted",
    meaning=(
        "Voices are taken from pieces by people, and the model writes them anew, the likeliest note each time. A token "
        "error is a note that is not the one that stood there, a frame error a sixteenth in which any written voice "
        "has one. Several harmonizations of a tune are right, so an error is no mistake: the figure is for comparison "
        "on like terms only. BachBot’s own figures, from its thesis, stand beside."
    ),
    made_by="evaluation.measures.harmonization.result",
    requires=("checkpoint",),
    uses=("held_out",),
    options=(
        Option(
            "data",
            "a corpus (default: unless held-out music is named, the chorales by the split that was learned from)",
            None,
            metavar="CORPUS",
        ),
        Option("part", "of the corpus (default: test)", "test", choices=("train", "valid", "test")),
    ),
)
