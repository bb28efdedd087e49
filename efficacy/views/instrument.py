"""A municipality's own questionnaires: pasted in by a facilitator, frozen once used."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from config.http import Request, go, page
from config.ids import public_id
from config.policy import policy
from efficacy import shipped
from efficacy.forms.instrument import InstrumentForm
from efficacy.models import Instrument
from efficacy.queries import assessment as queries
from efficacy.rules import OwnInstrument, instrument_of
from efficacy.services import assessment as services
from efficacy.wording import spoken
from programmes.contract import NotPossible
from programmes.models import Programme
from programmes.rules import programme_run_by


@policy(programme_run_by)
def instruments(request: Request, programme: Programme) -> HttpResponse:
    """What a group may be asked with: what comes with the program, and the municipality's own."""
    context = {
        "section": "programme",
        "programme": programme,
        "own": queries.to_choose(programme.municipality),
        "shipped": [(spoken(each.name), spoken(each.about), spoken(each.reference)) for each in shipped.ALL.values()],
    }
    return page(request, "efficacy/instruments.html", context)


@policy(programme_run_by)
def new(request: Request, programme: Programme) -> HttpResponse:
    return write(request, programme, None)


@policy(instrument_of)
def edit(request: Request, own: OwnInstrument) -> HttpResponse:
    return write(request, own.programme, own.instrument)


def write(request: Request, programme: Programme, of: Instrument | None) -> HttpResponse:
    """The form; what is wrong is pointed at, and the text stays as it was typed."""
    language = programme.language
    form = InstrumentForm(language, request.POST if request.method == "POST" else None, of.data if of else None)
    seen, problem, status = services.fingerprint(of) if of else "", "", 200
    if request.method == "POST":
        seen, status = request.POST.get("seen", ""), 422
        if form.is_valid():
            data = form.instrument(of.slug if of else f"own-{public_id()}")
            try:
                services.write(municipality=programme.municipality, data=data, of=of, seen=seen)
            except NotPossible as why:
                problem, status = str(why), 409
            else:
                return go(request, reverse("instruments", args=[programme.public_id]))
    context = {
        "section": "programme",
        "programme": programme,
        "form": form,
        "instrument": of,
        "seen": seen,
        "problem": problem,
    }
    return page(request, "efficacy/instrument_form.html", context, status=status)
