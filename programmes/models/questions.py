"""Spørsmål, the general exercise: its questions, and the answers of each kind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.data import DataClass
from config.ids import Public
from programmes.models.gatherings import Exercise
from programmes.models.groups import Group
from programmes.models.programmes import Participation
from programmes.models.stage import Round


class Question(Public):
    """One of an exercise's one to five questions, and whose its answers are."""

    data_class = DataClass.PROGRAMME

    class Answer(models.TextChoices):
        NOTHING = "nothing", _("Skriv ingenting, bare snakk")
        OWN = "own", _("Notat for meg")
        GROUP = "group", _("Gruppens svar")
        ANONYMOUS = "anonymous", _("Anonymt til alle")
        EVALUATION = "evaluation", _("Anonymt til prosesslederen")

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOTHING)
    # Taken out while there were answers already: those are kept, and nobody is asked any more.
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "position"], name="question_position_once_an_exercise"),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer__in=["nothing", "own", "group", "anonymous", "evaluation"]),
                name="question_answer_known",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_detached(self) -> bool:
        return self.answer in (self.Answer.ANONYMOUS, self.Answer.EVALUATION)


class Note(models.Model):
    """What somebody wrote for themselves. Nobody else reads it."""

    data_class = DataClass.PERSONAL

    question = models.ForeignKey(Question, models.CASCADE, related_name="notes")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "participation"], name="note_once_a_question"),
        ]

    def __str__(self) -> str:
        return f"note of {self.participation_id}"


class GroupAnswer(models.Model):
    """What a group answers, in its secretary's writing. It is nobody's own."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="group_answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="group_answers")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    text = models.TextField(max_length=4000, blank=True)
    # The group decides what the room may see.
    is_shared = models.BooleanField(default=False)
    from_paper = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "question", "group"], name="groupanswer_once_a_question"),
        ]

    def __str__(self) -> str:
        return f"answer of group {self.group_id}"


class Ballot(models.Model):
    """One detached answer. It holds no person, no time and no order; destroyed when its round closes."""

    data_class = DataClass.BALLOT

    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    # What of the round it answers: a question's public id, so that no two answers of one person lie together.
    part = models.CharField(max_length=12, blank=True)
    answer = models.JSONField()

    def __str__(self) -> str:
        return f"in round {self.round_id}"


class ReleasedText(Public):
    """A detached text after release: shuffled, with no link to other texts or to numbers."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="texts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="texts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=2000)
    # The facilitator's word for what it is about.
    theme = models.CharField(max_length=60, blank=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "question", "position"], name="releasedtext_position_once_a_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} in round {self.round_id}"
