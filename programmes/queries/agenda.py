"""What the pages that plan a day show."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from programmes.models import AgendaItem, Gathering, Municipality, Person, Programme, Stage


def items_of(gathering: Gathering) -> list[AgendaItem]:
    """All items with their exercises, phases and pages, those that are left out too; constant in queries."""
    return list(gathering.items.prefetch_related("exercises__phases", "pages"))


def items_to_print(gathering: Gathering) -> list[AgendaItem]:
    """The same with their questions and their pages of input."""
    return list(gathering.items.prefetch_related("exercises__phases", "exercises__questions", "pages"))


def sources(person: Person, municipality: Municipality, *, but: Gathering | None = None) -> list[Gathering]:
    """Days that have a plan, of the municipality's programmes that the person facilitates: the newest one's first."""
    run = Programme.objects.run_by(person.pk).filter(municipality=municipality)
    planned = AgendaItem.objects.filter(gathering=OuterRef("pk"), is_left_out=False)
    found = Gathering.objects.filter(Exists(planned), programme__in=run).exclude(pk=but.pk if but else 0)
    return list(found.select_related("programme").order_by("-programme", "number"))


def state_of(gathering: Gathering) -> str:
    """Whether the day is planned, runs, or has ended."""
    stage = Stage.objects.filter(gathering=gathering).first()
    return stage.state if stage else Stage.State.PLANNED


def has_ended(gathering: Gathering) -> bool:
    """Whether the day is over; a rehearsal's end is none."""
    return state_of(gathering) == Stage.State.ENDED
