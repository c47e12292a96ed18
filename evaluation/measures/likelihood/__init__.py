"""How well a model predicts music it has not learned from: its loss, in nats per token, frame, note and onset."""

from evaluation.measures.measure import Measure, Option
from generators.command_line import count

MEASURE = Measure(
    name="likelihood",
    title="What a model expects",
    question="how well a checkpoint or an n-gram predicts pieces, in nats",
    meaning=(
        "What the music costs a model: −ln p, summed by the chain rule with nothing given that depends on what is "
        "predicted, over what there is of tokens, frames, notes or onsets; END stands apart. Less is more expected: "
        "what a model makes costs it less than music by people, and music that it learned from less than other music."
    ),
    made_by="evaluation.measures.likelihood.result",
    requires=(),
    uses=("checkpoint", "candidates", "held_out"),
    options=(
        Option(
            "ngram",
            "in place of a checkpoint the baseline, counted on the training part of the data",
            None,
            parse=count,
            metavar="ORDER",
        ),
        Option(
            "data",
            "a corpus, of which the parts are predicted (default: unless other music is named, what the checkpoint "
            "learned from; of n-grams the chorales)",
            None,
            metavar="CORPUS",
        ),
        Option("encoding", "of n-grams (default: the corpus's own, of others chorale)", None, metavar="NAME"),
        Option(
            "smoothing",
            "of n-grams (default: kneser-ney)",
            "kneser-ney",
            choices=("witten-bell", "kneser-ney"),
        ),
    ),
)
