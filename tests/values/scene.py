"""Decided values and what comes after them, as other tests begin with them."""

from __future__ import annotations

from programmes.contract import kind_of
from programmes.models import Exercise, Gathering, Phase, Round
from programmes.services import questions, rounds
from tests.world import Place
from values.forms.purpose import PurposeOptions
from values.models import DecidedValue, Decision, PlatformEdition, PurposeSentence
from values.services import lines, platform

LABELS = ("Tillit", "Respekt", "Åpenhet")


def exercise(gathering: Gathering, kind: str, modes: tuple[str, ...], *, position: int) -> Exercise:
    """An exercise in the day's second item, made once."""
    item = gathering.items.get(position=2)
    found, made = Exercise.objects.get_or_create(
        item=item, kind=kind, defaults={"position": position, "title": f"Seljordmerke {kind}", "question": "Hva nå?"}
    )
    if made:
        for order, mode in enumerate(modes, start=1):
            Phase.objects.create(exercise=found, position=order, mode=mode, minutes=5, instruction="Skriv sammen.")
    return found


def decided(gathering: Gathering, labels: tuple[str, ...] = LABELS) -> Decision:
    round = rounds.open_round(exercise=exercise(gathering, "decision", ("together",), position=50), by=None)
    number = round.decisions.count() + 1
    decision = Decision.objects.create(round=round, number=number, reason="Seljordmerke: de bærer de andre")
    for position, label in enumerate(labels, start=1):
        DecidedValue.objects.create(decision=decision, position=position, label=label, mean=20 - position)
    return decision


def lines_exercise(gathering: Gathering) -> Exercise:
    return exercise(gathering, "lines", ("together", "alone", "groups"), position=60)


def gallery_exercise(gathering: Gathering) -> Exercise:
    return exercise(gathering, "gallery", ("together", "groups", "groups", "together"), position=70)


def purpose_exercise(gathering: Gathering) -> Exercise:
    """Made as a facilitator makes it, with the three questions as they come."""
    found = exercise(gathering, "purpose", ("alone", "together", "groups", "together"), position=80)
    if not found.questions.exists():
        found.phases.filter(position=1).update(writer="each")
        form = PurposeOptions(found)
        form = PurposeOptions(found, {name: form.initial[name] for name in form.fields})
        assert form.is_valid()
        kind_of(found).keep_options(found, form)
    return Exercise.objects.select_related("item__gathering__programme").get(pk=found.pk)


def purpose_round(here: Place, voters: int = 5) -> Round:
    """A revealed round of ideas, made once."""
    made = purpose_exercise(here.gathering)
    if found := made.rounds.first():
        return found
    round = rounds.open_round(exercise=made, by=None)
    for number, seat in enumerate(here.leaders[:voters], start=1):
        answers = {each.public_id: f"Idé {number}.{each.position}" for each in made.questions.all()}
        questions.send(round=round, participation=seat, answers=answers)
    rounds.close_round(round=round, by=None)
    return rounds.reveal(round=round, by=None)


def lines_round(here: Place) -> Round:
    """Three values are decided, and the two groups write for them: the first has two."""
    if not Decision.objects.filter(round__exercise__item__gathering=here.gathering).exists():
        decided(here.gathering)
    return rounds.open_round(exercise=lines_exercise(here.gathering), by=None)


def published(here: Place) -> PlatformEdition:
    """The first edition of the platform, with an open address; made once."""
    if found := PlatformEdition.objects.filter(platform__programme=here.programme).first():
        return found
    round = lines_round(here)
    for label in LABELS:
        value = round.line_values.get(label=label)
        lines.write(value=value, group=here.groups[0], text=f"Seljordmerke: vise {label}")
    made = platform.platform_of(here.programme)
    platform.fetch(platform=made)
    PurposeSentence.objects.create(platform=made, position=1, text="Seljordmerke: vi gir retning.", is_agreed=True)
    platform.set_link(platform=made, is_open=True)
    edition = platform.publish(platform=made, note="Den første", by=here.facilitator)
    edition.platform.refresh_from_db()
    return edition
