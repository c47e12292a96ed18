"""The form of a trial, or of one step of it: what is common to all kinds, and the player's log that comes with it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any

from django import forms

from turing.survey.follow_ups import FOLLOW_UPS
from turing.survey.heard import START, STOPS, Event

LONGEST_LOG = 1000  # events


class AnswerForm(forms.Form):
    """An answer to one trial, with the player's log if there was a player. A kind's form adds what is asked."""

    position = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.IntegerField(widget=forms.HiddenInput, required=False)  # from 0
    playback = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, labels: Collection[str] = (), follow_ups: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels  # of the clips that can have been played
        self.fields.update({name: FOLLOW_UPS[name].field() for name in follow_ups})

    def clean_playback(self) -> list[Event] | None:
        """The events; None if no player ran or its record arrived damaged."""
        try:
            return [self._event(row) for row in json.loads(self.cleaned_data["playback"])[:LONGEST_LOG]]
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return None

    def _event(self, row: Any) -> Event:
        clip, event, position, time = row
        position, time = float(position), float(time)
        if clip not in self.labels or event not in (START, *STOPS) or not math.isfinite(position + time):
            raise ValueError(row)
        return clip, event, position, time

    @property
    def said(self) -> dict[str, Any]:
        """What the kind's own fields and the follow-ups say, of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in AnswerForm.base_fields}

    @property
    def in_words(self) -> str:
        """The same for the listener to read."""
        return ", ".join(str(value) for value in self.said.values() if value not in (None, ""))

    @property
    def refusal(self) -> str:
        """What is wrong with it, of that which a listener can mend; empty if nothing is."""
        own = [errors for name, errors in self.errors.items() if name not in AnswerForm.base_fields]
        return str(own[0][0]) if own else ""
