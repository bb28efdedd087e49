from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.programmes import Programme

Day = date  # in a class that has a field of that name


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def running(self) -> GatheringQuerySet:
        """Those whose day goes on now; a rehearsal is none."""
        return self.filter(stage__state="running")

    def on(self) -> GatheringQuerySet:
        """Those that go on now or are rehearsed."""
        return self.filter(stage__state__in=["running", "rehearsed"])

    def rehearsed(self) -> GatheringQuerySet:
        """Those that are rehearsed now: what comes of it is nobody's, and wiped."""
        return self.filter(stage__state="rehearsed")

    def before(self, gathering: Gathering) -> GatheringQuerySet:
        """The programme's earlier ones, the nearest first. By their days: a number is only what one is called."""
        same_day = Q(date=gathering.date, number__lt=gathering.number)
        earlier = self.filter(Q(date__lt=gathering.date) | same_day, programme=gathering.programme_id)
        return earlier.order_by("-date", "-number")

    def after(self, gathering: Gathering) -> GatheringQuerySet:
        """The programme's later ones, the nearest first."""
        same_day = Q(date=gathering.date, number__gt=gathering.number)
        later = self.filter(Q(date__gt=gathering.date) | same_day, programme=gathering.programme_id)
        return later.order_by("date", "number")


class Gathering(Public):
    """A day in the room. Its plan is local wall time."""

    data_class = DataClass.PROGRAMME

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="gatherings")
    number = models.PositiveSmallIntegerField()
    date = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=120, blank=True)
    # Raised whenever the day is planned anew, so that a calendar knows the newer of two files.
    sequence = models.PositiveIntegerField(default=0)
    # How often its items, exercises, phases or pages were changed: what was read of them is good until the next time.
    changes = models.PositiveIntegerField(default=0)
    # Called off: it keeps its plan, and who was invited is told.
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["date", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="gathering_number_once_a_programme"),
            models.CheckConstraint(condition=Q(number__gte=1), name="gathering_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{_('Samling')} {self.number}"

    def is_on(self) -> bool:
        """Whether its day goes on now, or is rehearsed."""
        return Gathering.objects.on().filter(pk=self.pk).exists()

    def is_ahead(self, today: Day) -> bool:
        """Whether it is still to be held, that day or later."""
        return self.date >= today and self.cancelled_at is None

    @property
    def hours(self) -> tuple[time, time] | None:
        """When the plan begins and ends; None while it is empty."""
        items = [item for item in self.items.all() if not item.is_left_out]
        return (items[0].starts, items[-1].ends) if items else None


class AgendaItem(models.Model):
    """A timed item of the day's agenda; it may hold exercises."""

    data_class = DataClass.PROGRAMME

    class Kind(models.TextChoices):
        SESSION = "session", _("Økt")
        BREAK = "break", _("Pause")
        LUNCH = "lunch", _("Lunsj")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.SESSION)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    # What the facilitator has to say in it: on the facilitator's own screen and paper, and nowhere else.
    note = models.TextField(blank=True, max_length=12_000)
    # Stays where it is, whatever the rest of the day does.
    is_pinned = models.BooleanField(default=False)
    # Dropped when the day was re-planned; kept, since it may be taken in again.
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "position"], name="agendaitem_position_once_a_gathering"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="agendaitem_minutes_1_to_720"),
            models.CheckConstraint(condition=Q(kind__in=["session", "break", "lunch"]), name="agendaitem_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ends(self) -> time:
        return (datetime.combine(date(2000, 1, 1), self.starts) + timedelta(minutes=self.minutes)).time()


class Exercise(Public):
    """Something to do within an item. What it is, an app has registered under its `kind`."""

    data_class = DataClass.PROGRAMME

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="exercises")
    position = models.PositiveSmallIntegerField()
    kind = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300, blank=True)
    # How often it was changed: a phone that shows it draws it anew.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="exercise_position_once_an_item"),
        ]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """Alone, in groups, to plenary, together: each with its minutes and its instruction."""

    data_class = DataClass.PROGRAMME

    class Mode(models.TextChoices):
        ALONE = "alone", _("Individuelt")
        PAIRS = "pairs", _("I duoer")
        GROUPS = "groups", _("I grupper")
        TO_PLENARY = "to_plenary", _("Til plenum")
        TOGETHER = "together", _("Sammen")

    class Writer(models.TextChoices):
        NOBODY = "nobody", _("Ingen skriver")
        EACH = "each", _("Hver for seg")
        SECRETARY = "secretary", _("Sekretæren for gruppen")
        ANYBODY = "anybody", _("Hvem som helst i gruppen")

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    minutes = models.PositiveSmallIntegerField()
    instruction = models.CharField(max_length=500, blank=True)
    writer = models.CharField(max_length=9, choices=Writer.choices, default=Writer.NOBODY)
    # Rekkefremlegg: everybody in the group has the floor in turn, each for the same time.
    in_turn = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "position"], name="phase_position_once_an_exercise"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="phase_minutes_1_to_240"),
            models.CheckConstraint(
                condition=Q(mode__in=["alone", "pairs", "groups", "to_plenary", "together"]),
                name="phase_mode_known",
            ),
            models.CheckConstraint(
                condition=Q(writer__in=["nobody", "each", "secretary", "anybody"]), name="phase_writer_known"
            ),
            models.CheckConstraint(
                condition=Q(in_turn=False) | Q(mode__in=["pairs", "groups"]), name="phase_turns_are_taken_in_groups"
            ),
        ]

    def __str__(self) -> str:
        return self.get_mode_display()
