"""How a leader writes the målkort, within the page where HTMX asks and page by page where it does not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.policy import policy
from goals import rules, typed
from goals.models import Area
from goals.rules import Own
from goals.services import cards
from goals.typed import Removed, Typed, as_typed, put_aside
from goals.views.cards import PART, card_url
from goals.writing import PutAway, Writing, closed, found_area
from programmes.models import Membership
from programmes.rules import own_membership

ACTS = ("add", "remove", "back", "up", "down", "wave")


@policy(own_membership)
def new_area(request: Request, membership: Membership) -> HttpResponse:
    """A new area. The form names it before it is saved, so that however often it is sent, it is one area."""
    name = given_id(request.POST.get("saved_as", "")) or public_id()
    gone = Area.objects.filter(card__membership=membership, public_id=name, deleted_at__isnull=False).first()
    return edit(request, Writing(request, membership, None, name, gone=gone))


@policy(rules.own_area)
def edit_area(request: Request, own: Own) -> HttpResponse:
    """What is written in an area that was deleted in another tab brings it back, and says so."""
    gone = own.area if own.area.deleted_at else None
    if gone and request.method != "POST":
        raise Http404
    return edit(request, Writing(request, own.membership, own.area, own.area.public_id, gone=gone))


def edit(request: Request, writing: Writing) -> HttpResponse:
    """The area's form: saves as one writes, and says what to mend without losing a word."""
    if request.method != "POST":
        return opened(writing)
    if "redo" in request.POST:
        return redone(writing)
    sent, before = as_typed(request.POST), request.POST.get("before", "")
    what = request.POST.get("wave", "")[:40]
    sent = typed.waved(sent, what)
    # A button within the form sends the form's own word too, but asks for the card.
    if "autosave" in request.POST and request.headers.get("HX-Target") != PART:
        return autosaved(writing, sent, focus=f"asked-{what.partition(':')[0]}" if what else "")
    if "undo" in request.POST:
        return undone(writing, sent, before)
    for act in ACTS:
        if act in request.POST:
            return acted(writing, sent, act, request.POST[act][:40], before)
    form = writing.save(sent)
    if not writing.written:
        status = 409 if writing.overtaken else 422
        shown = writing.sheet(sent) if writing.overtaken else form
        return writing.shown(shown, before=before, status=status)
    return closed(request, writing.membership, f"area-{writing.name}", focus=f"edit-{writing.name}")


def opened(writing: Writing) -> HttpResponse:
    area = found_area(writing.membership, writing.name) if writing.area else None
    if area is None:
        return writing.shown(writing.sheet(Typed()), before="", focus="id_area-title")
    wanted = Typed.of(area)
    actions = {action.public_id: action for goal in area.goals.all() for action in goal.actions.all()}
    writing.written = cards.Written(area, actions)
    more = offered(put_aside(area), wanted)
    return writing.shown(writing.sheet(wanted), before=wanted.to_json(), focus="area-form", at=None, **more)


def autosaved(writing: Writing, sent: Typed, *, focus: str = "") -> HttpResponse:
    """What the form shows while one writes on: when it was saved, and how each deadline and goal is understood."""
    form = writing.save(sent)
    if writing.written:
        form = writing.sheet(sent)
    saved = writing.written
    context = {
        "at": timezone.now() if saved else None,
        "unsaved": not saved,
        "problem": writing.problem,
        "brought_back": writing.brought_back,
        "overtaken": writing.overtaken,
        "saved_as": writing.name,
        "revision": saved.area.revision if saved else writing.revision or 0,
        "form": form,
        "oob": True,
        "focus": focus,
        "today": timezone.localdate(),
    }
    status = 200 if saved else 409 if writing.overtaken else 422
    response = page(writing.request, "goals/saved.html", context, status=status)
    writing.give_address(response)
    return response


def acted(writing: Writing, sent: Typed, act: str, what: str, before: str) -> HttpResponse:
    """One of the form's own acts: a row more or less, or in another place. Saved where all is in order."""
    more: dict[str, Any] = {}
    out = typed.taken_out(writing.request.POST.get("removed", ""))
    if act == "add":
        wanted = typed.with_row(sent, what)
        more["focus"] = typed.new_row(wanted, what)
    elif act == "remove":
        wanted, removed = typed.without(sent, what)
        out += [removed] if removed else []
        more["focus"] = "back" if removed else ""
    elif act == "back":
        out = within(out, sent)
        back = out.pop() if out else None
        wanted = typed.with_back(sent, back) if back else sent
        more["focus"] = f"id_{back.now(wanted)}-text" if back else "area-form"
        if back and wanted == sent:
            out.append(back)
            more |= {"problem": _("Det er ikke plass til det. Fjern noe annet først, så kan du angre."), "focus": ""}
    elif act in ("up", "down"):
        by = -1 if act == "up" else 1
        wanted = typed.moved(sent, what, by)
        more["focus"] = f"{act}-{typed.next_to(what, by)}"
    else:
        wanted = sent  # waved away, without a script
        more["focus"] = f"id_{what.partition(':')[0]}-text"
    if writing.is_unsettled:
        writing.overtaken = True
    else:
        writing.save(wanted)
    more |= offered(out, wanted)
    status = 409 if writing.overtaken else 200
    response = writing.shown(writing.sheet(wanted), before=before, status=status, **more)
    writing.give_address(response)
    return response


def within(out: list[Removed], form: Typed) -> list[Removed]:
    """Without the last ones that have no place in the form: rows of a goal that did not come back."""
    kept = list(out)
    while kept and not kept[-1].now(form):
        kept.pop()
    return kept


def offered(out: list[Removed], wanted: Typed) -> dict[str, Any]:
    """The last that was taken out, with all before it behind it, at the place where it stood."""
    out = within(out, wanted)
    if not out:
        return {}
    where = out[-1].now(wanted)
    return {"removed_row": typed.spot(where), "removed": typed.as_text(out), "removed_from": typed.list_of(where)}


def undone(writing: Writing, sent: Typed, before: str) -> HttpResponse:
    """The area as it was when its form was opened; one that was new is taken away again. Both can be taken back.

    Beside another tab's version that one stands, and the form's own words are put away.
    """
    wanted = Typed.from_json(before)
    if wanted is None:
        return discarded(writing, sent)
    if not writing.is_unsettled:
        writing.save(wanted)
        if not writing.written:
            status = 409 if writing.overtaken else 422
            return writing.shown(writing.sheet(sent), before=before, status=status)
    return closed(
        writing.request,
        writing.membership,
        f"area-{writing.name}",
        focus=f"edit-{writing.name}",
        away=None if sent == wanted else PutAway(writing, sent),
    )


def discarded(writing: Writing, sent: Typed) -> HttpResponse:
    writing.save(sent)
    area = None if writing.overtaken else found_area(writing.membership, writing.name)
    if area:
        cards.delete_area(area=area)
    away = None if area or not sent.has_words else PutAway(writing, sent)
    return closed(writing.request, writing.membership, deleted=area, away=away)


def redone(writing: Writing) -> HttpResponse:
    """What was put away with «Angre endringene» or «Ikke nå», written again."""
    sent = Typed.from_json(writing.request.POST["redo"])
    if sent is None:
        return go(writing.request, card_url(writing.membership))
    form = writing.save(sent)
    if not writing.written:
        status = 409 if writing.overtaken else 422
        stands = found_area(writing.membership, writing.name)
        before = Typed.of(stands).to_json() if stands else ""
        return writing.shown(writing.sheet(sent) if writing.overtaken else form, before=before, status=status)
    return closed(writing.request, writing.membership, f"area-{writing.name}", focus=f"edit-{writing.name}")
