"""What the commands say of themselves."""

from __future__ import annotations

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("bleu", "Score candidates by weighted BLEU against references."),
        ("diversity", "Self-BLEU, distinct n-grams and duplicates; an alarm for collapse."),
        ("report", "All that the measures say about sets of candidates, on one HTML page."),
    ],
)
def test_help_keeps_the_capitals_of_names(command, words, capsys) -> None:
    with pytest.raises(SystemExit):
        main("evaluation", "", COMMANDS, [command, "--help"])
    assert words in capsys.readouterr().out
