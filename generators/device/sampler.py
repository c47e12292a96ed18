"""Sequences by the thousand on one device: every token is computed, drawn and read again there.

No shape changes from step to step, so a GPU records a step once, as a CUDA graph, and repeats it without waiting for
Python (PyTorch's documentation, "CUDA semantics: CUDA Graphs"). A transformer has a graph for every 64 places, lest
early tokens look through a cache as long as late ones do. On a CPU the same steps run unrecorded.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from generators.errors import InputError
from generators.models import architecture_of
from generators.models.network import LanguageModel
from generators.sampling.tokens import Sampling


@dataclass(frozen=True)
class Sampled:
    """What a sampler wrote, still on its device."""

    tokens: Tensor  # (B, length) ids, the prompts first
    log_probabilities: Tensor  # (B, length - P) nats of those drawn, by the model itself, unmasked, at temperature 1


class DeviceSampler:
    """A model that goes on from B prompts at once, always to the same length, on the device its weights are on."""

    def __init__(
        self, model: LanguageModel, rows: int, length: int, sampling: Sampling, allowed: Tensor | None = None
    ) -> None:
        """Recorded here, so that `sample` only repeats.

        allowed: (vocabulary,) which tokens may be drawn; None for all. Weights of 16 bits compute in 16 bits, except
        for the drawing. Raises InputError for a model that has no step here, and for more tokens than its context.
        """
        device = next(model.parameters()).device
        vocabulary = model.config.vocabulary
        self._step = architecture_of(model.config).static_step(model.eval(), rows, length)
        self._sampling = sampling
        self._allowed = torch.ones(vocabulary, dtype=torch.bool) if allowed is None else allowed
        self._allowed = self._allowed.to(device)
        self._random = torch.Generator(device)
        self._place = torch.zeros(1, dtype=torch.long, device=device)
        self._tokens = torch.zeros(rows, dtype=torch.long, device=device)  # at that place
        self._drawn = torch.zeros(length, rows, dtype=torch.long, device=device)  # after each place
        self._nats = torch.zeros(length, rows, device=device)
        spans = [self._step.span(place) for place in range(length - 1)]
        graphs = {span: self._recorded(span) for span in dict.fromkeys(spans)} if device.type == "cuda" else {}
        self._steps: list[Callable[[], None]] = [
            graphs[span].replay if graphs else partial(self._write, span) for span in spans
        ]

    @torch.inference_mode()
    def sample(self, prompts: Tensor, seed: int) -> Sampled:
        """Each prompt and what the model wrote after it.

        prompts: (B, P) ids. One seed draws for all rows: the same seed and prompts give the same tokens, on the same
        kind of device. Raises InputError for prompts of no tokens, or that leave none to write.
        """
        given, most = prompts.shape[1], len(self._steps)
        if not 1 <= given <= most:
            raise InputError(f"prompts of {given} tokens: choose from 1 to {most}, or another length")
        self._random.manual_seed(seed)
        self._step.begin()
        self._place.zero_()
        columns = prompts.to(self._tokens.device).T
        for place, step in enumerate(self._steps):
            if place < given:
                self._tokens.copy_(columns[place])
            step()
        new = slice(given - 1, most)
        return Sampled(torch.cat([columns, self._drawn[new]]).T, self._nats[new].T.clone())

    @torch.inference_mode()
    def _write(self, span: int) -> None:
        """Read the tokens at this place, draw those after it, and go there."""
        logits = self._step.logits(self._tokens, self._place, span).float()
        self._tokens.copy_(choose_on_device(logits, self._allowed, self._sampling, self._random))
        nats = logits.log_softmax(dim=1).gather(1, self._tokens[:, None])[:, 0]
        self._drawn.index_copy_(0, self._place, self._tokens[None])
        self._nats.index_copy_(0, self._place, nats[None])
        self._place.add_(1)

    def _recorded(self, span: int) -> torch.cuda.CUDAGraph:
        aside = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):  # once for real: libraries set themselves up
            self._place.zero_()
            self._write(span)
        torch.cuda.current_stream().wait_stream(aside)
        graph = torch.cuda.CUDAGraph()
        graph.register_generator_state(self._random)
        with torch.cuda.graph(graph):
            self._write(span)
        return graph


def choose_on_device(logits: Tensor, allowed: Tensor, sampling: Sampling, random: torch.Generator) -> Tensor:
    """One token a row, as generators.sampling.tokens.choose draws it, but one source of chance for all rows.

    logits: (B, vocabulary); allowed: (B or 1, vocabulary) or (vocabulary,).
    """
    masked = logits.masked_fill(~allowed, -math.inf)
    if sampling.temperature == 0:
        return masked.argmax(dim=1)
    scaled = _truncated(masked / sampling.temperature, sampling)
    exponential = torch.empty_like(scaled).exponential_(generator=random)
    noise = -exponential.clamp_min(torch.finfo(scaled.dtype).tiny).log()  # Gumbel's; finite, or -∞ might be chosen
    drawn = (scaled + noise).argmax(dim=1)
    if not sampling.greedy:
        return drawn
    greedy = torch.rand(len(logits), generator=random, device=logits.device) < sampling.greedy
    return torch.where(greedy, masked.argmax(dim=1), drawn)


def _truncated(scaled: Tensor, sampling: Sampling) -> Tensor:
    """The logits with -∞ for those that top-k or top-p leave out; ties stay."""
    if sampling.top_k is not None and sampling.top_k < scaled.shape[1]:
        kth = scaled.topk(sampling.top_k, dim=1).values[:, -1:]
        scaled = scaled.masked_fill(scaled < kth, -math.inf)
    if sampling.top_p is not None:
        descending = scaled.sort(dim=1, descending=True).values
        shares = descending.softmax(dim=1)
        before = shares.cumsum(dim=1) - shares  # of those likelier
        least = descending.masked_fill(before >= sampling.top_p, math.inf).amin(dim=1, keepdim=True)
        scaled = scaled.masked_fill(scaled < least, -math.inf)
    return scaled
