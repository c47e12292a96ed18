"""The researcher's pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from evaluation.answers.kinds.discrimination.clusters import FEWEST_LISTENERS
from evaluation.answers.kinds.discrimination.plots import accuracy_plot, experience_plot
from evaluation.answers.kinds.discrimination.wording import ESTIMAND, METHOD, OTHERS, verdict
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.plots.palettes import PALETTES
from turing.access import for_researchers
from turing.dashboard.columns import COLUMNS
from turing.dashboard.export import csv_pages
from turing.dashboard.figures import pair_rows, pair_table, progress, records, rows, study_table, taken
from turing.dashboard.forms import ShowForm
from turing.excerpts.drawings import drawing_response
from turing.survey.models import Study

PLOTS = {"accuracy": accuracy_plot, "experience": experience_plot}


@for_researchers
def studies(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/studies.html", {"studies": Study.objects.for_dashboard()})


@for_researchers
def study(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Study, slug=slug)
    form = ShowForm(request.GET)
    table = study_table(shown, simulated=form.simulated)
    context = {
        "study": shown,
        "form": form.settled(simulated=table.simulated),
        "table": table,
        "verdict": verdict(table),
        "columns": (ALL, *EXPERIENCES),
        "rows": rows(table, form.published),
        "published": form.published,
        "estimand": ESTIMAND,
        "others": OTHERS,
        "fewest": FEWEST_LISTENERS,
        "method": METHOD,
        "pairs": pair_rows(shown, table),
        "progress": progress(shown, simulated=table.simulated),
        "codebook": COLUMNS,
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/study.html", context)


@for_researchers
def plot(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    shown = get_object_or_404(Study, slug=slug)
    theme = request.GET.get("theme", "light")
    if name not in PLOTS or theme not in PALETTES:
        raise Http404(f"There are the plots {', '.join(PLOTS)}, each {' and '.join(PALETTES)}.")
    form = ShowForm(request.GET)
    table = study_table(shown, simulated=form.simulated)
    return drawing_response(PLOTS[name](table, form.published, theme))


@for_researchers
def export(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    shown = get_object_or_404(Study, slug=slug)
    headers = {"Content-Disposition": f'attachment; filename="{shown.slug}-answers.csv"'}
    return StreamingHttpResponse(csv_pages(shown), content_type="text/csv; charset=utf-8", headers=headers)


@for_researchers
def pair(request: HttpRequest, slug: str, collection: str, name: str) -> HttpResponse:
    shown = get_object_or_404(Study, slug=slug)
    pairs = shown.pairs.select_related("human__piece", "machine__piece")
    heard = get_object_or_404(pairs, collection=collection, name=name)
    table = pair_table(records(shown), heard, ShowForm(request.GET).simulated)
    context = {
        "study": shown,
        "pair": heard,
        "taken": taken(table),
        "table": table,
        "fewest": FEWEST_LISTENERS,
        "excerpts": (heard.human, heard.machine),
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/pair.html", context)
