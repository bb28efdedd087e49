"""What values brings to the stage after the decision: «Som leder skal jeg …»."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
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
from values import pretending
from values.forms.lines import LineForm, PaperLines
from values.models import OwnLine, Statement
from values.queries import decisions
from values.queries import lines as queries
from values.services import lines as services


@register
class LinesKind(ExerciseKind):
    """For each value what a leader does: alone first, then in the group's own words."""

    slug = queries.SLUG
    styles = ("questions.css", "lines.css")
    name = _("Som leder skal jeg …")
    about = _("Gruppene skriver hva en leder gjør når verdiene leves.")
    builds_on = ("decision",)
    builds_on_days = True
    question = _("Hva gjør en leder som etterlever denne verdien?")
    phases = (
        PhasePlan("together", 2, _("Hvilken verdi vil gruppen din skrive om? Ønsk dere en på telefonen.")),
        PhasePlan("alone", 5, _("Tenk gjennom konkrete lederhandlinger. Skriv: Som leder skal jeg …")),
        PhasePlan("groups", 20, _("Legg fram linjene deres for hverandre. Lag gruppens egne setninger av dem.")),
    )
    answers = Answers.GROUP
    has_result = True
    result_name = _("Setningene")

    def open(self, round: Round, *, by: Person | None) -> None:
        services.take_in(round=round)
        services.deal_out(round=round)

    def welcome(self, round: Round, group: Group) -> None:
        services.welcome(round=round, group=group)

    def close(self, round: Round) -> None:
        services.close(round=round)

    def is_stale(self, round: Round) -> bool:
        """It opened before anything was decided."""
        programme = round.exercise.item.gathering.programme
        return not round.line_values.exists() and decisions.of_programme(programme) is not None

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return phase.mode != Phase.Mode.ALONE and not queries.is_before_writing(phase)

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode in (Phase.Mode.ALONE, Phase.Mode.PAIRS, Phase.Mode.GROUPS)

    def needs(self, phase: Phase) -> bool:
        """The groups write their sentences together; what comes before it helps them."""
        return phase.mode == Phase.Mode.GROUPS

    def tools(self, exercise: Exercise) -> tuple[Tool, ...]:
        return (
            Tool(_("Del ut verdiene"), reverse("deal", args=[exercise.item.gathering.public_id, exercise.public_id])),
        )

    def participant(self, step: Step) -> Fragment | None:
        round, elector = step.round, step.elector
        if round is None or elector is None:
            return None
        mode, group = step.phase.mode, elector.group
        wishing = queries.is_before_writing(step.phase)
        return Fragment(
            "values/lines.html",
            {
                "exercise": step.exercise,
                "phase": step.phase,
                "round": round,
                "wishing": wishing,
                "board": queries.board(round, group) if group and (wishing or mode != Phase.Mode.ALONE) else None,
                "values": list(round.line_values.all()) if wishing else [],
                "own": queries.own(round, step.participation, group) if self.writes_in(step.phase) else [],
                "form": LineForm(),
                "writes_alone": mode == Phase.Mode.ALONE or group is None,
                "language": step.exercise.item.gathering.programme.language,
            },
        )

    def board(self, round: Round, group: Group) -> Fragment | None:
        return Fragment("values/lines_board.html", {"round": round, "board": queries.board(round, group)})

    def may_show(self, round: Round) -> bool:
        return any(part.texts for part in queries.wall(round))

    def projector(self, round: Round) -> Fragment | None:
        language = round.exercise.item.gathering.programme.language
        return Fragment("values/lines_wall.html", {"parts": queries.wall(round), "language": language})

    def summary(self, round: Round) -> list[str]:
        """The groups' own sentences, by value."""
        paragraphs = []
        for part in queries.wall(round):
            lines = [f"– {text}" for _group, texts in part.texts for text in texts]
            if lines:
                paragraphs.append("\n".join([part.label, *lines]))
        return paragraphs

    def own_lines(self, round: Round, participation: Any) -> Fragment | None:
        mine = OwnLine.objects.filter(value__round=round, participation=participation).select_related("value")
        context = {"lines": list(mine), "round": round, "gathering": round.exercise.item.gathering}
        return Fragment("values/lines_kept.html", context) if mine else None

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        if round is None:
            return None
        is_empty = not round.line_values.exists()
        wishes = queries.unmet_wishes(round) if round.is_open else 0
        return (
            Fragment("values/lines_desk.html", {"is_empty": is_empty, "wishes": wishes}) if is_empty or wishes else None
        )

    def progress(self, round: Round) -> Progress | None:
        groups = tuple(
            GroupProgress(
                each.group,
                each.done,
                each.of,
                _("Skrevet") if each.of and each.done == each.of else "",
                Fragment(
                    "programmes/questions/stones.html", {"stones": [n < each.done for n in range(min(each.of, 9))]}
                ),
            )
            for each in queries.writing(round)
        )
        dealt = sum(each.of for each in groups)
        return Progress(sum(each.done for each in groups), dealt, _("verdier har setninger"), groups) if dealt else None

    def paper(self, round: Round, group: Group) -> PaperForm | None:
        board = queries.board(round, group)
        return PaperLines(board.parts) if board.parts else None

    def enter(self, round: Round, group: Group, form: PaperForm, *, by: Person) -> None:
        assert isinstance(form, PaperLines)
        for value, texts in form.texts():
            services.enter(value=value, group=group, texts=texts)

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """Each puts a line forward; the first of a group takes it into the group's wording."""
        values = queries.values_for(round, elector.group)
        if step > 1 or not values or elector.group is None:
            return False
        value = values[elector.participation_id % len(values)]
        language = round.exercise.item.gathering.programme.language
        if step == 0:
            text = pretending.line(language, seed=elector.participation_id)
            line = services.write_own(value=value, participation=elector.participation, text=text)
            services.put_forward(line=line, forward=True)
            return True
        mine = OwnLine.objects.filter(value=value, participation=elector.participation, used_in=None).first()
        there = Statement.objects.filter(value=value, group=elector.group, removed_at=None).exists()
        if mine and not there:
            services.use(line=mine, group=elector.group, into=None)
        return False
