"""docs/systems.md's table and a page for each system: written from the checkpoints' cards and measured figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generators.checkpoints.card import Card
from generators.checkpoints.file import read_card, read_weights
from generators.models import architecture_of
from generators.systems import SYSTEMS
from generators.systems.system import System

BEGIN, END = "<!-- table: python -m benchmarks.systems pages -->\n", "<!-- end of the table -->\n"
SEEDS = (1, 2, 3)
PRESETS = {"small": "the small preset", "paper": "the document's own sizes"}
HARDWARE = "one core of a two-core AMD EPYC machine, no GPU"

Figures = Mapping[str, Any]


def write_pages(docs: Path, figures: Mapping[str, Figures], checkpoints: Path) -> None:
    """The table in docs/systems.md, and docs/systems/NAME.md for every system that has a checkpoint and figures."""
    cards = {name: read_card(checkpoints / f"{name}.safetensors") for name in SYSTEMS if name in figures}
    sized = {name: weights(checkpoints / f"{name}.safetensors") for name in cards}
    overview = docs / "systems.md"
    before, _, rest = overview.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    rows = "".join(row(SYSTEMS[name], card, figures[name], sized[name]) for name, card in cards.items())
    overview.write_text(f"{before}{BEGIN}{HEAD}{rows}{END}{after}", encoding="utf-8")
    for name, card in cards.items():
        page = "\n".join(lines(SYSTEMS[name], card, figures[name], sized[name])) + "\n"
        (docs / "systems" / f"{name}.md").write_text(page, encoding="utf-8")


HEAD = (
    "| system | tokens | model | numbers | train | valid | test | n-gram | minutes | tokens/s | copies |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|\n"
)


def row(system: System, card: Card, figures: Figures, count: int) -> str:
    copies, ngram = figures["copies"], figures["ngram"]
    cells = (
        f"[{system.name}](systems/{system.name}.md)",
        f"{card.encoding.name}, {len(card.encoding.vocabulary):,}",
        card.model.name,
        f"{count / 1e6:.2f} M",
        f"{card.train_loss:.3f}",
        f"{figures['valid']['nats']:.3f}",
        f"{figures['test']['nats']:.3f}",
        f"{ngram['test']['nats']:.3f} ({ngram['order']})",
        f"{figures['minutes']:g}",
        f"{figures['tokens_per_second']:,.0f}" if figures["tokens_per_second"] else "–",
        f"{copies['median']:g}, {copies['longest']} / {copies['human_median']:g}, {copies['human_longest']}",
    )
    return f"| {' | '.join(cells)} |\n"


def lines(system: System, card: Card, figures: Figures, count: int) -> Iterator[str]:
    """The page of a system, line by line."""
    ngram, copies = figures["ngram"], figures["copies"]
    yield f"# {system.name}\n\n{system.source}.\n\nWhat differs from it: {_sentence(system.deviations)}\n"
    yield f"| size | model |\n|---|---|\n| paper | {architecture_of(system.model).size()} |"
    if system.small:
        yield f"| small | {architecture_of(system.small.model).size()} |"
    yield f"\n## The checkpoint\n\n`fixtures/checkpoints/{system.name}.safetensors`, CC0.\n"
    yield "| | |\n|---|---|"
    yield f"| preset | {PRESETS[preset(system, card)]}: {count / 1e6:.2f} million numbers |"
    yield f"| encoding | {card.encoding.name}, {len(card.encoding.vocabulary):,} tokens |"
    yield f"| learned from | {card.data} |"
    yield f"| split | {card.split}: {figures['train_tokens']:,} tokens to learn from |"
    yield f"| training | {_training(card, figures)} |"
    if card.parent:
        yield f"| went on from | a checkpoint of {card.parent.system}, {card.parent.digest}; epochs are of both |"
    yield f"| hardware, time | {HARDWARE}; {figures['minutes']:g} minutes |"
    if card.int8_loss_change is not None:
        yield f"| weights in 8 bits | {card.int8_loss_change:+.4f} nats per token on the validation part |"
    yield "\n| nats per token | valid | test |\n|---|---|---|"
    yield f"| this checkpoint | {_with_interval(figures['valid'])} | {_with_interval(figures['test'])} |"
    yield f"| n-grams of order {ngram['order']} | {_with_interval(ngram['valid'])} | {_with_interval(ngram['test'])} |"
    yield (
        f"\nThe longest run of onsets that a piece shares with a training piece, up to transposition: over "
        f"{copies['pieces']} pieces of 16 bars the median is {copies['median']:g} and the longest {copies['longest']}; "
        f"held-out music of that length: {copies['human_median']:g} and {copies['human_longest']}. "
        f"{copies['beyond']} of the {copies['pieces']} copy more than 95 % of held-out music does."
    )
    yield f"\n## Heard\n\nThe first three seeds, unchosen: `{compose_command(system.name)}`.\n"
    for seed in SEEDS:
        file = f"{system.name}/{system.name}-{seed}"
        yield f"**Seed {seed}**: [audio]({file}.mp3), [MIDI]({file}.mid)\n\n![Seed {seed}]({file}.svg)\n"


def compose_command(name: str) -> str:
    return (
        f"python -m generators compose --checkpoint fixtures/checkpoints/{name}.safetensors "
        f"--seed 1 --count 3 --bars 6 --out var/samples/{name}"
    )


def preset(system: System, card: Card) -> str:
    """Which of the system's sizes the checkpoint has; a vocabulary may be learned from the data."""
    if system.small is None:
        return "paper"
    sized = replace(system.small.model, vocabulary=card.model.vocabulary)
    return "small" if sized == card.model else "paper"


def weights(checkpoint: Path) -> int:
    """How many numbers a checkpoint holds."""
    return sum(weight.size for weight in read_weights(checkpoint).values())


def _training(card: Card, figures: Figures) -> str:
    recipe = card.recipe
    if recipe is None:
        return "counted once"
    drawn = f", {recipe.epoch_tokens:,} tokens each" if recipe.epoch_tokens else ""
    return (
        f"{figures['epochs']} epochs{drawn}, in batches of {recipe.batch} × {recipe.steps}; "
        f"{recipe.optimizer.capitalize()}, {recipe.learning_rate:g} at first; seed {card.seed}; "
        f"epoch {card.epoch} kept"
    )


def _with_interval(rate: Figures) -> str:
    interval = f" ({rate['low']:.3f}–{rate['high']:.3f})" if rate["low"] is not None else ""
    return f"{rate['nats']:.3f}{interval}"


def _sentence(text: str) -> str:
    return f"{text[0].lower()}{text[1:].rstrip('.')}."
