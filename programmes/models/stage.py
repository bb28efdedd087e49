from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.gatherings import AgendaItem, Exercise, Gathering, Phase
from programmes.models.groups import Group
from programmes.models.programmes import Participation, Programme

IS_ON = Q(state__in=["running", "rehearsed"])


class Stage(models.Model):
    """Where a gathering is. It moves only by a conditional update on its revision."""

    data_class = DataClass.PROGRAMME

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        RUNNING = "running", _("I gang")
        # Tried out with pretend phones; what comes of it is wiped when it ends.
        REHEARSED = "rehearsed", _("Øves")
        ENDED = "ended", _("Avsluttet")

    class Screen(models.TextChoices):
        TASK = "task", _("Oppgave og klokke")
        JOIN = "join", _("Kode for å bli med")
        RESULT = "result", _("Resultatet")
        SUMMARY = "summary", _("Forrige oppsummering")
        BLANK = "blank", _("Blank")

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="stage")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, blank=True, related_name="+")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    # At an item's input: after which of its exercises (none: before them), and at which page, from 0.
    after = models.ForeignKey(Exercise, models.SET_NULL, null=True, blank=True, related_name="+")
    page = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    seconds_left = models.IntegerField(null=True, blank=True)
    seconds_in_all = models.PositiveIntegerField(default=0)
    # Open, and not begun: people come in, and the clock stands.
    is_at_the_door = models.BooleanField(default=False)
    screen = models.CharField(max_length=7, choices=Screen.choices, default=Screen.TASK)
    # The group whose part of the result fills the projector; without one it shows all of them.
    near = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    # Where the summary of the gathering before is on the projector: which screen of it, from 0.
    recap_page = models.PositiveSmallIntegerField(default=0)
    join_code = models.CharField(max_length=6, blank=True)
    # Raised to shut out every phone, projector and cockpit that is connected.
    epoch = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join_code"], condition=~Q(join_code=""), name="stage_join_code_once"),
            models.CheckConstraint(
                condition=~IS_ON | Q(item__isnull=False, entered_at__isnull=False, started_at__isnull=False),
                name="stage_that_is_on_is_somewhere",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | Q(join_code=""), name="stage_code_dies_with_the_day"),
            models.CheckConstraint(
                condition=IS_ON | Q(ends_at__isnull=True, seconds_left__isnull=True),
                name="stage_clock_only_while_on",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(seconds_left__isnull=True),
                name="stage_clock_runs_or_stands",
            ),
            models.CheckConstraint(
                condition=Q(phase__isnull=True) | Q(exercise__isnull=False),
                name="stage_phase_has_its_exercise",
            ),
            models.CheckConstraint(
                condition=Q(exercise__isnull=True) | Q(after__isnull=True, page=0),
                name="stage_input_is_between_exercises",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "running", "rehearsed", "ended"]), name="stage_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_at_the_door=False) | (IS_ON & Q(ends_at__isnull=True)),
                name="stage_clock_stands_at_the_door",
            ),
            models.CheckConstraint(
                condition=Q(screen__in=["task", "join", "result", "summary", "blank"]), name="stage_screen_known"
            ),
            models.CheckConstraint(
                condition=Q(recap_page=0) | Q(screen="summary"), name="stage_recap_page_of_a_summary"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id}: {self.state}"

    @property
    def is_on(self) -> bool:
        """Whether the day goes on, or is rehearsed."""
        return self.is_running or self.is_rehearsal

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_rehearsal(self) -> bool:
        return self.state == self.State.REHEARSED

    @property
    def content_language(self) -> str:
        """The language that the programme is written in, whatever the reader's interface speaks."""
        return self.gathering.programme.language

    @property
    def minutes_in_all(self) -> int:
        """How long what is on takes, minutes that were added included."""
        return -(-self.seconds_in_all // 60)

    @property
    def half_time(self) -> int:
        """Seconds from half-time to the end."""
        return self.seconds_in_all // 2

    @property
    def minute_stones(self) -> range:
        """One stone for each minute of what is on."""
        return range(self.minutes_in_all)

    @property
    def is_paused(self) -> bool:
        return self.seconds_left is not None


class Visit(models.Model):
    """When the stage came to a stop of its way: what was planned beside what happened."""

    data_class = DataClass.PROGRAMME

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="visits")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="visits")
    exercise = models.ForeignKey(Exercise, models.CASCADE, null=True, blank=True, related_name="visits")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="visits")
    after = models.ForeignKey(Exercise, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id} at {self.at}"


class RoundQuerySet(models.QuerySet["Round"]):
    def in_earnest(self) -> RoundQuerySet:
        """But for those of a rehearsal, which are wiped when it ends."""
        return self.exclude(exercise__item__gathering__stage__state=Stage.State.REHEARSED)

    def of_programme(self, programme: Programme) -> RoundQuerySet:
        """Those of a programme's gatherings, in earnest."""
        return self.in_earnest().filter(exercise__item__gathering__programme=programme)

    def of_day(self, gathering: int, *kinds: str) -> RoundQuerySet:
        """Those of exercises of some kinds in one gathering, which is known by its primary key."""
        return self.filter(exercise__item__gathering=gathering, exercise__kind__in=kinds)

    def newest(self) -> Round | None:
        return self.order_by("-opened_at", "-pk").first()


class Round(Public):
    """One run of an exercise: opened, closed, then revealed. Its members are copied when it opens."""

    data_class = DataClass.PROGRAMME

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    # An åpen runde: all see who answered what. Said on every screen before anybody answers, and never changed.
    is_named = models.BooleanField(default=False)
    # How many answered a detached round, counted when it closed and its ballots were destroyed.
    respondents = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="round_number_once_an_exercise"),
            models.UniqueConstraint(
                fields=["exercise"], condition=Q(closed_at__isnull=True), name="round_one_open_an_exercise"
            ),
            models.CheckConstraint(
                condition=Q(revealed_at__isnull=True) | Q(closed_at__isnull=False),
                name="round_closed_before_revealed",
            ),
            models.CheckConstraint(
                condition=Q(respondents__isnull=True) | Q(closed_at__isnull=False),
                name="round_respondents_counted_at_close",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}, {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def state(self) -> str:
        return "open" if self.is_open else "revealed" if self.is_revealed else "closed"


class Elector(models.Model):
    """Who is asked in a round, and in which group: frozen when it opens."""

    data_class = DataClass.ACCOUNT

    round = models.ForeignKey(Round, models.CASCADE, related_name="electors")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="electorates")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    # Of a detached round, that they have answered; of a sheet of their own, that they say they are done.
    # Never what or when.
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "participation"], name="elector_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.participation_id} in {self.round_id}"


class Presence(models.Model):
    """Who was connected to a gathering through one server process, a few seconds ago."""

    data_class = DataClass.ACCOUNT

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="presences")
    process = models.CharField(max_length=40)
    participants = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "process"], name="presence_once_a_process"),
        ]

    def __str__(self) -> str:
        return f"{self.gathering_id}: {len(self.participants)}"
