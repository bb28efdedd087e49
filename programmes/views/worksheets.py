"""Worksheets: a leader's own of each kind, and one of them in its form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from config.http import Request, go, page
from config.ids import given_id, public_id
from config.overtaking import Overtaken
from config.policy import policy
from config.text import from_json, whole
from programmes import rules
from programmes.contract import NotPossible
from programmes.models import Membership, Share
from programmes.models.worksheets import Worksheet
from programmes.panels import Tool, tools_for
from programmes.rules import OwnWorksheet, OwnWorksheets
from programmes.services import worksheets as services
from programmes.views.documents import pdf
from programmes.worksheets import WorksheetKind, own_paper, worksheet_kinds

SECTION, SAVED = "goals", "saved"


@policy(rules.own_membership)
def tools(request: Request, membership: Membership) -> HttpResponse:
    """Every kind of worksheet, and how many of each the leader has."""
    lines = [worksheet_tool(kind, membership) for kind in worksheet_kinds().values()]
    context = {"section": SECTION, "membership": membership, "lines": lines + tools_for(membership)}
    return page(request, "programmes/worksheets/tools.html", context)


def worksheet_tool(kind: WorksheetKind, membership: Membership) -> Tool:
    number = kind.of(membership).count()
    done = ngettext("%(number)s ark", "%(number)s ark", number) % {"number": number} if number else ""
    return Tool(kind.name, kind.about, reverse("worksheets", args=[membership.public_id, kind.slug]), done)


@policy(rules.own_worksheets)
def worksheets(request: Request, own: OwnWorksheets) -> HttpResponse:
    """The leader's own sheets of a kind."""
    kind, membership = own.kind, own.membership
    name = given_id(request.GET.get("deleted", ""))
    gone = kind.model._default_manager.filter(membership=membership, public_id=name, deleted_at__isnull=False).first()
    context = {
        "section": SECTION,
        "membership": membership,
        "kind": kind,
        "lines": [(sheet, kind.title(sheet), kind.line(sheet)) for sheet in kind.of(membership)],
        "deleted": gone,
        "deleted_title": kind.title(gone) if gone else "",
    }
    return page(request, "programmes/worksheets/list.html", context)


def list_url(own: OwnWorksheets | OwnWorksheet) -> str:
    return reverse("worksheets", args=[own.membership.public_id, own.kind.slug])


@policy(rules.own_worksheets)
def new(request: Request, own: OwnWorksheets) -> HttpResponse:
    """A fresh sheet: it has its name before it is saved, so that however often it is sent, it is one."""
    return go(request, reverse("worksheet", args=[own.membership.public_id, own.kind.slug, public_id()]))


@dataclass
class Writing:
    """One request to a sheet's form: what was typed, and what became of it."""

    request: Request
    own: OwnWorksheet
    form: forms.Form = field(init=False)
    written: Worksheet | None = None
    problem: str = ""
    overtaken: bool = False
    writer: str = ""

    def __post_init__(self) -> None:
        # The open form's own name: what it saves twice, it does not overtake.
        self.writer = given_id(self.request.POST.get("writer", "")) or public_id()
        self.form = self.own.kind.form(initial=self.own.values)

    @property
    def revision(self) -> int:
        return whole(self.request.POST.get("revision", "")) or 0

    def save(self, data: Any) -> None:
        """Saves every field that can be saved, and says what must be mended in the others."""
        own = self.own
        self.form = own.kind.form(data)
        self.form.is_valid()
        values = {name: value for name, value in self.form.cleaned_data.items() if name in own.kind.form.base_fields}
        try:
            self.written = services.write(
                kind=own.kind,
                membership=own.membership,
                name=own.name,
                values=values,
                revision=self.revision,
                writer=self.writer,
            )
        except Overtaken:
            self.overtaken = True
        except NotPossible as problem:
            self.problem = str(problem)

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.problem or self.form.errors else 200


@policy(rules.own_worksheet)
def worksheet(request: Request, own: OwnWorksheet) -> HttpResponse:
    """One sheet in its form: saved as one writes. What is written on one that was deleted brings it back."""
    writing = Writing(request, own)
    if request.method != "POST":
        if own.sheet and own.sheet.deleted_at:
            raise Http404
        return shown(writing, before=to_json(own.values) if own.sheet else "")
    before = request.POST.get("before", "")
    undo = "undo" in request.POST
    if undo and not values_in(before):
        return discarded(request, own)
    writing.save(values_in(before) if undo else request.POST)
    if request.headers.get("HX-Target") == SAVED:
        return page(request, "programmes/worksheets/saved.html", context(writing, oob=True), status=writing.status)
    if writing.status != 200:
        return shown(writing, before=before)
    return go(request, request.path if undo else f"{list_url(own)}#sheet-{own.name}")


def to_json(values: dict[str, Any]) -> str:
    return json.dumps({name: "" if value is None else str(value) for name, value in values.items()})


def values_in(text: str) -> dict[str, str]:
    found = from_json(text)
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def discarded(request: Request, own: OwnWorksheet) -> HttpResponse:
    """One that was new is taken away again."""
    if own.sheet:
        services.delete(sheet=own.sheet)
        return go(request, f"{list_url(own)}?deleted={own.name}")
    return go(request, list_url(own))


def context(writing: Writing, **more: Any) -> dict[str, Any]:
    own, stored = writing.own, None
    if writing.overtaken:
        stored = own.kind.model._default_manager.filter(public_id=own.name).first()
    sheet = writing.written or own.sheet or own.kind.model(public_id=own.name, membership=own.membership)
    revision = stored.revision if stored and not more.get("oob") else sheet.revision
    return {
        "section": SECTION,
        "membership": own.membership,
        "kind": own.kind,
        "sheet": sheet,
        "name": own.name,
        "title": own.kind.title(sheet),
        "form": writing.form,
        "wrong": wrong(writing.form),
        "stored": own.kind.parts(stored) if stored else None,
        "overtaken": writing.overtaken,
        "problem": writing.problem,
        "writer": writing.writer,
        "revision": revision if writing.written or not writing.request.POST or stored else writing.revision,
        "at": timezone.now() if writing.written else None,
        **own.kind.context(sheet),
        **more,
    }


def wrong(form: forms.Form) -> list[tuple[str, str, str]]:
    """(id of the field, its label, what to do) for everything that must be mended."""
    return [(each.id_for_label, str(each.label), str(error)) for each in form for error in each.errors]


def shown(writing: Writing, *, before: str) -> HttpResponse:
    own = writing.own
    copies = Share.objects.open().filter(
        edition__membership=own.membership, edition__kind=own.kind.slug, edition__subject=own.name
    )
    found = context(writing, before=before, is_shared=copies.exists())
    if writing.request.method != "POST":
        found["at"] = None
    return page(writing.request, "programmes/worksheets/edit.html", found, status=writing.status)


@policy(rules.own_worksheet)
def delete(request: Request, own: OwnWorksheet) -> HttpResponse:
    if own.sheet is None:
        raise Http404
    if request.method != "POST":
        return go(request, list_url(own))
    services.delete(sheet=own.sheet)
    return go(request, f"{list_url(own)}?deleted={own.name}")


@policy(rules.own_worksheet)
def restore(request: Request, own: OwnWorksheet) -> HttpResponse:
    if own.sheet is None:
        raise Http404
    if request.method == "POST":
        services.restore(sheet=own.sheet)
    return go(request, f"{list_url(own)}#sheet-{own.name}")


@policy(rules.own_worksheet)
def worksheet_pdf(request: Request, own: OwnWorksheet) -> HttpResponse:
    """The sheet on paper, in the language that its leader reads."""
    if own.sheet is None or own.sheet.deleted_at:
        raise Http404
    return pdf(request, own_paper(own.kind, own.membership, own.name))
