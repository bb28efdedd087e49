"""A request to the form of an area: what was typed, what became of it, and the page that answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from config.http import Request, go
from config.ids import given_id, public_id
from config.overtaking import Overtaken
from config.text import whole
from goals.forms.areas import AreaSheet
from goals.models import Area
from goals.queries import cards as queries
from goals.services import cards
from goals.typed import Typed
from goals.views.cards import PART, card_page, card_url
from programmes.contract import NotPossible
from programmes.models import Membership


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
