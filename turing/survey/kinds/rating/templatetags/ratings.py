"""The scale, and mean ratings, in templates."""

from django import template

from evaluation.answers.kinds.rating import wording
from evaluation.answers.kinds.rating.kind import SCALE

register = template.Library()
register.filter("mean_in_full", wording.mean_in_full)


@register.simple_tag
def scale() -> tuple[str, ...]:
    """The ratings that can be given, from the lowest."""
    return SCALE
