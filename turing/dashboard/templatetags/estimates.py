"""Estimates in templates, in the words of `evaluation.answers.kinds.discrimination.wording`."""

from django import template

from evaluation.answers.kinds.discrimination import wording

register = template.Library()
register.filter("percent", wording.percent)
register.filter("interval", wording.interval)
register.filter("in_full", wording.in_full)
register.filter("reason", wording.reason)


@register.filter
def grouped(count: int) -> str:
    """For example `1,442`."""
    return f"{count:,}"
