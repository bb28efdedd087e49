from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from config.data import DataClass
from config.ids import Public
from programmes.models import Group, Participation, Round
from values.models.decisions import DecidedValue

LONGEST = 300  # characters of a line: one can say it in a breath


class LineValue(Public):
    """A value for which the groups write what a leader does: the decided ones, taken in when the round opened."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="line_values")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=80)
    decided = models.ForeignKey(DecidedValue, models.SET_NULL, null=True, blank=True, related_name="line_values")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="linevalue_position_once_a_round"),
            models.UniqueConstraint(fields=["round", "label"], name="linevalue_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.label


class Dealt(models.Model):
    """Which group writes for which value."""

    data_class = DataClass.PROGRAMME

    value = models.ForeignKey(LineValue, models.CASCADE, related_name="dealt")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["value__position", "group__position"]
        constraints = [
            models.UniqueConstraint(fields=["value", "group"], name="dealt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value_id} to {self.group_id}"


class Wish(models.Model):
    """The value that a group would like to write for; the last of its members to choose decides."""

    data_class = DataClass.PROGRAMME

    round = models.ForeignKey(Round, models.CASCADE, related_name="wishes")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    value = models.ForeignKey(LineValue, models.CASCADE, related_name="wishes")

    class Meta:
        ordering = ["group__position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], name="wish_one_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.value_id}"


class Statement(Public):
    """«Som leder skal jeg …» in a group's own wording. It is the group's, and says of how many lines it is made."""

    data_class = DataClass.PROGRAMME

    value = models.ForeignKey(LineValue, models.CASCADE, related_name="statements")
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST)
    lines = models.PositiveSmallIntegerField(default=0)
    members = models.PositiveSmallIntegerField(default=0)
    # Taken out by the group, and may be taken in again.
    removed_at = models.DateTimeField(null=True, blank=True)
    # Entered by the facilitator, who may read it on the paper's page; what the group itself wrote is not shown there.
    from_paper = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(members__lte=F("lines")) & (Q(lines=0) | Q(members__gte=1)),
                name="statement_members_wrote_its_lines",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class OwnLine(Public):
    """What one leader would do. Nobody else reads it before its writer puts it forward to the group."""

    data_class = DataClass.PERSONAL

    value = models.ForeignKey(LineValue, models.CASCADE, related_name="own_lines")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST)
    is_put_forward = models.BooleanField(default=False)
    # The group that reads it then: its writer may be moved, and no other group is to see whose it was.
    put_to = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    # Where the group took it in; forgotten when the round closes, and only the counts stay.
    used_in = models.ForeignKey(Statement, models.SET_NULL, null=True, blank=True, related_name="sources")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="ownline_says_something"),
            models.CheckConstraint(
                condition=Q(used_in__isnull=True) | Q(is_put_forward=True), name="ownline_used_is_put_forward"
            ),
            models.CheckConstraint(
                condition=Q(put_to__isnull=True) | Q(is_put_forward=True), name="ownline_put_to_is_put_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"line of {self.participation_id}"
