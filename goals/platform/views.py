"""Min lederplattform: the nine answers, one by one or all together, and what they were before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from config.fields import Lines
from config.http import Request, go, page
from config.ids import given_id, public_id
from config.overtaking import Overtaken
from config.policy import policy
from config.text import whole
from goals.platform import printing, queries, rules, services
from goals.platform.questions import LAST, NUMBERS, QUESTIONS, STONES, most_letters
from goals.platform.rules import OwnQuestion
from goals.platform.sheet import changes
from goals.queries.sharing import receivers
from programmes.contract import NotPossible
from programmes.models import Edition, Membership
from programmes.rules import own_membership
from programmes.sheets import sheet_kinds
from programmes.views.documents import in_the_readers, pdf

SECTION, SAVED = "platform", "saved"


@policy(own_membership)
def platform(request: Request, membership: Membership) -> HttpResponse:
    """The nine stones: what is answered, and what is not yet."""
    sheet = queries.sheet(membership)
    context = {
        "section": SECTION,
        "membership": membership,
        "sheet": sheet,
        "receivers": receivers(membership, queries.KIND),
        "editions": membership.editions.filter(kind=queries.KIND).count(),
        "begin": next((number for number in NUMBERS if not sheet.answers[number - 1]), LAST),
    }
    return page(request, "goals/platform/platform.html", context)


def platform_url(membership: Membership) -> str:
    return reverse("platform", args=[membership.public_id])


@policy(own_membership)
def platform_pdf(request: Request, membership: Membership) -> HttpResponse:
    """The platform as it stands now, on paper."""
    return pdf(request, printing.page(in_the_readers(queries.sheet(membership)), colour=membership.municipality.colour))


@policy(own_membership)
def card_pdf(request: Request, membership: Membership) -> HttpResponse:
    """The ninth sentence as a card; there is none before it is written."""
    sheet = queries.sheet(membership)
    if not sheet.sentence:
        return go(request, reverse("platform-answer", args=[membership.public_id, LAST]))
    return pdf(request, printing.card(in_the_readers(sheet), colour=membership.municipality.colour))


# One question


@dataclass
class Writing:
    """One request to the form of an answer: what was typed, and what became of it."""

    request: Request
    own: OwnQuestion
    text: str = ""
    error: str = ""
    written: int | None = None  # the revision, where it was saved
    overtaken: bool = False
    writer: str = ""

    def __post_init__(self) -> None:
        # The open form's own name: what it saves twice, it does not overtake.
        self.writer = given_id(self.request.POST.get("writer", "")) or public_id()

    @property
    def revision(self) -> int:
        return whole(self.request.POST.get("revision", "")) or 0

    def save(self, text: str) -> None:
        """Saves what can be saved, and says what must be mended."""
        found = Lines(QUESTIONS[self.own.number], most_letters(self.own.number), rows=1)
        self.text = text = text.replace("\r\n", "\n")
        try:
            clean = str(found.clean(text))
        except ValidationError as wrong:
            self.error = " ".join(wrong.messages)
            return
        try:
            answer = services.write(
                membership=self.own.membership,
                number=self.own.number,
                text=clean,
                revision=self.revision,
                writer=self.writer,
            )
            self.written = answer.revision
        except Overtaken:
            self.overtaken = True

    @property
    def status(self) -> int:
        return 409 if self.overtaken else 422 if self.error else 200


@policy(rules.own_question)
def answer(request: Request, own: OwnQuestion) -> HttpResponse:
    """One of the nine: saved as one writes, then on to the next or back to them all."""
    writing = Writing(request, own)
    if request.method != "POST":
        found = queries.answer(own.membership, own.number)
        writing.text = found.text if found else ""
        return shown(writing, before=writing.text, revision=found.revision if found else 0)
    before = request.POST.get("before", "")
    undo = "undo" in request.POST
    writing.save(before if undo else request.POST.get("text", ""))
    if request.headers.get("HX-Target") == SAVED:
        return page(request, "goals/platform/saved.html", saved(writing), status=writing.status)
    if writing.status != 200:
        if undo:
            writing.text = request.POST.get("text", "")
        return shown(writing, before=before, revision=writing.revision)
    return go(request, onward(own, request.POST.get("go", ""), stay=undo))


def saved(writing: Writing) -> dict[str, Any]:
    revision = writing.revision if writing.written is None else writing.written
    at = timezone.now() if writing.status == 200 else None
    return {"at": at, "overtaken": writing.overtaken, "error": writing.error, "revision": revision}


def onward(own: OwnQuestion, to: str, *, stay: bool) -> str:
    number = own.number + {"next": 1, "previous": -1}.get(to, 0)
    if not stay and (to not in ("next", "previous") or number not in QUESTIONS):
        return f"{platform_url(own.membership)}#stone-{own.number}"
    return reverse("platform-answer", args=[own.membership.public_id, number])


def shown(writing: Writing, *, before: str, revision: int) -> HttpResponse:
    own = writing.own
    stored = queries.answer(own.membership, own.number) if writing.overtaken else None
    answers = queries.answers(own.membership)
    context = {
        "section": SECTION,
        "membership": own.membership,
        "number": own.number,
        "question": QUESTIONS[own.number],
        "text": writing.text,
        "before": before,
        "error": writing.error,
        "stored": stored,
        "writer": writing.writer,
        "revision": stored.revision if stored else revision,
        "answers": [(number, QUESTIONS[number], answers[number]) for number in NUMBERS if number in answers],
        "stones": [(number, STONES[number], number in answers) for number in NUMBERS],
        "next": QUESTIONS.get(own.number + 1),
        "most": most_letters(own.number),
    }
    return page(writing.request, "goals/platform/answer.html", context, status=writing.status)


# Editions


def editions_page(request: Request, membership: Membership, *, status: int = 200, **more: Any) -> HttpResponse:
    """The leader's own editions, what changed from one to the next, and what has changed since the last."""
    kept, now = queries.editions(membership), queries.sheet(membership)
    context = {
        "section": SECTION,
        "membership": membership,
        "kept": kept,
        "news": changes(kept[0].sheet, now) if kept else [],
        "is_empty": not now.answered,
        **more,
    }
    return page(request, "goals/platform/editions.html", context, status=status)


@policy(own_membership)
def editions(request: Request, membership: Membership) -> HttpResponse:
    if request.method == "POST":
        try:
            made = services.keep(membership=membership)
        except NotPossible as problem:
            return editions_page(request, membership, problem=str(problem), status=409)
        return go(request, f"{reverse('platform-editions', args=[membership.public_id])}?kept={made.public_id}")
    return editions_page(
        request, membership, just=given_id(request.GET.get("kept", "")), gone=request.GET.get("deleted") == "1"
    )


@policy(rules.own_edition)
def edition(request: Request, edition: Edition) -> HttpResponse:
    """The platform as it was that day."""
    context = {
        "section": SECTION,
        "membership": edition.membership,
        "edition": edition,
        "sheet": queries.edition_sheet(edition),
        "kind": sheet_kinds()[queries.KIND],
    }
    return page(request, "goals/platform/edition.html", context)


@policy(rules.own_edition)
def edition_pdf(request: Request, edition: Edition) -> HttpResponse:
    sheet = queries.edition_sheet(edition)
    return pdf(request, printing.page(sheet, colour=edition.membership.municipality.colour))


@policy(rules.own_edition)
def delete_edition(request: Request, edition: Edition) -> HttpResponse:
    """Asks first: what is deleted is gone."""
    problem, membership = "", edition.membership
    if request.method == "POST":
        try:
            services.forget(edition=edition)
            return go(request, f"{reverse('platform-editions', args=[membership.public_id])}?deleted=1")
        except NotPossible as refusal:
            problem = str(refusal)
    context = {"section": SECTION, "membership": membership, "edition": edition, "problem": problem}
    return page(request, "goals/platform/delete.html", context, status=409 if problem else 200)
