"""The researcher's pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from evaluation.plots.palettes import PALETTES
from turing.access import for_researchers
from turing.dashboard.columns import columns
from turing.dashboard.export import csv_pages
from turing.dashboard.figures import item_analysis, item_rows, progress, records, study_analysis
from turing.dashboard.forms import ShowForm
from turing.excerpts.models import Item
from turing.sheet.drawings import drawing_response
from turing.survey.models import Study


@for_researchers
def studies(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/studies.html", {"studies": Study.objects.for_dashboard()})


@for_researchers
def study(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Study.objects.with_blocks(), slug=slug)
    form = ShowForm(request.GET, shown.kinds)
    kind, analysis = form.kind, study_analysis(shown, form.kind, simulated=form.simulated)
    context = {
        "study": shown,
        "kind": kind,
        "form": form.settled(simulated=analysis.simulated),
        "analysis": analysis,
        "verdict": kind.answers.verdict(analysis),
        "figures": kind.template("figures"),
        **kind.figures(analysis, form.comparison),
        "items": item_rows(shown, kind, analysis),
        "progress": progress(shown, simulated=analysis.simulated),
        "codebook": columns(kind, shown.follow_ups(kind.name)),
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/study.html", context)


@for_researchers
def plot(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    shown = get_object_or_404(Study.objects.with_blocks(), slug=slug)
    form, theme = ShowForm(request.GET, shown.kinds), request.GET.get("theme", "light")
    kind = form.kind
    if name not in kind.plots or theme not in PALETTES:
        raise Http404(f"There are the plots {', '.join(kind.plots)}, each {' and '.join(PALETTES)}.")
    analysis = study_analysis(shown, kind, simulated=form.simulated)
    return drawing_response(kind.plots[name](analysis, form.comparison, theme))


@for_researchers
def export(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    shown = get_object_or_404(Study.objects.with_blocks(), slug=slug)
    kind = ShowForm(request.GET, shown.kinds).kind
    name = f"{shown.slug}-{kind.name}" if len(shown.kinds) > 1 else shown.slug
    headers = {"Content-Disposition": f'attachment; filename="{name}-answers.csv"'}
    return StreamingHttpResponse(csv_pages(shown, kind), content_type="text/csv; charset=utf-8", headers=headers)


@for_researchers
def item(request: HttpRequest, slug: str, collection: str, name: str) -> HttpResponse:
    shown = get_object_or_404(Study.objects.with_blocks(), slug=slug)
    form = ShowForm(request.GET, shown.kinds)
    kind = form.kind
    heard = get_object_or_404(Item.objects.of_study(shown).with_pieces(), collection=collection, name=name)
    analysis = item_analysis(kind, records(shown, kind), heard, form.simulated)
    context = {
        "study": shown,
        "item": heard,
        "analysis": analysis,
        "figures": kind.template("item"),
        **kind.item_figures(analysis),
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/item.html", context)
