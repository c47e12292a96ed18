"""Rates and indices in templates, in the words of `evaluation`."""

from django import template

from evaluation.answers.kinds.single import wording

register = template.Library()
register.filter("index", wording.number)
register.filter("accuracy_in_full", wording.accuracy_in_full)
