"""The gallery walk: becoming host, noting what visitors say, and settling it at home."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from config.http import Request, go, not_understood, page, refused
from config.ids import given_id
from config.policy import policy
from programmes.contract import NotPossible
from programmes.rules.question import Pen
from values.models import GalleryComment
from values.rules import stand_in
from values.services import gallery as services


class CommentForm(forms.Form):
    text = forms.CharField(
        max_length=500,
        error_messages={
            "required": gettext_lazy("Skriv det de sier. Noen stikkord er nok."),
            "max_length": gettext_lazy("Skriv det kortere, høyst %(limit_value)s tegn."),
        },
    )


class WhyForm(forms.Form):
    why = forms.CharField(
        max_length=200,
        error_messages={
            "required": gettext_lazy("Skriv et ord om hvorfor dere legger den bort."),
            "max_length": gettext_lazy("Skriv det kortere, høyst %(limit_value)s tegn."),
        },
    )


@policy(stand_in, visitors=True)
@require_POST
def host(request: Request, pen: Pen) -> HttpResponse:
    """Stays behind as the group's host; answers with the phone's page as it is then."""
    try:
        services.stay(round=pen.turn.round, group=pen.group, participation=pen.turn.seat.participation)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    response = HttpResponse(status=303)
    response.headers["Location"] = reverse("gathering", args=[pen.turn.seat.gathering.public_id])
    return response


@policy(stand_in, visitors=True)
def comments(request: Request, pen: Pen) -> HttpResponse:
    """Notes a comment, and settles one: worked in, or set aside with a word."""
    round, act = pen.turn.round, request.POST.get("act", "")
    mine = GalleryComment.objects.filter(round=round, group=pen.group).select_related(
        "round__exercise__item__gathering"
    )
    comment = mine.filter(public_id=given_id(request.POST.get("comment", ""))).first()
    if request.method != "POST":
        asked = mine.filter(public_id=given_id(request.GET.get("comment", ""))).first()
        return desk(request, pen, at=asked, asks=True)
    form: forms.Form = WhyForm(request.POST) if act == "aside" else CommentForm(request.POST)
    if act in ("note", "aside") and not form.is_valid():
        return desk(request, pen, form=form, at=comment if act == "aside" else None, status=422)
    try:
        if act == "note":
            services.note(round=round, group=pen.group, text=form.cleaned_data["text"])
        elif comment is None:
            return refused(request, _("Kommentaren er ikke der lenger."), 409)
        elif act == "aside":
            services.settle(comment=comment, state="set_aside", why=form.cleaned_data["why"])
        elif act in ("in", "again"):
            services.settle(comment=comment, state="worked_in" if act == "in" else "noted")
        elif act == "remove":
            services.remove(comment=comment)
        else:
            return not_understood(request)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return desk(request, pen)


def desk(
    request: Request,
    pen: Pen,
    *,
    form: forms.Form | None = None,
    at: GalleryComment | None = None,
    asks: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The form for a comment, or for why one is set aside, with what is wrong; where HTMX did not ask, a page of their own or back to the phone."""
    gathering = pen.turn.seat.gathering
    if not request.htmx and status == 200 and not asks:
        return go(request, reverse("gathering", args=[gathering.public_id]))
    error = str(next(iter(form.errors.values()))[0]) if form and form.errors else ""
    context = {
        "seat": pen.turn.seat,
        "round": pen.turn.round,
        "typed": form.data.get("why" if at else "text", "") if form else "",
        "at": at,
        "error": error,
        "writes": pen.turn.round.is_open,
    }
    template = "values/gallery_comments.html" if request.htmx else "values/gallery_page.html"
    return page(request, template, context, status=status)
