"""What a group did on paper, entered for it by the facilitator."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from config.http import Request, go, page
from config.locking import lock_row
from config.policy import policy
from programmes.contract import NotPossible, kind_of
from programmes.rules import question as question_rules
from programmes.rules.question import Sheet

OVERTAKEN = gettext_noop(
    "Gruppen har skrevet på telefonene etter at du åpnet siden. Det står nå i feltene som var tomme. "
    "Se over, og lagre én gang til."
)


@policy(question_rules.sheet_of)
def paper(request: Request, sheet: Sheet) -> HttpResponse:
    """The form of any kind of exercise that has one."""
    round, gathering = sheet.reading.round, sheet.reading.desk.gathering
    kind = kind_of(round.exercise)
    with transaction.atomic():
        if request.method == "POST":
            lock_row(round, whole=True)
        form = kind.paper(round, sheet.group)
        if form is None:
            raise Http404
        problem, status = "", 200
        if request.method == "POST":
            form.data, form.is_bound = request.POST, True
            problem, status = _("Rett det som er merket. Resten står som du skrev det."), 422
            if request.POST.get("seen") != form.stands:
                form.data, problem, status = form.filled(request.POST.dict()), _(OVERTAKEN), 409
            elif form.is_valid():
                try:
                    kind.enter(round, sheet.group, form, by=request.user)
                    return go(request, reverse("cockpit", args=[gathering.public_id]))
                except NotPossible as refusal:
                    problem, status = str(refusal), 409
    context = {
        "gathering": gathering,
        "exercise": round.exercise,
        "group": sheet.group,
        "form": form,
        "problem": problem,
    }
    return page(request, "programmes/paper.html", context, status=status)
