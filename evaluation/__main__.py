"""`python -m evaluation COMMAND`: see COMMANDS."""

import sys

from evaluation.commands.measure import MeasureCommand
from evaluation.measures import MEASURES
from generators.command_line import Commands, main

COMMANDS: Commands = {
    **{name: (MeasureCommand(measure), measure.question) for name, measure in MEASURES.items()},
    "analyze": ("evaluation.commands.analyze", "reproduce the dashboard's figures from the answers it exports"),
    "index": ("evaluation.commands.index", "make references fast to search, in a file"),
    "ngrams": ("evaluation.commands.ngrams", "draw how much of sets of candidates stands in references, n by n"),
    "pairs": ("evaluation.pairs.command", "make music with a checkpoint, keep by limits of held-out music, and pair"),
    "report": ("evaluation.commands.report", "all that the measures say about sets of candidates, on one HTML page"),
}

if __name__ == "__main__":
    sys.exit(main("evaluation", "Measure music and what listeners made of it.", COMMANDS, sys.argv[1:]))
