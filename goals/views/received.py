"""How those who were given a sheet read it: the manager, the group, HR."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config.http import Request, download, go, page, refused
from config.policy import policy
from goals import rules, workbooks
from goals.forms.sharing import CommentForm
from goals.queries import cards as queries
from goals.queries import handed_in as queries_handed_in
from goals.queries import received as queries_received
from goals.queries import sharing as shared
from goals.queries.sharing import OwnGroup
from goals.queries.threads import Thread
from goals.rules import Circle
from goals.services import sharing
from goals.views.pictures import noted, pictures_at
from goals.views.sharing import edition_pdf
from programmes.context import of
from programmes.contract import NotPossible
from programmes.models import Edition, Membership, Person, Programme, Share
from programmes.models.dated import on_day
from programmes.rules import programme_of_hr, signed_in
from programmes.sheets import GROUP, SheetKind, kind_of, sheet_kinds

# The manager's.


@policy(signed_in)
def reports(request: Request, person: Person) -> HttpResponse:
    """Those who share something with the person now."""
    lines = queries_received.received(shared.open_to_manager(person), person)
    context = {
        "section": "reports",
        "lines": lines,
        "leaders": queries_received.leaders_of(lines),
        "kind": queries_received.only_kind(lines),
        "unread": sum(line.is_unread for line in lines),
        "is_manager": of(request).is_manager,
    }
    return page(request, "goals/manager.html", context)


@policy(rules.latest_of_manager)
def report(request: Request, share: Share) -> HttpResponse:
    """A leader's edition, for their nearest manager. That it was opened is noted for the leader."""
    address = reverse("report", args=[share.public_id])
    if request.path != address:
        return go(request, address)
    return report_page(request, share)


def report_page(request: Request, share: Share, *, status: int = 200, **more: Any) -> HttpResponse:
    news = queries_received.news_for(share, request.user)
    noted(request, share)
    thread = Thread(share, False)
    gone = thread.taken_back(request.GET.get("deleted", ""))
    more = {"thread": thread, "deleted_comment": gone, "form": CommentForm(), **more}
    more["pictures_at"] = pictures_at("report-picture", share.public_id)
    return received_page(request, share, "reports", reverse("reports"), _("Mine ledere"), news, status=status, **more)


def received_page(
    request: Request, share: Share, section: str, back: str, label: str, news: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A shared edition as its receiver reads it."""
    context = {
        "section": section,
        "share": share,
        "kind": kind_of(share.edition),
        "sheet": kind_of(share.edition).sheet_of(share.edition),
        "is_card": share.edition.kind == queries.KIND,
        "back": back,
        "back_label": label,
        "last": news[0] if news else None,
        "news": news[1] if news else [],
        **more,
    }
    return page(request, "goals/manager_sheet.html", context, status=status)


@policy(rules.share_of_manager)
@require_GET
def report_pdf(request: Request, share: Share) -> HttpResponse:
    return fetched_pdf(request, share)


def fetched_pdf(request: Request, share: Share) -> HttpResponse:
    """The edition as a file, after its leader has been given to know."""
    try:
        edition = sharing.fetch(share=share, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return edition_pdf(request, edition)


# The group's.


@policy(rules.circle)
def group(request: Request, circle: Circle) -> HttpResponse:
    """What the others in one's group have shared with it."""
    places = own_groups(circle)
    context = {
        "section": "group",
        "programme": circle.programme,
        "groups": places,
        "own": shared.own_in_groups(places),
        "kinds": [kind for kind in sheet_kinds().values() if GROUP in kind.audiences and not kind.has_many],
        "lines": queries_received.received(shared.open_in_group(circle.person, circle.programme), circle.person),
    }
    return page(request, "goals/share_group.html", context)


def own_groups(circle: Circle) -> list[OwnGroup]:
    membership = Membership.objects.filter(
        on_day(), person=circle.person, municipality=circle.programme.municipality_id
    ).first()
    found = shared.groups_of(membership) if membership else []
    return [each for each in found if each.seat.participation.programme_id == circle.programme.pk]


@policy(rules.share_of_group)
def group_sheet(request: Request, share: Share) -> HttpResponse:
    """A fellow's edition. That it was opened is noted for them."""
    news = queries_received.news_for(share, request.user)
    noted(request, share)
    assert share.seat
    programme = share.seat.participation.programme
    back = reverse("group", args=[programme.public_id])
    at = pictures_at("group-picture", programme.public_id, share.public_id)
    return received_page(request, share, "group", back, _("Gruppen min"), news, programme=programme, pictures_at=at)


@policy(rules.share_of_group)
@require_GET
def group_pdf(request: Request, share: Share) -> HttpResponse:
    return fetched_pdf(request, share)


# HR's.


@policy(programme_of_hr)
def hr_list(request: Request, programme: Programme) -> HttpResponse:
    """Who has handed in a målkort, and who has not yet; never a draft."""
    sort = request.GET.get("sort", "")
    lines = queries_handed_in.hand_ins(programme, sort=sort)
    context = {
        "section": "handed-in",
        "programme": programme,
        "lines": lines,
        "sort": sort if sort in queries_handed_in.SORTS else "",
        "count": sum(line.share is not None for line in lines),
        "given": sum(line.share is not None and not line.has_left for line in lines),
        "of": sum(not line.has_left for line in lines),
        "others": [OtherLine(share, kind_of(share.edition)) for share in queries_handed_in.others_handed_in(programme)],
    }
    return page(request, "goals/handed_in.html", context)


class OtherLine(NamedTuple):
    """Something else than a målkort that was handed in."""

    share: Share
    kind: SheetKind


@policy(rules.share_of_hr)
def hr_sheet(request: Request, share: Share) -> HttpResponse:
    """A sheet that was handed in, for reading. That it was opened is noted for its leader."""
    news = queries_received.news_for(share, request.user)
    noted(request, share)
    assert share.programme
    back = reverse("handed-in", args=[share.programme.public_id])
    return received_page(request, share, "handed-in", back, _("Leverte målkort"), news, programme=share.programme)


@policy(rules.share_of_hr)
@require_POST
def hr_pdf(request: Request, share: Share) -> HttpResponse:
    """A sheet that was handed in, as a file. Asked for by POST: from then on it may be archived."""
    return fetched_pdf(request, share)


@policy(programme_of_hr)
@require_POST
def hr_list_excel(request: Request, programme: Programme) -> HttpResponse:
    """Who has handed in, and when, as a sheet. Asked for by POST, since it is an act that leaves a trail."""
    lines = sharing.export_list(programme=programme, by=request.user)
    return sheet_file(workbooks.hand_ins(lines), f"{_('Leverte målkort')} – {programme.name}")


@policy(programme_of_hr)
@require_POST
def hr_rows_excel(request: Request, programme: Programme) -> HttpResponse:
    """Every row of every målkort that was handed in. From then on they may be archived."""
    found = sharing.fetch_rows(programme=programme, by=request.user)
    return rows_file(found, f"{_('Målkort')} – {programme.name}")


@policy(rules.card_of_hr)
@require_POST
def hr_sheet_excel(request: Request, share: Share) -> HttpResponse:
    """The rows of one målkort. From then on it may be archived."""
    try:
        found = sharing.fetch_one_as_rows(share=share, by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return rows_file([found], f"{_('Målkort')} – {share.edition.membership.name}")


def rows_file(found: list[Edition], name: str) -> HttpResponse:
    return sheet_file(workbooks.rows([queries.edition_sheet(each) for each in found]), name)


def sheet_file(content: bytes, name: str) -> HttpResponse:
    day = timezone.localdate().isoformat()
    return download(content, name=f"{name} – {day}.xlsx", content_type=workbooks.TYPE)
