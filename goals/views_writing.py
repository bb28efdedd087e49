"""How a leader writes the målkort, within the page where HTMX asks and page by page where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.overtaking import Overtaken
from config.policy import policy
from config.text import whole
from efficacy.forms import RatingForm
from efficacy.queries import curves
from goals import queries, rules, typed
from goals.forms import AreaSheet
from goals.models import Action, Area
from goals.rules import Own, OwnGoal
from goals.services import cards
from goals.typed import Removed, Typed, as_typed, put_aside
from goals.views import PART, card_page, card_url
from programmes.contract import NotPossible
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


@dataclass
class Writing:
    """One request to the form of an area: what was typed, and what became of it."""

    request: Request
    membership: Membership
    area: Area | None
    name: str
    written: cards.Written | None = None
    problem: str = ""
    overtaken: bool = False
    writer: str = ""
    gone: Area | None = None  # the area, deleted in another tab
    brought_back: bool = False

    def __post_init__(self) -> None:
        # The open form's own name: what it saves twice, it does not overtake.
        self.writer = given_id(self.request.POST.get("writer", "")) or public_id()

    @property
    def revision(self) -> int | None:
        return whole(self.request.POST.get("revision", ""))

    @property
    def is_unsettled(self) -> bool:
        """The form shows what another tab has stored beside its own: which of the two it is to be, is not said yet."""
        return "unsettled" in self.request.POST

    def sheet(self, wanted: Typed, *, check: bool = False) -> AreaSheet:
        language = self.membership.municipality.language
        return AreaSheet(
            wanted,
            today=timezone.localdate(),
            languages={language, get_language() or language},
            check=check,
            stored=self.written.actions if self.written else {},
        )

    def save(self, wanted: Typed) -> AreaSheet:
        """Saves what can be saved, and says what must be mended."""
        form = self.sheet(wanted, check=True)
        if not form.is_valid():
            return form
        try:
            if self.gone:
                cards.restore_area(area=self.gone)
                self.gone, self.brought_back = None, True
            self.written = cards.write_area(
                membership=self.membership,
                name=self.name,
                revision=self.revision,
                writer=self.writer,
                **form.cleaned(),
            )
        except NotPossible as refusal:
            self.problem = str(refusal)
        except Overtaken:
            self.overtaken = True
        return form

    def give_address(self, response: HttpResponse) -> None:
        """Whoever loads the page of a new area again goes on in what is kept."""
        if self.written and self.area is None:
            response.headers["HX-Replace-Url"] = reverse("area-edit", args=[self.membership.public_id, self.name])

    def shown(self, form: AreaSheet, *, before: str, status: int = 200, **more: Any) -> HttpResponse:
        """The card with this area in its form."""
        revision = self.written.area.revision if self.written else self.revision or 0
        stored = found_area(self.membership, self.name) if self.overtaken else None
        revision = stored.revision if stored else revision
        context = {
            "editing": self.name if self.area and not self.gone else "new",
            "saved_as": self.name,
            "form": form,
            "revision": revision,
            "writer": self.writer,
            "before": before,
            "stored": queries.block(stored, with_status=True) if stored else None,
            "problem": self.problem,
            "unsaved": self.request.method == "POST" and not self.written,
            "brought_back": self.brought_back,
            "at": timezone.now() if self.written else None,
            "today": timezone.localdate(),
        }
        if self.overtaken and not self.is_unsettled:
            more["focus"] = "overtaken"
        return card_page(self.request, self.membership, status=status, **context | more)


def found_area(membership: Membership, name: str) -> Area | None:
    return next((each for each in queries.areas(membership) if each.public_id == name), None)


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


class PutAway:
    """What stood in a form that was closed without it, and what its form needs to be sent again."""

    def __init__(self, writing: Writing, sent: Typed) -> None:
        self.title = sent.title if writing.area else ""
        self.words = sent.to_json()
        self.name, self.writer = writing.name, writing.writer
        self.revision = writing.written.area.revision if writing.written else writing.revision or 0
        which = ["area-edit", writing.name] if writing.area else ["area-new"]
        self.address = reverse(which[0], args=[writing.membership.public_id, *which[1:]])


def closed(
    request: Request,
    membership: Membership,
    anchor: str = "",
    *,
    focus: str = "",
    deleted: Area | None = None,
    away: PutAway | None = None,
) -> HttpResponse:
    """The card without a form: in place where HTMX asked for it, else by going there; `away` can be had back on it."""
    url = f"{card_url(membership)}?deleted={deleted.public_id}" if deleted else card_url(membership)
    if request.headers.get("HX-Target") != PART and not away:
        return go(request, f"{url}#{anchor}" if anchor else url)
    focus = "redo" if away else focus or ("undo-delete" if deleted else "")
    response = card_page(request, membership, focus=focus, deleted=deleted, away=away)
    response.headers["HX-Push-Url"] = url
    return response


@policy(rules.own_area)
def delete_area(request: Request, own: Own) -> HttpResponse:
    """What the form holds goes with the area, so that it comes back with it."""
    if request.method == "POST":
        writing = Writing(request, own.membership, own.area, own.area.public_id)
        sent = as_typed(request.POST) if "goals" in request.POST and not own.area.deleted_at else None
        if sent and not writing.is_unsettled:
            writing.save(sent)
        cards.delete_area(area=own.area)
        away = PutAway(writing, sent) if sent and not writing.written else None
        return closed(request, own.membership, deleted=own.area, away=away)
    return go(request, card_url(own.membership))


@policy(rules.own_area)
def restore_area(request: Request, own: Own) -> HttpResponse:
    if request.method == "POST":
        try:
            cards.restore_area(area=own.area)
        except NotPossible as problem:
            return card_page(request, own.membership, problem=str(problem), status=409)
    return closed(request, own.membership, f"area-{own.area.public_id}", focus=f"edit-{own.area.public_id}")


@policy(rules.own_area)
def move_area(request: Request, own: Own) -> HttpResponse:
    """One place up or down on the card."""
    to = request.POST.get("to", "")
    if request.method == "POST" and to in ("up", "down"):
        cards.move_area(area=own.area, by=-1 if to == "up" else 1)
    name = own.area.public_id
    return closed(request, own.membership, f"area-{name}", focus=f"{to}-{name}" if to in ("up", "down") else "")


@policy(rules.own_action)
def status(request: Request, action: Action) -> HttpResponse:
    """How far an action has come, in one tap on the card."""
    membership = action.goal.area.card.membership
    wanted = request.POST.get("status", "")
    if request.method == "POST" and wanted in Action.Status.values:
        cards.set_status(action=action, status=wanted)
        action.status = wanted
    part = f"status-{action.public_id}"
    if request.headers.get("HX-Target") == part:
        return page(request, "goals/status.html", {"each": action, "membership": membership, "focus": part})
    return go(request, f"{card_url(membership)}#{part}")


@policy(rules.own_goal)
def belief(request: Request, own: OwnGoal) -> HttpResponse:
    """How sure the leader is of a goal, now and before."""
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cards.believe(goal=own.goal, membership=own.membership, value=form.cleaned_data["value"])
        return go(request, f"{card_url(own.membership)}#goal-{own.goal.public_id}")
    context = {
        "section": "goals",
        "membership": own.membership,
        "goal": own.goal,
        "form": form,
        "curve": curves([own.goal.belief]).get(own.goal.belief_id or 0),
    }
    return page(request, "goals/belief.html", context, status=422 if form.is_bound else 200)
