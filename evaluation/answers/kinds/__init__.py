"""The kinds of trial that there are: a line each.

Of the kind NAME, `evaluation.answers.kinds.NAME` says what its answers are and what follows from them, and
`turing.survey.kinds.NAME` asks for them on the site.
"""

DISCRIMINATION = "discrimination"  # where no kind is named

KINDS = {
    DISCRIMINATION: "evaluation.answers.kinds.discrimination",
    "single": "evaluation.answers.kinds.single",
    "rating": "evaluation.answers.kinds.rating",
    "preference": "evaluation.answers.kinds.preference",
    "continuation": "evaluation.answers.kinds.continuation",
}
