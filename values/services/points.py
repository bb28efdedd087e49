"""100 points: sealed while the round is open, then only sums."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from config import live
from programmes.contract import NotPossible
from programmes.models import Gathering, Participation, Round
from programmes.queries.respondents import answered_in
from programmes.services.rounds import Answers, why_not
from values import scoring
from values.models import Allocation, Candidate, NamedAllocation, PointsResult, ShortlistValue
from values.queries import points as queries

WHOLE = 100
# A whole room hands in in the same minute.
ONE, OVER = ["round", "participation"], ["points", "total", "handed_in"]
HANDED_IN = Answers(Allocation, unique=ONE, over=OVER)
DRAFTS = Answers(Allocation, unique=ONE, over=OVER, keeps="handed_in")


def newest_shortlist(gathering: Gathering) -> Round | None:
    """The round that gave a gathering its latest shortlist; None where none has."""
    return Round.objects.filter(exercise__item__gathering=gathering, shortlist__isnull=False).newest()


def freeze_candidates(*, round: Round) -> None:
    """The newest shortlist of the gathering becomes what points are spread over."""
    newest = newest_shortlist(round.exercise.item.gathering)
    Candidate.objects.bulk_create(
        Candidate(round=round, position=value.position, label=value.label, value=value)
        for value in ShortlistValue.objects.filter(round=newest)
    )


def save(*, round: Round, participation: Participation, points: Sequence[int], hand_in: bool) -> Allocation:
    """Keeps a leader's points, as a draft or handed in. Counts only at exactly 100, and only while open.

    Points that do not sum to 100 are a draft. What was handed in counts until something else is: a draft takes nothing
    back, and what stands is returned. Raises `NotPossible` when the round is closed, and when a value's points are
    missing or outside 0–100.
    """
    # The values were frozen when the round opened: they may have been read before.
    if len(points) != len(queries.candidates(round)) or any(not 0 <= each <= WHOLE for each in points):
        raise NotPossible(_("Skriv et helt tall fra 0 til 100 for hver verdi."))
    total = sum(points)
    allocation = Allocation(
        round=round,
        participation=participation,
        points=list(points),
        total=total,
        handed_in=hand_in and total == WHOLE,
    )
    if (HANDED_IN if allocation.handed_in else DRAFTS).write(allocation):
        live.announce(round.exercise.item.gathering.public_id, urgent=False)
        return allocation
    if problem := why_not(round=round, participation=participation):
        raise NotPossible(problem)
    return Allocation.objects.get(round=round, participation=participation)


def settle(*, round: Round) -> PointsResult:
    """At the close: computes everything that may be published, and deletes every leader's points.

    In an åpen runde what each has given is kept to be shown, as all were told.
    """
    allocations = list(Allocation.objects.select_for_update().filter(round=round))
    handed_in = [allocation for allocation in allocations if allocation.handed_in]
    # Sorted, so that nothing published can depend on who came when.
    rows = sorted(allocation.points for allocation in handed_in)
    labels = list(round.candidates.values_list("label", flat=True))
    # Who has given is kept, so that another round of nearly the same people does not tell what.
    gave = round.electors.filter(participation__in=[each.participation_id for each in handed_in])
    gave.update(has_answered=True)
    published = scoring.publish_named(rows) if round.is_named else _publish(round, rows, labels)
    figures = [{"label": label, **figure.to_json()} for label, figure in zip(labels, published, strict=False)]
    tells = not any(figure.as_before for figure in published)
    agreement = scoring.agreement(rows, named=round.is_named) if tells else ""
    result = PointsResult.objects.create(
        round=round,
        asked=round.electors.count(),
        givers=len(rows),
        is_named=round.is_named,
        figures=[{"agreement": agreement, "values": figures}] if figures else [],
    )
    if round.is_named:
        NamedAllocation.objects.bulk_create(
            NamedAllocation(round=round, participation_id=each.participation_id, points=each.points)
            for each in handed_in
        )
    Allocation.objects.filter(round=round).delete()
    return result


def _publish(round: Round, rows: list[list[int]], labels: list[str]) -> list[scoring.Figure]:
    figures = scoring.publish(rows)
    if not figures:
        return figures
    known = queries.known_of(round)
    return scoring.beside(figures, len(rows), [known.get(label, []) for label in labels], answered_in(round))
