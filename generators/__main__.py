"""`python -m generators COMMAND`: see COMMANDS."""

import sys

from generators.command_line import main

COMMANDS = {
    "systems": ("generators.commands.systems", "list the systems"),
    "chorales": (
        "generators.commands.chorales",
        "write Bach's chorales as files, a folder for each part of a split",
    ),
    "split": ("generators.commands.split", "make the stored splits of the chorales again"),
    "prepare": ("generators.commands.prepare", "turn a folder of music into token arrays to learn from"),
    "train": ("generators.commands.train", "train a system, or go on with a training"),
    "sweep": ("generators.commands.sweep", "train a system in many settings, to compare them"),
    "improvement": ("generators.commands.improvement", "draw what a system composes after more training"),
    "compose": ("generators.commands.compose", "compose whole pieces with a checkpoint"),
    "continue": ("generators.commands.continue_", "have a checkpoint go on with pieces of music"),
    "respond": ("generators.commands.respond", "have a checkpoint answer calls with responses as long"),
    "int8": ("generators.commands.int8", "measure whether a checkpoint can compose with 8-bit weights"),
    "harmonize": ("generators.commands.harmonize", "have a checkpoint write some voices of a chorale"),
}

if __name__ == "__main__":
    sys.exit(main("generators", "The composers: train them, have them compose and harmonize.", COMMANDS, sys.argv[1:]))
