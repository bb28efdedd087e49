"""What a facilitator chooses among when an exercise is put into a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.contract import ExerciseKind, Text, kinds, leaned_on
from programmes.forms.exercise import STARTS, starting_point
from programmes.models import Gathering, Person, Phase, Programme, ShelvedExercise

# The apps in the order of a programme, and what their exercises are about.
ABOUT: dict[str, Text] = {
    "values": gettext_lazy("Verdier og felles plattform"),
    "efficacy": gettext_lazy("Mestring og samspill i gruppen"),
    "goals": gettext_lazy("Mål og egne ark"),
}

ABOUT_STARTS: dict[str, Text] = {
    "pairs": gettext_lazy("To og to snakker seg inn i dagen. Ingen skriver."),
    "notes": gettext_lazy("Hver tenker for seg selv først. Så drøfter gruppen, og velger hva de deler."),
    "safety": gettext_lazy("Hver skriver når det er trygt å si fra, og når det ikke er det. Så deler de i gruppen."),
    "anonymous": gettext_lazy("Alle svarer uten navn, og dere leser svarene sammen."),
    "evaluation": gettext_lazy("Alle sier hva som var bra og hva de vil ha mer av. Bare prosesslederne leser det."),
}


@dataclass(frozen=True)
class Line:
    """Something that one can choose: `key` says which, in the address of the form."""

    key: str
    name: Text
    about: Text
    phases: tuple[tuple[Text, int], ...]  # how, and in how many minutes

    @property
    def minutes(self) -> int:
        return sum(minutes for _name, minutes in self.phases)


def kinds_to_choose() -> list[tuple[Text, list[Line]]]:
    """Every kind that the apps register with phases of its own, by what it is about."""
    order = list(ABOUT)
    offered = [kind for kind in kinds().values() if kind.phases]
    offered.sort(key=lambda kind: (order.index(_app(kind)) if _app(kind) in order else len(order), _depth(kind)))
    return [
        (ABOUT.get(app, gettext_lazy("Andre oppgaver")), [_line(kind) for kind in group])
        for app, group in groupby(offered, _app)
    ]


def _depth(kind: ExerciseKind) -> int:
    """How many exercises must come before it, one building on the other."""
    return max((1 + _depth(kinds()[slug]) for slug in kind.builds_on if slug in kinds()), default=0)


def _app(kind: ExerciseKind) -> str:
    return type(kind).__module__.partition(".")[0]


def _line(kind: ExerciseKind) -> Line:
    phases = [(plan.mode, plan.minutes) for plan in kind.phases]
    about = str(kind.about)
    if before := leaned_on(kind):
        about += " " + _("Bygger på %(kinds)s.") % {"kinds": before}
    return Line(f"kind={kind.slug}", kind.name, about, _named(phases))


def starts_to_choose() -> list[Line]:
    """Exercises of questions, from their starting points and from nothing."""
    lines = []
    for key, name in STARTS.items():
        phases = [(row["mode"], row["minutes"]) for row in starting_point(key).phases]
        lines.append(Line(f"start={key}", name, ABOUT_STARTS[key], _named(phases)))
    empty = _("Skriv spørsmålene selv, og velg hvem hvert svar er for.")
    return [*lines, Line("start=", _("Tom oppgave"), empty, ())]


def shelf_to_choose(person: Person) -> list[Line]:
    """One's own; those of a kind that is no longer there are left out."""
    lines = []
    for each in on_shelf(person):
        if each.kind in kinds():
            phases = [(row["mode"], row["minutes"]) for row in each.phases]
            lines.append(Line(f"shelf={each.public_id}", each.title, kind_name(each), _named(phases)))
    return lines


def kind_name(kept: ShelvedExercise) -> Text:
    """What kind it is; empty where no app has the kind any longer."""
    kind = kinds().get(kept.kind)
    return kind.name if kind else ""


def _named(phases: Sequence[tuple[str, int]]) -> tuple[tuple[Text, int], ...]:
    """The modes by name; those that follow one another in the same mode are one."""
    return tuple(
        (Phase.Mode(mode).label, sum(minutes for _mode, minutes in group))
        for mode, group in groupby(phases, lambda phase: phase[0])
    )


def on_shelf(person: Person) -> list[ShelvedExercise]:
    return list(ShelvedExercise.objects.filter(person=person, deleted_at__isnull=True))


def just_removed(person: Person, kept: str) -> ShelvedExercise | None:
    if not kept:
        return None
    return ShelvedExercise.objects.filter(person=person, public_id=kept, deleted_at__isnull=False).first()


def kept_one(person: Person, kept: str) -> ShelvedExercise | None:
    if not kept:
        return None
    return ShelvedExercise.objects.filter(person=person, public_id=kept, deleted_at__isnull=True).first()


def gatherings_to_fill(person: Person) -> list[Gathering]:
    """Those that the person runs from today on, the nearest first."""
    return list(
        Gathering.objects.filter(programme__in=Programme.objects.run_by(person.pk), date__gte=timezone.localdate())
        .select_related("programme__municipality")
        .order_by("date", "pk")
    )
