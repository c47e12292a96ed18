"""Estimates in templates, in the words of `evaluation`."""

from django import template

from evaluation.answers.kinds.discrimination import wording

register = template.Library()
register.filter("percent", wording.percent)
register.filter("interval", wording.interval)
register.filter("in_full", wording.in_full)
