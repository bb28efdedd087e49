"""What a gathering came to: for the summary that all its leaders read, and for the page that each takes home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from textwrap import wrap
from typing import TypedDict

from django.utils import translation
from django.utils.translation import gettext as _

from programmes.contract import Fragment, kind_of
from programmes.models import Gathering, NextStep, Participation, Round, Summary
from programmes.queries.room import in_rehearsal


class Part(TypedDict):
    """Paragraphs under a heading, as they are stored."""

    heading: str
    text: str


@dataclass(frozen=True)
class Published:
    """A summary as leaders read it."""

    gathering: Gathering
    summary: Summary

    @property
    def parts(self) -> list[Part]:
        return self.summary.published or []


Also = Callable[[Gathering], "list[Part]"]
_also: list[Also] = []


def sums_up(function: Also) -> Also:
    """What an app proposes of a gathering beside its exercises: only what its leaders may read already."""
    _also.append(function)
    return function


def rounds_of(gathering: Gathering) -> list[Round]:
    """The day's rounds in its order."""
    found = Round.objects.filter(exercise__item__gathering=gathering)
    return list(
        found.select_related("exercise__item__gathering__programme__municipality").order_by(
            "exercise__item__position", "exercise__position", "number"
        )
    )


def proposal(gathering: Gathering) -> list[Part]:
    """What groups have entered and the room has seen, in the programme's language; nothing of a rehearsal."""
    if in_rehearsal(gathering):
        return []
    parts: list[Part] = []
    with translation.override(gathering.programme.language):
        for round in counting(rounds_of(gathering)):
            said = [] if round.is_open else [str(text) for text in kind_of(round.exercise).summary(round) if text]
            if said:
                parts.append({"heading": heading(round), "text": "\n\n".join(said)})
        return parts + [part for make in _also for part in make(gathering)]


def counting(rounds: list[Round]) -> list[Round]:
    """All rounds of a kind that is asked again on purpose; of others the newest, which took the others' place."""
    newest = {round.exercise_id: round.pk for round in rounds}
    return [each for each in rounds if newest[each.exercise_id] == each.pk or kind_of(each.exercise).repeats]


def heading(round: Round) -> str:
    if round.number == 1 or not kind_of(round.exercise).repeats:
        return round.exercise.title
    return _("%(title)s, runde %(number)s") % {"title": round.exercise.title, "number": round.number}


def summary_of(gathering: Gathering) -> Summary | None:
    return Summary.objects.filter(gathering=gathering).select_related("saved_by").first()


def last_before(gathering: Gathering) -> Published | None:
    """The published summary of the nearest earlier gathering that has one."""
    found = Gathering.objects.before(gathering).filter(summary__published_at__isnull=False)
    nearest = found.select_related("summary").first()
    return Published(nearest, nearest.summary) if nearest else None


@dataclass(frozen=True)
class Recap:
    """One screen of the summary of the gathering before, as it stands on the projector."""

    published: Published
    part: Part
    page: int  # from 0
    of: int

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page + 1 < self.of else None


def recap(gathering: Gathering, page: int) -> Recap | None:
    """A screen of the last summary before a gathering; None where nothing is published."""
    return recap_of(last_before(gathering), page)


def recap_of(published: Published | None, page: int) -> Recap | None:
    """The last screen where there are fewer by now."""
    found = screens(published.parts) if published else []
    if published is None or not found:
        return None
    page = min(page, len(found) - 1)
    return Recap(published, found[page], page, len(found))


# What a room reads from the back row in one screen: letters, and lines of about 60.
SCREEN, ROWS, A_ROW = 900, 14, 60


def screens(parts: list[Part]) -> list[Part]:
    """A part that is too long for one screen is several, under the same heading. It is broken where a line ends."""
    return [{"heading": part["heading"], "text": text} for part in parts for text in _cut(part["text"])]


def _cut(text: str) -> list[str]:
    found: list[list[str]] = [[]]
    letters = rows = 0
    for line in (piece for whole in text.split("\n") for piece in wrap(whole, SCREEN) or [""]):
        needs = -(-len(line) // A_ROW) or 1
        if found[-1] and (letters + len(line) > SCREEN or rows + needs > ROWS):
            found.append([])
            letters = rows = 0
        found[-1].append(line)
        letters, rows = letters + len(line), rows + needs
    whole = ["\n".join(lines).strip("\n") for lines in found]
    return [each for each in whole if each] or [""]


@dataclass(frozen=True)
class Evening:
    """What one leader takes home from a gathering."""

    gathering: Gathering
    step: NextStep
    lines: list[tuple[str, Fragment]] = field(default_factory=list)  # an exercise's title, and one's own in it
    ours: list[Fragment] = field(default_factory=list)


def evening(gathering: Gathering, participation: Participation) -> Evening:
    """Their own lines, what was decided together, and their next step."""
    lines, ours = [], []
    for round in [] if in_rehearsal(gathering) else rounds_of(gathering):
        kind = kind_of(round.exercise)
        if own := kind.own_lines(round, participation):
            lines.append((round.exercise.title, own))
        if decided := kind.taken_home(round):
            ours.append(decided)
    return Evening(gathering, next_step(gathering, participation), lines, ours)


def next_step(gathering: Gathering, participation: Participation) -> NextStep:
    """The row, or one that nobody has written yet."""
    mine = NextStep.objects.filter(gathering=gathering, participation=participation)
    return mine.first() or NextStep(gathering=gathering, participation=participation, revision=0)
