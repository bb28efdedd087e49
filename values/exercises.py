"""What values brings to the stage: the diamond, the top three of all, and 100 points."""

from __future__ import annotations

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from programmes.contract import Answers, ExerciseKind, Fragment, GroupProgress, Progress, Step, register
from programmes.models import Elector, Exercise, Group, Person, Phase, Round
from programmes.queries.groups import groups_of
from programmes.services.rounds import close_round
from values import pretending, queries
from values.diamond import SLOTS
from values.forms import PaperDiamond
from values.models import Allocation, Card, Origin, PointsResult, ShortlistValue
from values.services import diamonds, points
from values.toplist import Entry, Placed, top_three


@register
class DiamondKind(ExerciseKind):
    """Each group agrees on nine values and ranks them 1–2–3–2–1, everybody in it at once."""

    slug = "diamond"
    styles = ("values.css",)
    scripts = ("board.js",)
    name = _("Verdidiamant")
    answers = Answers.GROUP
    has_result = True
    result_name = _("Diamantene")
    has_roles = True

    def open(self, round: Round, *, by: Person | None) -> None:
        gathering = round.exercise.item.gathering
        diamonds.lay_out(round=round, groups=groups_of(gathering), language=gathering.programme.language)

    def welcome(self, round: Round, group: Group) -> None:
        if queries.diamond_of(round, group) is None:
            language = round.exercise.item.gathering.programme.language
            diamonds.lay_out(round=round, groups=[group], language=language)

    def close(self, round: Round) -> None:
        diamonds.hold_still(round=round)

    def participant(self, step: Step) -> Fragment | None:
        round, exercise, elector = step.round, step.exercise, step.elector
        diamond = queries.diamond_of(round, elector.group) if round and elector else None
        if round is None or diamond is None:
            return None
        return Fragment(
            "values/diamond.html" if step.phase.mode == Phase.Mode.GROUPS else "values/diamond_still.html",
            {"exercise": exercise, "round": round, "diamond": diamond, "board": queries.board(diamond)},
        )

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.GROUPS

    def board(self, round: Round, group: Group) -> Fragment | None:
        diamond = queries.diamond_of(round, group)
        if diamond is None:
            return None
        return Fragment("values/board.html", {"round": round, "diamond": diamond, "board": queries.board(diamond)})

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/diamonds_wall.html", {"boards": queries.boards(round)})

    def progress(self, round: Round) -> Progress | None:
        groups = tuple(
            GroupProgress(
                each.diamond.group,
                each.placed,
                SLOTS,
                _("Ferdig") if each.placed == SLOTS else "",
                Fragment("values/mini_diamond.html", {"board": each}),
            )
            for each in queries.boards(round)
        )
        return Progress(sum(each.done for each in groups), SLOTS * len(groups), _("verdier plassert"), groups)

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """The members of a group take turns: each lays the next value where nobody has laid one."""
        diamond = queries.diamond_of(round, elector.group)
        if diamond is None:
            return False
        members = list(round.electors.filter(group=elector.group).order_by("pk").values_list("pk", flat=True))
        words, number = pretending.nine_words(diamond), members.index(elector.pk) + step * len(members)
        if number >= len(words):
            return False
        by = elector.participation
        card = diamonds.add_word(diamond=diamond, word=words[number], by=by)
        if card.slot is None and not diamond.cards.filter(slot=number + 1).exists():
            diamonds.place(diamond=diamond, card=card.public_id, slot=number + 1, expected="", by=by)
        return number + len(members) < len(words)

    def paper(self, round: Round, group: Group) -> Form | None:
        diamond = queries.diamond_of(round, group)
        return PaperDiamond(diamond) if diamond else None

    def enter(self, round: Round, group: Group, form: Form, *, by: Person) -> None:
        assert isinstance(form, PaperDiamond)
        diamonds.enter(diamond=form.diamond, words=form.words())


@register
class TopThreeKind(ExerciseKind):
    """The three highest values of every group, met in order, equal words once."""

    slug = "top-three"
    styles = ("values.css",)
    name = _("De tre øverste hos alle")
    has_result = True
    result_name = _("De tre øverste")

    def open(self, round: Round, *, by: Person | None) -> None:
        for number, (entry, groups) in enumerate(entries(round.exercise.item.gathering_id), start=1):
            value = ShortlistValue.objects.create(round=round, position=number, label=entry.label)
            Origin.objects.bulk_create(
                Origin(value=value, group=groups[place.group], word=place.word, slot=place.slot)
                for place in entry.origins
            )

    def is_stale(self, round: Round) -> bool:
        """The diamonds have changed, and no points have been asked for yet."""
        gathering = round.exercise.item.gathering_id
        if Round.objects.filter(exercise__item__gathering=gathering, exercise__kind=PointsKind.slug).exists():
            return False
        taken = {(origin.group_id, origin.slot, origin.word) for origin in Origin.objects.filter(value__round=round)}
        found = entries(gathering)
        return taken != {
            (groups[place.group].pk, place.slot, place.word) for entry, groups in found for place in entry.origins
        }

    def participant(self, step: Step) -> Fragment | None:
        lines = queries.shortlist(step.round) if step.round else []
        return Fragment("values/shortlist.html", {"exercise": step.exercise, "lines": lines})

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/shortlist_wall.html", {"lines": queries.shortlist(round)})


def entries(gathering: int) -> list[tuple[Entry, dict[int, Group]]]:
    """The top three of the newest diamonds of a gathering, each with the groups by their place in order."""
    newest = (
        Round.objects.filter(exercise__item__gathering=gathering, exercise__kind=DiamondKind.slug)
        .order_by("-opened_at", "-pk")
        .first()
    )
    cards = list(Card.objects.filter(diamond__round=newest, slot__lte=3).select_related("diamond__group"))
    groups = {card.diamond.group.position: card.diamond.group for card in cards}
    placed = [Placed(card.diamond.group.position, card.slot or 0, card.word) for card in cards]
    return [(entry, groups) for entry in top_three(placed)]


@register
class PointsKind(ExerciseKind):
    """Each leader spreads 100 points over the shortlist, alone; sealed until the round closes."""

    slug = "points"
    styles = ("values.css",)
    scripts = ("points.js",)
    name = _("100 poeng")
    answers = Answers.SEALED
    has_result = True

    def asks_in(self, exercise: Exercise) -> str:
        return Phase.Mode.ALONE

    def open(self, round: Round, *, by: Person | None) -> None:
        points.freeze_candidates(round=round)
        for source in Round.objects.filter(
            exercise__item__gathering=round.exercise.item.gathering_id,
            exercise__kind__in=[DiamondKind.slug, TopThreeKind.slug],
            closed_at__isnull=True,
        ).select_related("exercise"):
            close_round(round=source, by=by)

    def close(self, round: Round) -> None:
        points.settle(round=round)

    def participant(self, step: Step) -> Fragment | None:
        round, exercise, elector = step.round, step.exercise, step.elector
        if round is None or (round.is_open and (elector is None or step.phase.mode != Phase.Mode.ALONE)):
            return None
        if not round.is_open:
            ranking = queries.ranking(round) if round.is_revealed else None
            return Fragment("values/points_result.html", {"exercise": exercise, "round": round, "ranking": ranking})
        assert elector is not None
        choices, allocation = queries.choices(round, elector.participation)
        return Fragment(
            "values/points.html",
            {"exercise": exercise, "round": round, "choices": choices, "allocation": allocation},
        )

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.ALONE

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/points_wall.html", {"round": round, "ranking": queries.ranking(round)})

    def desk(self, round: Round) -> Fragment | None:
        return Fragment("values/points_desk.html", {"round": round, "ranking": queries.ranking(round)})

    def progress(self, round: Round) -> Progress | None:
        asked = round.electors.count()
        if not round.is_open:
            givers = PointsResult.objects.filter(round=round).values_list("givers", flat=True).first()
            return Progress(givers or 0, asked, _("har levert"))
        done = Allocation.objects.filter(round=round, handed_in=True).count()
        return Progress(done, asked, _("har levert"))

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Hands in a hundred points for one who has not begun."""
        if not Allocation.objects.filter(round=round, participation=elector.participation).exists():
            labels = list(round.candidates.values_list("label", flat=True))
            spread = pretending.hundred(labels, seed=elector.participation_id)
            points.save(round=round, participation=elector.participation, points=spread, hand_in=True)
        return False
