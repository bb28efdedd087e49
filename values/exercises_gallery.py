"""What values brings to the stage when the groups visit each other: the gallery walk."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from programmes.contract import Answers, ExerciseKind, Fragment, GroupProgress, PhasePlan, Progress, Step, register
from programmes.models import Elector, Exercise, Group, Person, Phase, Round, Stage
from programmes.queries.groups import groups_of
from values import pretending
from values.models import GalleryComment
from values.queries import gallery as queries
from values.services import gallery as services

State = GalleryComment.State


@register
class GalleryKind(ExerciseKind):
    """A host stays, the others visit: one minute to present, three to comment, and home again with what was said."""

    slug = queries.SLUG
    styles = ("questions.css", "lines.css", "gallery.css")
    name = _("Gallerivandring")
    about = _("En vert blir igjen, de andre besøker gruppene og kommenterer.")
    builds_on = ("lines",)
    question = _("Hva sier de andre om forslaget vårt?")
    phases = (
        PhasePlan("together", 2, _("Velg en vert som blir igjen. De andre skal besøke gruppene.")),
        PhasePlan("groups", 24, _("Verten legger fram i 1 minutt. De besøkende kommenterer i 3, og verten noterer.")),
        PhasePlan("groups", 10, _("Gå gjennom kommentarene. Innarbeid det dere vil, og gjør forslaget ferdig.")),
        PhasePlan("together", 5, _("Oppsummering. Hva ble bedre av å gå rundt?")),
    )
    answers = Answers.GROUP
    has_result = True
    result_name = _("Ruteplanen")

    def open(self, round: Round, *, by: Person | None) -> None:
        asked = set(round.electors.values_list("group", flat=True))
        gathering = round.exercise.item.gathering
        services.set_up(round=round, groups=[group for group in groups_of(gathering) if group.pk in asked])

    def welcome(self, round: Round, group: Group) -> None:
        """A group that comes before the walk has its place in it; the plan is never changed under way."""
        walk, stage = queries.walking(round.exercise), Stage.objects.get(gathering=round.exercise.item.gathering)
        if (
            walk
            and stage.phase
            and stage.phase.exercise_id == walk.exercise_id
            and stage.phase.position < walk.position
        ):
            services.set_up(round=round, groups=[group])

    def writes_in(self, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.GROUPS

    def is_looked_at(self, phase: Phase) -> bool:
        """Who visits whom is worth a look before they go."""
        walk = queries.walking(phase.exercise)
        return bool(walk and phase.position < walk.position)

    def counts_in(self, exercise: Exercise, phase: Phase) -> bool:
        return phase.mode == Phase.Mode.GROUPS

    def participant(self, step: Step) -> Fragment | None:
        round, group = step.round, step.elector.group if step.elector else None
        if round is None or group is None:
            return None
        walk, plan = queries.walking(step.exercise), queries.plan(round)
        is_walk = bool(walk and walk.pk == step.phase.pk)
        board = queries.board(round, group)
        return Fragment(
            "values/gallery.html",
            {
                "exercise": step.exercise,
                "round": round,
                "plan": plan,
                "stops": plan.of(group),
                "board": board,
                "is_walk": is_walk,
                "is_before": bool(walk and step.phase.position < walk.position),
                "is_host": bool(board.stand and board.stand.host_id == step.participation.pk),
                "writes": self.writes_in(step.phase) and round.is_open,
            },
        )

    def board(self, round: Round, group: Group) -> Fragment | None:
        return Fragment("values/gallery_board.html", {"round": round, "board": queries.board(round, group)})

    def projector(self, round: Round) -> Fragment | None:
        stage = Stage.objects.filter(gathering=round.exercise.item.gathering_id).first()
        walk = queries.walking(round.exercise)
        is_walk = bool(walk and stage and stage.phase_id == walk.pk)
        context = {"plan": queries.plan(round), "stage": stage, "stop": None, "is_walk": is_walk}
        return Fragment("values/gallery_wall.html", context)

    def summary(self, round: Round) -> list[str]:
        """How much was said, and what came of it: counts."""
        states = list(GalleryComment.objects.filter(round=round).values_list("state", flat=True))
        if not states:
            return []
        worked_in, set_aside = (states.count(each) for each in (State.WORKED_IN, State.SET_ASIDE))
        said = [
            ngettext(
                "Gruppene fikk %(count)s kommentar fra de andre.",
                "Gruppene fikk %(count)s kommentarer fra de andre.",
                len(states),
            )
            % {"count": len(states)}
        ]
        if worked_in or set_aside:
            counts = {"worked_in": worked_in, "set_aside": set_aside}
            said.append(gettext("%(worked_in)s er innarbeidet, og %(set_aside)s er lagt til side.") % counts)
        return said

    def told(self, exercise: Exercise, round: Round | None) -> Fragment | None:
        return Fragment("values/gallery_desk.html", {"plan": queries.plan(round)}) if round else None

    def progress(self, round: Round) -> Progress | None:
        counted: dict[int, list[str]] = {}
        for group, state in GalleryComment.objects.filter(round=round).values_list("group", "state"):
            counted.setdefault(group, []).append(state)
        groups = []
        for stand in round.stands.select_related("group", "host__membership__person"):
            states = counted.get(stand.group_id, [])
            done = sum(state != GalleryComment.State.NOTED for state in states)
            note = _("Vert: %(name)s") % {"name": stand.host.first_name} if stand.host else _("Ingen vert ennå")
            groups.append(GroupProgress(stand.group, done, len(states), note))
        done, noted = sum(each.done for each in groups), sum(each.of for each in groups)
        unit = _("kommentarer er gått gjennom") if noted else _("kommentarer er notert")
        return Progress(done, noted, unit, tuple(groups))

    def pretend(self, round: Round, elector: Elector, *, step: int) -> bool:
        """The first of a group stays as its host, and notes what is said."""
        group = elector.group
        if group is None or elector != round.electors.filter(group=group).order_by("pk").first():
            return False
        if step == 0:
            services.stay(round=round, group=group, participation=elector.participation)
            return True
        language = round.exercise.item.gathering.programme.language
        services.note(round=round, group=group, text=pretending.comment(language, seed=group.pk))
        return False
