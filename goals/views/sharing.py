"""How a leader shares a sheet, and what they have shared."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.http import Request, go, page, refused
from config.pdf.signs import not_printed
from config.policy import policy
from goals import rules
from goals.forms.sharing import CommentForm, ShareForm
from goals.queries import sharing as shared
from goals.queries.sharing import OwnGroup
from goals.queries.threads import Thread
from goals.rules import OwnSheet
from goals.services import sharing
from goals.views.pictures import pictures_at
from programmes.contract import NotPossible
from programmes.models import Edition, Person, Share
from programmes.rules import signed_in
from programmes.sheets import kind_of
from programmes.views.documents import pdf


def share_page(request: Request, own: OwnSheet, *, status: int = 200, **more: Any) -> HttpResponse:
    """Who sees the sheet now, what is new since, and whom it can be shared with."""
    membership, kind = own.membership, own.kind
    sheet = kind.snapshot(membership, own.subject)
    rows = shared.shared_by([membership], kind.slug, sheet, subject=own.subject)
    nearest, groups = shared.nearest_of(membership), shared.groups_of(membership)
    programmes, open_rows = shared.programmes_to_hand_in_to(membership), [row.share for row in rows if row.is_open]
    context = {
        "section": kind.section,
        "membership": membership,
        "kind": kind,
        "home": own.home,
        "own": own,
        "title": kind.title(sheet),
        "to_manager": own.address("share-manager"),
        "to_hr": own.address("hand-in"),
        "sheet": sheet,
        "is_empty": kind.is_empty(sheet),
        "standing": [row for row in rows if row.is_open or row.can_withdraw],
        "earlier": [row for row in rows if not (row.is_open or row.can_withdraw)],
        "nearest": nearest,
        "groups": [(each, own.address("share-group", each.seat.group.public_id)) for each in groups],
        "hr": shared.hr_names(membership),
        "with_manager": nearest is not None and nearest.pk in {share.nearest_id for share in open_rows},
        "with_seats": {share.seat_id for share in open_rows},
        "programmes": [each for each in programmes if each not in {share.programme for share in open_rows}],
        "is_leader": bool(programmes),
        "hand_in_to": [None, *programmes],  # of those that are shared with a manager or a group, no programme
        **more,
    }
    return page(request, "goals/share.html", context, status=status)


@policy(rules.own_sheet)
def share(request: Request, own: OwnSheet) -> HttpResponse:
    return share_page(request, own, just=request.GET.get("shared", ""), gone=request.GET.get("withdrawn", ""))


def share_url(own: OwnSheet) -> str:
    return own.address("sheet-share")


def shared_now(own: OwnSheet, given: Share) -> str:
    return f"{share_url(own)}?shared={given.public_id}#share-{given.public_id}"


def copy_of(own: OwnSheet) -> dict[str, Any]:
    """What would be given, to be read before it is, and what of it is not written yet."""
    sheet = own.kind.snapshot(own.membership, own.subject)
    at = pictures_at("sheet-picture", own.membership.public_id, own.kind.slug, own.subject) if own.subject else ""
    return {
        "sheet": sheet,
        "pictures_at": at,
        "lacks": own.kind.lacks(sheet),
        "is_empty": own.kind.is_empty(sheet),
        "not_printed": " ".join(not_printed(json.dumps(sheet.to_json(), ensure_ascii=False))),
    }


Give = Callable[[ShareForm], Share]


def giving(request: Request, own: OwnSheet, purpose: str, give: Give, **more: Any) -> HttpResponse:
    """The form before sharing: who will see what, what for and how long; then the act."""
    form = ShareForm(request.POST if request.method == "POST" else None, purpose=purpose)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            return go(request, shared_now(own, give(form)))
        except NotPossible as refusal:
            problem = str(refusal)
    context = {
        "section": own.kind.section,
        "membership": own.membership,
        "kind": own.kind,
        "back": share_url(own),
        "form": form,
        "problem": problem,
        "action": request.path,
        **copy_of(own),
        **more,
    }
    return page(request, "goals/share_with.html", context, status=422 if form.is_bound else 200)


@policy(rules.sheet_for_manager)
def share_manager(request: Request, own: OwnSheet) -> HttpResponse:
    """Sharing with the nearest manager of today. The form names them, so that nobody else gets it instead."""
    nearest = shared.nearest_of(own.membership)
    if nearest is None:
        return go(request, share_url(own))

    def give(form: ShareForm) -> Share:
        if request.POST.get("to", "")[:12] != nearest.manager.public_id:
            raise NotPossible(_("Du har fått en annen nærmeste leder. Se hvem det er, og del på nytt."))
        return sharing.share_with_manager(
            membership=own.membership,
            nearest=nearest,
            by=request.user,
            purpose=form.cleaned_data["purpose"],
            ends_on=form.ends_on,
            kind=own.kind.slug,
            subject=own.subject,
        )

    more = {"to": nearest.manager.public_id, "who": "manager", "nearest": nearest}
    return giving(request, own, _("Samtaler om utviklingen min"), give, **more)


@policy(rules.own_group)
def share_group(request: Request, found: tuple[OwnSheet, OwnGroup]) -> HttpResponse:
    """Sharing with those who sit in the leader's group today. The form knows who they were, so that nobody else comes in."""
    own, group = found

    def give(form: ShareForm) -> Share:
        if request.POST.get("to", "") != group.seen:
            raise NotPossible(_("Noen har kommet til eller gått ut av gruppen. Se hvem som er der nå, og del på nytt."))
        return sharing.share_with_group(
            membership=own.membership,
            group=group,
            by=request.user,
            purpose=form.cleaned_data["purpose"],
            ends_on=form.ends_on,
            kind=own.kind.slug,
            subject=own.subject,
        )

    more = {"to": group.seen, "who": "group", "group": group, "has_newcomers": "again" in request.GET}
    return giving(request, own, _("Å støtte hverandre i gruppen"), give, **more)


@policy(rules.sheet_for_hr)
def hand_in(request: Request, own: OwnSheet) -> HttpResponse:
    """What handing in means, and the act itself."""
    membership, kind = own.membership, own.kind
    programmes = shared.programmes_to_hand_in_to(membership)
    problem = ""
    if request.method == "POST":
        chosen = [each for each in programmes if each.public_id == request.POST.get("programme", "")[:12]]
        try:
            if not chosen:
                raise NotPossible(_("Velg hvilket program du leverer i."))
            given = sharing.hand_in(
                membership=membership, programme=chosen[0], by=request.user, kind=kind.slug, subject=own.subject
            )
            return go(request, shared_now(own, given))
        except NotPossible as refusal:
            problem = str(refusal)
    context = {
        "section": kind.section,
        "membership": membership,
        "kind": kind,
        "back": share_url(own),
        "programmes": programmes,
        "hr": shared.hr_names(membership),
        "ends_on": timezone.localdate() + sharing.LONGEST,
        "problem": problem,
        **copy_of(own),
    }
    return page(request, "goals/hand_in.html", context, status=422 if problem else 200)


@policy(signed_in)
def editions(request: Request, person: Person) -> HttpResponse:
    return editions_page(request, person, gone=request.GET.get("withdrawn", ""))


def editions_page(
    request: Request, person: Person, *, problem: str = "", gone: str = "", status: int = 200
) -> HttpResponse:
    """Everything that a person has shared, wherever they were then: there to be read, and withdrawn."""
    rows = shared.shared_by(list(person.memberships.all()))
    context = {
        "section": "editions",
        "standing": [row for row in rows if row.is_open or row.can_withdraw],
        "earlier": [row for row in rows if not (row.is_open or row.can_withdraw)],
        "several": len({row.share.edition.membership_id for row in rows}) > 1,
        "problem": problem,
        "gone": gone,
    }
    return page(request, "goals/share_editions.html", context, status=status)


@policy(rules.own_share)
def edition(request: Request, share: Share) -> HttpResponse:
    """One's own edition as it was shared: the sheet, who has looked, and what was said."""
    return edition_page(request, share)


def edition_page(request: Request, share: Share, *, status: int = 200, **more: Any) -> HttpResponse:
    row = next(each for each in shared.shared_by([share.edition.membership]) if each.share.pk == share.pk)
    thread = Thread(share, True) if share.audience == shared.MANAGER else None
    kind = row.kind
    context = {
        "section": kind.section,
        "row": row,
        "share": row.share,
        "kind": kind,
        "sheet": kind.sheet_of(share.edition),
        "pictures_at": pictures_at("edition-picture", share.public_id),
        "back": home(share),
        "thread": thread,
        "deleted_comment": thread and thread.taken_back(request.GET.get("deleted", "")),
        "form": CommentForm(),
        **more,
    }
    return page(request, "goals/share_edition.html", context, status=status)


def home(share: Share) -> str:
    """The page that a leader's share is listed on: where they are still members, beside the sheet."""
    own = original(share)
    return share_url(own) if shared.holds(own.membership) and own.is_there else reverse("editions")


def original(share: Share) -> OwnSheet:
    """What an edition was made of."""
    return OwnSheet(share.edition.membership, kind_of(share.edition), share.edition.subject)


@policy(rules.own_share)
def own_edition_pdf(request: Request, share: Share) -> HttpResponse:
    """What the leader has shared, as it was then."""
    return edition_pdf(request, share.edition)


def form_for_newcomers(share: Share) -> str:
    """Where to see who is in the group now, if somebody has come to it whom its leader has not been told of."""
    if share.audience != shared.GROUP or not share.is_open:
        return ""
    own = next((each for each in shared.groups_of(share.edition.membership) if each.seat.pk == share.seat_id), None)
    if own is None or not shared.newcomers(share, own):
        return ""
    return original(share).address("share-group", own.seat.group.public_id) + "?again=1"


@policy(rules.own_share)
def again(request: Request, share: Share) -> HttpResponse:
    """The sheet as it is now to the same receiver, in one tap."""
    membership = share.edition.membership
    if request.method != "POST":
        return go(request, home(share))
    if not shared.holds(membership):
        raise Http404
    if form := form_for_newcomers(share):
        return go(request, form)
    try:
        given = sharing.again(share=share, by=request.user)
    except NotPossible as problem:
        if not original(share).is_there:
            return editions_page(request, request.user, problem=str(problem), status=409)
        return share_page(request, original(share), problem=str(problem), status=409)
    return go(request, shared_now(original(share), given))


@policy(rules.own_share)
def withdraw(request: Request, share: Share) -> HttpResponse:
    """At once, also for a leader who has left."""
    membership = share.edition.membership
    if request.method == "POST":
        try:
            sharing.withdraw(share=share, by=request.user)
        except NotPossible as problem:
            if shared.holds(membership) and original(share).is_there:
                return share_page(request, original(share), problem=str(problem), status=409)
            return editions_page(request, request.user, problem=str(problem), status=409)
    return go(request, f"{home(share)}?withdrawn={share.public_id}")


@policy(rules.own_share)
def discard(request: Request, share: Share) -> HttpResponse:
    """A copy that nobody else reads any longer is deleted."""
    back = home(share)
    if request.method == "POST":
        try:
            sharing.discard(share=share, by=request.user)
        except NotPossible as problem:
            return refused(request, str(problem), 409)
    return go(request, back)


def edition_pdf(request: Request, edition: Edition) -> HttpResponse:
    kind = kind_of(edition)
    return pdf(request, kind.page(kind.whole(edition), colour=edition.membership.municipality.colour))
