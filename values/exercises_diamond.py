"""What values brings to the stage before the points: the diamond, the word cloud and the top three of all."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programmes.contract import (
    Answers,
    ExerciseKind,
    Fragment,
    GroupProgress,
    PhasePlan,
    Progress,
    Step,
    Tool,
    register,
)
from programmes.forms.paper import PaperForm
from programmes.models import Elector, Exercise, Group, Person, Phase, Round
from programmes.queries.groups import groups_of
from values import cloud, pretending
from values.diamond import SLOTS
from values.forms.rounds import MissedForm, PaperDiamond
from values.models import MissedValue
from values.queries import diamonds as diamond_queries
from values.queries import shortlists as shortlist_queries
from values.queries import words as word_queries
from values.services import diamonds, shortlists

HEAVIEST = 10
"""How many values of the cloud a summary names."""


def values_page(exercise: Exercise) -> Tool:
    """Where the facilitator merges, and decides on what was missed."""
    return Tool(_("Slå sammen verdier"), reverse("values", args=[exercise.item.gathering.public_id]))


@register
class DiamondKind(ExerciseKind):
    """Each group agrees on nine values and ranks them 1–2–3–2–1, everybody in it at once."""

    slug = "diamond"
    styles = ("values.css",)
    scripts = ("board.js",)
    name = _("Verdidiamant")
    about = _("Gruppene blir enige om ni verdier og rangerer dem.")
    question = _("Hvilke verdier skal prege lederskapet vårt?")
    phases = (
        PhasePlan("groups", 20, _("Bli enige om ni verdier. Legg dem i diamanten, den viktigste øverst.")),
        PhasePlan("to_plenary", 5, _("Se på diamantene sammen. Hva er likt, og hva er ulikt?")),
    )
    answers = Answers.GROUP
    has_result = True
    result_name = _("Diamantene")
    has_roles = True

    def open(self, round: Round, *, by: Person | None) -> None:
        gathering = round.exercise.item.gathering
        diamonds.lay_out(round=round, groups=groups_of(gathering), language=gathering.programme.language)

    def welcome(self, round: Round, group: Group) -> None:
        if diamond_queries.diamond_of(round, group) is None:
            language = round.exercise.item.gathering.programme.language
            diamonds.lay_out(round=round, groups=[group], language=language)

    def close(self, round: Round) -> None:
        diamonds.hold_still(round=round)

    def participant(self, step: Step) -> Fragment | None:
        round, exercise, elector = step.round, step.exercise, step.elector
        diamond = diamond_queries.diamond_of(round, elector.group) if round and elector else None
        if round is None or diamond is None:
            return None
        return Fragment(
            "values/diamond.html" if step.phase.mode == Phase.Mode.GROUPS else "values/diamond_still.html",
            {
                "exercise": exercise,
                "round": round,
                "diamond": diamond,
                "board": diamond_queries.board(diamond),
                "me": step.participation.public_id,
            },
        )

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.GROUPS

    def board(self, round: Round, group: Group) -> Fragment | None:
        diamond = diamond_queries.diamond_of(round, group)
        if diamond is None:
            return None
        return Fragment(
            "values/board.html", {"round": round, "diamond": diamond, "board": diamond_queries.board(diamond)}
        )

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/diamonds_wall.html", {"boards": diamond_queries.boards(round)})

    def near_groups(self, round: Round) -> list[Group]:
        return [board.diamond.group for board in diamond_queries.boards(round)]

    def near(self, round: Round, group: Group) -> Fragment | None:
        diamond = diamond_queries.diamond_of(round, group)
        if diamond is None:
            return None
        return Fragment("values/diamond_near.html", {"group": group, "board": diamond_queries.board(diamond)})

    def summary(self, round: Round) -> list[str]:
        """Each group's top three, the highest first; the rest of the nine stays in the diamonds."""
        return [
            f"{each.diamond.group.name}: {', '.join(words)}"
            for each in diamond_queries.boards(round)
            if (words := each.top_three)
        ]

    def progress(self, round: Round) -> Progress | None:
        groups = tuple(
            GroupProgress(
                each.diamond.group,
                each.placed,
                SLOTS,
                _("Enige") if each.is_agreed else _("Ferdig") if each.placed == SLOTS else "",
                Fragment("values/mini_diamond.html", {"board": each}),
            )
            for each in diamond_queries.boards(round)
        )
        return Progress(sum(each.done for each in groups), SLOTS * len(groups), _("verdier plassert"), groups)

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """The members of a group take turns: each lays the next value where nobody has laid one."""
        diamond = diamond_queries.diamond_of(round, elector.group)
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

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        return (values_page(exercise),)

    def paper(self, round: Round, group: Group) -> PaperForm | None:
        diamond = diamond_queries.diamond_of(round, group)
        return PaperDiamond(diamond) if diamond else None

    def enter(self, round: Round, group: Group, form: PaperForm, *, by: Person) -> None:
        assert isinstance(form, PaperDiamond)
        diamonds.enter(diamond=form.diamond, words=form.words())


@register
class CloudKind(ExerciseKind):
    """All groups' values in one picture, the larger the higher and the more often they were laid."""

    slug = "cloud"
    styles = ("values.css",)
    name = _("Ordsky")
    about = _("Alle gruppenes verdier samlet i ett bilde.")
    builds_on = ("diamond",)
    question = _("Hva ser vi når vi legger alle diamantene sammen?")
    phases = (PhasePlan("together", 5, _("Se på ordskyen. Hva går igjen, og hva overrasker?")),)
    has_result = True
    result_name = _("Ordskyen")

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        return (values_page(exercise),)

    def participant(self, step: Step) -> Fragment | None:
        weighed = word_queries.weighed(word_queries.source(step.exercise.item.gathering_id))
        return Fragment("values/cloud.html", {"exercise": step.exercise, "round": step.round, "weighed": weighed})

    def board(self, round: Round, group: Group) -> Fragment | None:
        return Fragment("values/cloud_list.html", {"weighed": self.weighed(round)})

    def projector(self, round: Round) -> Fragment | None:
        return Fragment("values/cloud_wall.html", self.drawn(round))

    def summary(self, round: Round) -> list[str]:
        """The heaviest values, once no diamond can change any more."""
        source = word_queries.source(round.exercise.item.gathering_id)
        if source is None or source.is_open:
            return []
        heaviest = word_queries.weighed(source)[:HEAVIEST]
        return (
            [gettext("Størst i ordskyen: %(values)s") % {"values": ", ".join(each.label for each in heaviest)}]
            if heaviest
            else []
        )

    def weighed(self, round: Round) -> list[cloud.Weighed]:
        return word_queries.weighed(word_queries.source(round.exercise.item.gathering_id))

    def drawn(self, round: Round) -> dict[str, object]:
        weighed = self.weighed(round)
        words = cloud.pack(tuple(weighed))
        return {
            "words": words,
            "rest": len(weighed) - len(words),
            "width": cloud.WIDTH,
            "height": cloud.HEIGHT,
            "weighed": weighed,
        }


@register
class TopThreeKind(ExerciseKind):
    """The three highest values of every group, met in order, equal words once; and what somebody missed."""

    slug = shortlist_queries.SLUG
    styles = ("values.css", "questions.css")
    name = _("De tre øverste hos alle")
    about = _("De tre øverste verdiene fra hver gruppe, og det noen savner.")
    builds_on = ("diamond",)
    question = _("Har vi mistet en viktig verdi på veien?")
    phases = (
        PhasePlan("together", 10, _("Vi henter ut de tre øverste hos alle. Har vi mistet en viktig verdi på veien?")),
    )
    answers = Answers.SEALED
    has_result = True
    result_name = _("De tre øverste")

    def is_frozen(self, exercise: Exercise) -> bool:
        return False

    def may_show(self, round: Round) -> bool:
        """What is sealed is who proposed something, and that is never shown."""
        return True

    def open(self, round: Round, *, by: Person | None) -> None:
        shortlists.carry_over(round=round)
        shortlists.fill(round=round)

    def close(self, round: Round) -> None:
        shortlists.forget_who(round=round)

    def is_stale(self, round: Round) -> bool:
        """The diamonds or the merges have changed since, and no points are being given."""
        giving = shortlists.is_giving_points(round.exercise.item.gathering_id)
        return not giving and shortlists.is_stale(round=round)

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        return (values_page(exercise),)

    def participant(self, step: Step) -> Fragment | None:
        round = step.round
        asked = bool(round and round.is_open and step.elector)
        return Fragment(
            "values/shortlist.html",
            {
                "exercise": step.exercise,
                "round": round,
                "lines": shortlist_queries.lines(round) if round else [],
                "may_propose": asked,
                "form": MissedForm(),
                "own": shortlist_queries.own(round, step.participation),
            },
        )

    def board(self, round: Round, group: Group) -> Fragment | None:
        return Fragment("values/shortlist_list.html", {"lines": shortlist_queries.lines(round)})

    def projector(self, round: Round) -> Fragment | None:
        lines, missed = shortlist_queries.lines(round), shortlist_queries.missed(round)
        return Fragment("values/shortlist_wall.html", {"lines": lines, "proposed": len(missed.proposed)})

    def summary(self, round: Round) -> list[str]:
        return [", ".join(line.label for line in shortlist_queries.lines(round))]

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        missed = shortlist_queries.missed(round)
        url = reverse("values", args=[exercise.item.gathering.public_id])
        return Fragment("values/missed_desk.html", {"proposed": len(missed.proposed), "url": url})

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """One of the room misses a value."""
        first = round.electors.order_by("pk").first()
        if step or elector != first or MissedValue.objects.filter(round=round).exists():
            return False
        word, reason = pretending.missed(round.exercise.item.gathering.programme.language)
        if not shortlist_queries.is_listed(round, word):
            shortlists.propose(round=round, participation=elector.participation, word=word, reason=reason)
        return False
