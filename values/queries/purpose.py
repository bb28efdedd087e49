"""The ideas about the purpose: which lie in which pile, and what the room sees of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from programmes.models import Question, ReleasedText, Round
from programmes.queries.answered import Part, WallPage, page_of, released
from values.models import IdeaPile, PiledIdea, PurposeSentence

SLUG = "purpose"


@dataclass(frozen=True)
class Heap:
    """A pile with its ideas."""

    pile: IdeaPile
    ideas: list[ReleasedText]


@dataclass(frozen=True)
class Loose:
    """What is in no pile, by the question that it answers."""

    question: Question
    ideas: list[ReleasedText]


@dataclass(frozen=True)
class Gathered:
    heaps: list[Heap] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.ideas)

    @property
    def ideas(self) -> list[ReleasedText]:
        piled = [idea for heap in self.heaps for idea in heap.ideas]
        return piled + [idea for each in self.loose for idea in each.ideas]


def gathered(round: Round) -> Gathered:
    """Everything that the room may see, where it lies. Three queries."""
    piles = list(IdeaPile.objects.filter(round=round, is_removed=False))
    home = dict(PiledIdea.objects.filter(pile__in=piles).values_list("text", "pile"))
    inside: dict[int, list[ReleasedText]] = {}
    loose: dict[int, Loose] = {}
    for text in released(round):
        if text.pk in home:
            inside.setdefault(home[text.pk], []).append(text)
        else:
            loose.setdefault(text.question_id, Loose(text.question, [])).ideas.append(text)
    return Gathered([Heap(pile, inside.get(pile.pk, [])) for pile in piles], list(loose.values()))


def wall(round: Round) -> WallPage | None:
    """The piles with their headings, and last what lies in none; None while nothing may be seen."""
    found = gathered(round)
    if not found.count:
        return None
    parts = [Part(heap.pile.heading, [idea.text for idea in heap.ideas]) for heap in found.heaps]
    names = len({each.question.pk for each in found.loose}) > 1
    parts += [Part(each.question.text if names else "", [idea.text for idea in each.ideas]) for each in found.loose]
    sentences = agreed(round.exercise.item.gathering.programme_id)
    below = 1.6 + sum(1.6 * ceil(len(text) / 70) for text in sentences) if sentences else 0.0
    return page_of(found.ideas[0].question, parts, below=below)


def sentences(programme: int) -> list[PurposeSentence]:
    """What stands of the purpose in the platform's draft."""
    return list(PurposeSentence.objects.filter(platform__programme=programme, is_removed=False))


def agreed(programme: int) -> list[str]:
    """The sentences that the room has agreed on."""
    return [each.text for each in sentences(programme) if each.is_agreed]
