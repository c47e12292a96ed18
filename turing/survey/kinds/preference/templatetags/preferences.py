"""Makers in templates, in the words of `evaluation`."""

from django import template

from evaluation.answers.kinds.preference.wording import named

register = template.Library()
register.filter("named", named)
