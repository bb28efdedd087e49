"""The whole period plan, and sheets of some of its weeks: looked over, printed, shared; the leader's alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.http import Request, go, page, refused
from config.ids import given_id
from config.policy import policy
from goals import papers_period
from goals.forms.periods import PeriodForm
from goals.models import PeriodPlan
from goals.period_sheet import MOST_PICTURES
from goals.queries import periods as queries
from goals.queries.sharing import is_shared
from goals.rules import periods as rules_periods
from goals.rules.periods import OwnPeriod
from goals.services import periods as services
from goals.views.pictures import pictures_at
from programmes.contract import NotPossible
from programmes.models import Membership
from programmes.rules import own_membership
from programmes.views.documents import in_the_readers, pdf


@policy(own_membership)
def plan(request: Request, membership: Membership) -> HttpResponse:
    """All that is planned, and the sheets made of it; a POST makes another."""
    today, bound = timezone.localdate(), request.method == "POST"
    found = queries.plan(membership, today)
    starts, weeks = queries.proposed(found.standing, today)
    form = PeriodForm(request.POST if bound else None, starts=starts, weeks=weeks)
    if bound and form.is_valid():
        try:
            return go(request, period_url(services.begin(membership=membership, **form.values())))
        except NotPossible as problem:
            form.add_error(None, str(problem))
    gone = given_id(request.GET.get("deleted", ""))
    context = {
        "section": "goals",
        "around": "log",
        "membership": membership,
        "plan": found,
        "periods": queries.periods(membership),
        "can_make": bound or bool(found.standing or found.over) or queries.has_noted(membership),
        "form": form,
        "deleted": membership.period_plans.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None,
    }
    return page(request, "goals/plan.html", context, status=422 if bound else 200)


def period_url(period: PeriodPlan) -> str:
    return reverse("period", args=[period.membership.public_id, period.public_id])


@policy(rules_periods.own_period)
def period(request: Request, own: OwnPeriod) -> HttpResponse:
    """A sheet as it would go out: looked over, given other weeks, lines kept out or taken along; away and back."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "restore":
        try:
            services.restore(period=own.period)
        except NotPossible as problem:
            return refused(request, str(problem), 409)
        return go(request, period_url(own.period))
    if own.period.deleted_at:
        raise Http404
    if act == "delete":
        services.delete(period=own.period)
        home = reverse("plan", args=[own.membership.public_id])
        return go(request, f"{home}?deleted={own.period.public_id}")
    if act == "choose":
        lines = [[given_id(each) for each in request.POST.getlist(name)] for name in ("seen", "line")]
        services.choose(period=own.period, seen=lines[0], taken=lines[1])
        return go(request, period_url(own.period))
    bound = request.method == "POST"
    form = PeriodForm(request.POST if bound else None, starts=own.period.starts, weeks=own.period.weeks)
    if bound and form.is_valid():
        try:
            services.move(period=own.period, **form.values())
            return go(request, period_url(own.period))
        except NotPossible as problem:
            form.add_error(None, str(problem))
    return period_page(request, own, form, status=422 if bound else 200)


def period_page(request: Request, own: OwnPeriod, form: PeriodForm, *, status: int) -> HttpResponse:
    leader, period = own.membership.public_id, own.period
    lines, out = queries.lines_in(period), queries.left_out(period)
    waiting = [line for line in lines if line.pk not in out and queries.goes_along(line)]
    context: dict[str, Any] = {
        "section": "goals",
        "membership": own.membership,
        "period": period,
        "sheet": queries.sheet(period),
        "pictures_at": pictures_at("sheet-picture", leader, "period", period.public_id),
        "lines": [(line, line.pk not in out) for line in lines],
        "too_many": max(0, len(waiting) - MOST_PICTURES),
        "most": MOST_PICTURES,
        "form": form,
        "is_shared": is_shared(own.membership, "period", period.public_id),
    }
    return page(request, "goals/period.html", context, status=status)


@policy(rules_periods.own_period)
def period_pdf(request: Request, own: OwnPeriod) -> HttpResponse:
    """The weeks as they stand, for their leader."""
    if own.period.deleted_at:
        raise Http404
    sheet = queries.sheet(own.period)
    return pdf(request, papers_period.period(in_the_readers(sheet), colour=own.membership.municipality.colour))
