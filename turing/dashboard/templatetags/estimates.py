"""Estimates, counts, and why answers are left out, in templates: in the words of `evaluation`."""

from django import template

from evaluation.answers import wording
from evaluation.answers.records import reason

register = template.Library()
register.filter("reason", reason)
register.filter("percent", wording.percent)
register.filter("interval", wording.interval)
register.filter("in_full", wording.in_full)


@register.filter
def grouped(count: int) -> str:
    """For example `1,442`."""
    return f"{count:,}"
