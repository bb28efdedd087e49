"""Måloppnåelse: the table of Goal Attainment Scaling, written and reviewed by its leader alone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.overtaking import Overtaken
from config.policy import policy
from config.text import whole
from goals import papers, quadrants
from goals.forms.attainment import ReviewForm, ScaledForm, TableForm
from goals.models import MOST_SCALED, Attainment, Review, ScaledGoal
from goals.models.attainment import Row
from goals.queries import attainment as queries
from goals.queries.ladders import own_goals
from goals.queries.sharing import is_shared
from goals.rules import own as rules_own
from goals.rules.own import OwnReview, OwnScaled, OwnTable
from goals.services import attainment as services
from goals.services.reminders import reminds
from programmes.contract import NotPossible
from programmes.models import Membership
from programmes.rules import own_membership
from programmes.views.documents import in_the_readers, pdf


@policy(own_membership)
def attainments(request: Request, membership: Membership) -> HttpResponse:
    """The leader's tables; a POST begins another."""
    form = TableForm(request.POST if request.method == "POST" else None, reminded=reminds(membership))
    name = given_id(request.POST.get("name", "")) or public_id()
    if form.is_bound and form.is_valid():
        made = services.begin(membership=membership, name=name, **form.cleaned_data)
        return go(request, table_url(made))
    gone = given_id(request.GET.get("deleted", ""))
    context = {
        "section": "goals",
        "around": "attainments",
        "membership": membership,
        "tables": queries.attainments(membership),
        "form": form,
        "name": name,
        "today": timezone.localdate(),
        "deleted": membership.attainments.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None,
        "deleted_today": membership.attainments.filter(deleted_at__isnull=False).order_by("-deleted_at"),
    }
    return page(request, "goals/attainments.html", context, status=422 if form.is_bound else 200)


def table_url(attainment: Attainment) -> str:
    return reverse("attainment", args=[attainment.membership.public_id, attainment.public_id])


@policy(rules_own.own_attainment)
def attainment(request: Request, own: OwnTable) -> HttpResponse:
    """A table with its latest review, or the one that is asked for; taken away and back."""
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "restore":
        services.restore(attainment=own.attainment)
        return go(request, table_url(own.attainment))
    not_deleted(own)
    if act == "delete":
        services.delete(attainment=own.attainment)
        url = reverse("attainments", args=[own.membership.public_id])
        return go(request, f"{url}?deleted={own.attainment.public_id}")
    return table_page(request, own)


def not_deleted(own: OwnTable) -> None:
    if own.attainment.deleted_at:
        raise Http404


def standing(request: Request, own: OwnTable) -> None:
    """Of a table that another tab has deleted: what is written brings it back."""
    if request.method == "POST" and own.attainment.deleted_at:
        services.restore(attainment=own.attainment)
    else:
        not_deleted(own)


def chosen(reviews: list[Review], wanted: str) -> Review | None:
    """The review of that public id; the plan where the word is «plan»; else the latest."""
    if wanted == "plan":
        return None
    return next((each for each in reviews if each.public_id == wanted), reviews[-1] if reviews else None)


def table_page(request: Request, own: OwnTable, *, status: int = 200, **more: Any) -> HttpResponse:
    found = queries.scaled_goals(own.attainment)
    reviews = queries.reviews(own.attainment)
    review = chosen(reviews, request.GET.get("review", ""))
    marks = queries.marks_of(review)
    sheet = queries.sheet(own.attainment, found, review, marks)
    gone, undone = given_id(request.GET.get("deleted", "")), given_id(request.GET.get("undone", ""))
    context = {
        "section": "goals",
        "around": "attainments",
        "membership": own.membership,
        "attainment": own.attainment,
        "heads": queries.heads(own.attainment.numbering),
        "table": queries.table(own.attainment, found, marks),
        "reviews": reviews,
        "review": review,
        "sheet": sheet,
        "corners": queries.corners(sheet),
        "is_shared": is_shared(own.membership, "attainment", own.attainment.public_id),
        "drawing": drawing(sheet.placed, own.attainment.numbering),
        "can_add": len(found) < MOST_SCALED,
        "today": timezone.localdate(),
        "undone": own.attainment.reviews.filter(public_id=undone, deleted_at__isnull=False).first() if undone else None,
        "removed": own.attainment.scaled.filter(public_id=gone, deleted_at__isnull=False).first() if gone else None,
        **more,
    }
    return page(request, "goals/attainment.html", context, status=status)


def drawing(placed: list[tuple[int, int, int]], numbering: str) -> dict[str, Any] | None:
    """What the drawing of the four quadrants needs; None where no goal has both rows marked."""
    if not placed:
        return None
    ticks = [(tick, queries.shown(tick.level, numbering)) for tick in quadrants.ticks()]
    return {"stones": quadrants.stones(placed), "ticks": ticks, "at": quadrants}


@policy(rules_own.own_attainment)
def edit_attainment(request: Request, own: OwnTable) -> HttpResponse:
    """The table's title, its agreed day, its numbering."""
    standing(request, own)
    form = TableForm(
        request.POST if request.method == "POST" else None,
        reminded=reminds(own.attainment.membership),
        attainment=own.attainment,
    )
    if form.is_bound and form.is_valid():
        services.settle(attainment=own.attainment, **form.cleaned_data)
        return go(request, table_url(own.attainment))
    context = {"section": "goals", "membership": own.membership, "attainment": own.attainment, "form": form}
    return page(request, "goals/attainment_edit.html", context, status=422 if form.is_bound else 200)


@policy(rules_own.own_attainment)
def new_scaled(request: Request, own: OwnTable) -> HttpResponse:
    """A goal more. The form names it, so that however often it is sent, it is one."""
    standing(request, own)
    return write(request, own, None, given_id(request.POST.get("name", "")) or public_id())


@policy(rules_own.own_scaled)
def edit_scaled(request: Request, own: OwnScaled) -> HttpResponse:
    """A goal of the table: written anew, or taken off and put back."""
    table, act = OwnTable(own.membership, own.scaled.attainment), request.POST.get("act", "")
    if act:
        not_deleted(table)
    else:
        standing(request, table)
    if request.method == "POST" and act == "delete":
        services.delete_goal(scaled=own.scaled)
        return go(request, f"{table_url(own.scaled.attainment)}?deleted={own.scaled.public_id}")
    if request.method == "POST" and act == "restore":
        try:
            services.restore_goal(scaled=own.scaled)
        except NotPossible as problem:
            return table_page(request, table, problem=str(problem), status=409)
        return go(request, table_url(own.scaled.attainment))
    if own.scaled.deleted_at and request.method != "POST":
        raise Http404
    return write(request, table, own.scaled, own.scaled.public_id)


def seen(request: Request) -> int:
    """The revision that the form has seen, as a number that a row can have."""
    return whole(request.POST.get("revision", "")) or 0


def write(request: Request, own: OwnTable, scaled: ScaledGoal | None, name: str) -> HttpResponse:
    heads, goals = queries.heads(own.attainment.numbering), own_goals(own.membership)
    form = ScaledForm(request.POST if request.method == "POST" else None, goals=goals, heads=heads, scaled=scaled)
    writer = given_id(request.POST.get("writer", "")) or public_id()
    revision, status, problem, overtaken = seen(request), 200, "", None
    if form.is_bound and form.is_valid():
        try:
            services.write_goal(attainment=own.attainment, name=name, revision=revision, writer=writer, **form.values())
            return go(request, table_url(own.attainment))
        except NotPossible as refusal:
            problem, status = str(refusal), 422
        except Overtaken:
            overtaken = ScaledGoal.objects.prefetch_related("texts").get(public_id=name)
            revision, status = overtaken.revision, 409
    elif form.is_bound:
        status = 422
    elif scaled:
        revision = scaled.revision
    number = next((n for n, each in enumerate(queries.scaled_goals(own.attainment), 1) if each == scaled), None)
    context = {
        "section": "goals",
        "membership": own.membership,
        "attainment": own.attainment,
        "scaled": scaled,
        "number": number,
        "form": form,
        "name": name,
        "revision": revision,
        "writer": writer,
        "problem": problem,
        "overtaken": queries.table(own.attainment, [overtaken], [])[0] if overtaken else None,
        "is_reviewed": bool(scaled and scaled.marks.filter(review__deleted_at__isnull=True).exists()),
    }
    return page(request, "goals/attainment_goal.html", context, status=status)


@policy(rules_own.own_attainment)
def new_review(request: Request, own: OwnTable) -> HttpResponse:
    """The next review. Its form says which number it is to be: the same one from two tabs is not two."""
    standing(request, own)
    number = services.next_number(own.attainment)
    if request.method == "POST":
        number = whole(request.POST.get("number", ""), digits=3) or number
    return reviewing(request, own, None, number)


@policy(rules_own.own_review)
def edit_review(request: Request, own: OwnReview) -> HttpResponse:
    """A review that was written: mended by its leader, or taken away and back."""
    table = OwnTable(own.membership, own.review.attainment)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act:
        not_deleted(table)
    else:
        standing(request, table)
    if act == "restore":
        services.restore_review(review=own.review)
        return go(request, f"{table_url(own.review.attainment)}?review={own.review.public_id}")
    if own.review.deleted_at and (request.method != "POST" or act == "delete"):
        raise Http404
    if act == "delete":
        services.delete_review(review=own.review)
        return go(request, f"{table_url(own.review.attainment)}?undone={own.review.public_id}")
    return reviewing(request, table, own.review, own.review.number)


def reviewing(request: Request, own: OwnTable, review: Review | None, number: int) -> HttpResponse:
    found = queries.scaled_goals(own.attainment)
    gone = told_of_deleted(request, own, review)
    found += gone
    if not found:
        return go(request, table_url(own.attainment))
    table = queries.table(own.attainment, found, queries.marks_of(review))
    on = review.on if review else timezone.localdate()
    form = ReviewForm(request.POST if request.method == "POST" else None, table=table, on=on)
    writer = given_id(request.POST.get("writer", "")) or public_id()
    problem, stored, status = "", None, 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                for goal in gone:
                    services.restore_goal(scaled=goal)
                keep_review(own, form, number, seen(request), writer)
            return go(request, table_url(own.attainment))
        except NotPossible as refusal:
            problem = str(refusal)
        except Overtaken:
            stored, status = Review.objects.get(attainment=own.attainment, number=number), 409
    standing_review = stored or (review if not form.is_bound else None)
    context = {
        "section": "goals",
        "membership": own.membership,
        "attainment": own.attainment,
        "review": review,
        "number": number,
        "following": services.next_number(own.attainment),
        "form": form,
        "revision": standing_review.revision if standing_review else seen(request),
        "writer": writer,
        "problem": problem,
        "stored": stored,
        "stored_table": queries.table(own.attainment, found, queries.marks_of(stored)) if stored else [],
    }
    return page(request, "goals/attainment_review.html", context, status=status)


def told_of_deleted(request: Request, own: OwnTable, review: Review | None) -> list[ScaledGoal]:
    """The goals that another tab has deleted, and of which something new is told here: that brings them back."""
    names = {given_id(key.partition("-")[0]) for key, value in request.POST.items() if value} - {""}
    known = {(mark.scaled_id, mark.row): mark for mark in queries.marks_of(review)}

    def is_new(goal: ScaledGoal, row: str) -> bool:
        mark, key = known.get((goal.pk, row)), f"{goal.public_id}-{row}"
        stood = (str(mark.level), mark.told) if mark else ("", "")
        return (request.POST.get(key, ""), request.POST.get(f"{key}-told", "").strip()) != stood

    gone = queries.put_aside(own.attainment, sorted(names)) if names else []
    return [goal for goal in gone if any(is_new(goal, row) for row in Row.values)]


def keep_review(own: OwnTable, form: ReviewForm, number: int, revision: int, writer: str) -> None:
    """Raises `Overtaken` where another form has written it since, and `NotPossible` where there is no room for it."""
    services.write_review(
        attainment=own.attainment,
        number=number,
        on=form.cleaned_data["on"],
        marks=form.reached(),
        revision=revision,
        writer=writer,
    )


@policy(rules_own.own_attainment)
def attainment_pdf(request: Request, own: OwnTable) -> HttpResponse:
    """The table before, and after its latest review; with T only where the leader adds it."""
    not_deleted(own)
    found, reviews = queries.scaled_goals(own.attainment), queries.reviews(own.attainment)
    review = reviews[-1] if reviews else None
    sheet = queries.sheet(own.attainment, found, review, queries.marks_of(review), with_score="t" in request.GET)
    return pdf(request, papers.attainment(in_the_readers(sheet), colour=own.membership.municipality.colour))
