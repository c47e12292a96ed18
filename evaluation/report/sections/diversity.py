"""How much each set varies, and whether less than real music does."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from evaluation.measures.bleu.scores import MAIA_WEIGHTS
from evaluation.measures.bleu.tables import of_scores
from evaluation.measures.diversity import Comparison, Duplicate, compare, find_duplicates, self_bleu, table_of
from evaluation.measures.diversity.collapse import distinct_n, signature
from evaluation.report.html import Section, absent, element, table
from evaluation.report.material import Item, Material
from evaluation.report.settings import Settings
from evaluation.sequences.packed import PackedSequences, pack
from generators.errors import InputError

ANCHOR, TITLE = "diversity", "Variety"
MEANING = (
    "Self-BLEU scores each piece of a set against the others of it: where pieces resemble each other it is high. "
    "Distinct-n is how many different n-grams there are for each token. Both depend on how many pieces there are, so "
    "real music is drawn in sets as large; the alarm is raised by less variety than such sets have."
)


def section(material: Material, settings: Settings) -> Section:
    varied = {name: _corpus(items) for name, items in material.sets.items() if len(items) > 1}
    if not varied:
        return absent(ANCHOR, TITLE, "every set is a single piece")
    body = [element("p", MEANING)]
    compared, reasons = _compared(varied, material, settings.seed)
    if compared:
        body.append(_alarms(compared))
    body += [element("p", f"{reason}.", class_="absent") for reason in reasons]
    found = {name: find_duplicates(corpus) for name, corpus in varied.items()}
    own = {name: self_bleu(corpus, encoding=material.encoding) for name, corpus in varied.items()}
    rows = [
        (
            name,
            f"{len(corpus)}",
            of_scores(own[name].mean, own[name].candidates),
            f"{len(found[name])}",
            *_distinct(corpus),
        )
        for name, corpus in varied.items()
    ]
    orders = range(1, len(MAIA_WEIGHTS) + 1)
    head = ("set", "pieces", "self-BLEU", "duplicates", *(f"n = {n}" for n in orders))
    caption = "Each set by itself, with distinct-n for each n; sets of different size do not compare"
    body.append(table(caption, head, rows))
    body += [part for name, duplicates in found.items() for part in _duplicates(name, duplicates)]
    for name, corpus in varied.items():
        signed = [own[name].signature]
        if name in compared:
            signed.append(signature(corpus, _corpus(material.held_out), settings.seed))
        body += [element("p", f"{name}: ", element("code", each), class_="small") for each in signed]
    findings = {name: _finding(each) for name, each in compared.items()}
    return Section(ANCHOR, TITLE, body, findings)


def _corpus(items: Sequence[Item]) -> PackedSequences:
    return pack([item.tokens for item in items], [item.name for item in items])


def _compared(
    varied: dict[str, PackedSequences], material: Material, seed: int
) -> tuple[dict[str, tuple[Comparison, ...]], list[str]]:
    """What each set measures beside real music, and why the others cannot."""
    if not material.held_out:
        return {}, ["Without held-out real music there is no alarm for collapse"]
    real = _corpus(material.held_out)
    compared, reasons = {}, [f"{name} is a single piece" for name in material.sets if name not in varied]
    for name, corpus in varied.items():
        try:
            compared[name] = compare(corpus, real, seed=seed)
        except InputError as error:
            reasons.append(f"{name} cannot be compared: {error}")
    return compared, reasons


def _alarms(compared: dict[str, tuple[Comparison, ...]]) -> etree._Element:
    rows = [
        (
            f"{name}, {each.measure}",
            f"{each.size}",
            f"{each.candidates:.4f}",
            f"{each.real:.4f}",
            f"{each.low:.4f}–{each.high:.4f}",
            each.saying or "no alarm",
        )
        for name, every in compared.items()
        for each in every
    ]
    head = ("set and measure", "drawn pieces", "set", "real music", "95 % interval", "alarm for collapse")
    return table("Variety beside that of real music, in sets of one size", head, rows, words=[5])


def _distinct(corpus: PackedSequences) -> list[str]:
    return [f"{share:.3f}" for share in distinct_n(table_of(corpus, len(MAIA_WEIGHTS)))]


def _duplicates(name: str, duplicates: Sequence[Duplicate]) -> list[etree._Element]:
    if not duplicates:
        return []
    rows = [(each.name, each.of, "equal" if each.equal else f"{100 * each.shared:.0f} %") for each in duplicates]
    return [table(f"Duplicates in {name}", ("piece", "resembles", "shared"), rows, words=[1])]


def _finding(every: Sequence[Comparison]) -> str:
    alarms = [each.measure for each in every if each.alarm]
    return f"it varies less than real music ({', '.join(alarms)})" if alarms else "no alarm for collapse"
