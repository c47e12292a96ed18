"""Counts, and why answers are left out, in templates."""

from django import template

from evaluation.answers.records import reason

register = template.Library()
register.filter("reason", reason)


@register.filter
def grouped(count: int) -> str:
    """For example `1,442`."""
    return f"{count:,}"
