"""Who may open what a leader follows their goals up with: the leader alone."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.models import Belief
from goals.models import Attainment, Ladder, LadderStep, LogLine, Mood, MoodPicture, PlanLine, Review, ScaledGoal
from goals.queries.beliefs import standing
from programmes.models import Membership, Person
from programmes.rules import own_membership


@dataclass(frozen=True)
class OwnLadder:
    membership: Membership
    ladder: Ladder


def own_ladder(person: Person, leader: str, ladder: str) -> OwnLadder:
    """A ladder of the person's own, deleted or not."""
    membership = own_membership(person, leader)
    found = Ladder.objects.select_related("goal").get(membership=membership, public_id=ladder)
    found.membership = membership
    return OwnLadder(membership, found)


@dataclass(frozen=True)
class OwnLadderStep:
    membership: Membership
    step: LadderStep


def own_ladder_step(person: Person, leader: str, ladder: str, step: str) -> OwnLadderStep:
    """A step of a ladder, either of them deleted or not."""
    own = own_ladder(person, leader, ladder)
    found = LadderStep.objects.select_related("belief").get(ladder=own.ladder, public_id=step)
    found.ladder = own.ladder
    return OwnLadderStep(own.membership, found)


@dataclass(frozen=True)
class OwnTable:
    membership: Membership
    attainment: Attainment


def own_attainment(person: Person, leader: str, attainment: str) -> OwnTable:
    """A table of the person's own, deleted or not."""
    membership = own_membership(person, leader)
    found = Attainment.objects.get(membership=membership, public_id=attainment)
    found.membership = membership
    return OwnTable(membership, found)


@dataclass(frozen=True)
class OwnLine:
    membership: Membership
    line: LogLine


def own_log_line(person: Person, leader: str, line: str) -> OwnLine:
    """A line of the person's own log, deleted or not."""
    membership = own_membership(person, leader)
    found = LogLine.objects.get(membership=membership, public_id=line)
    found.membership = membership
    return OwnLine(membership, found)


@dataclass(frozen=True)
class OwnPlan:
    membership: Membership
    plan: PlanLine


def own_plan_line(person: Person, leader: str, line: str) -> OwnPlan:
    """A line of the person's own period plan, deleted or not."""
    membership = own_membership(person, leader)
    return OwnPlan(membership, PlanLine.objects.select_related("goal").get(membership=membership, public_id=line))


@dataclass(frozen=True)
class OwnMoment:
    membership: Membership
    mood: Mood
    moment: MoodPicture.Moment

    @property
    def picture(self) -> MoodPicture | None:
        return self.mood.pictures.filter(moment=self.moment).first()


def own_moment(person: Person, leader: str, sheet: str, moment: str) -> OwnMoment:
    """One of the four moments of a mood of the person's own that is not deleted."""
    membership = own_membership(person, leader)
    found = Mood.objects.get(membership=membership, deleted_at__isnull=True, public_id=sheet)
    if moment not in MoodPicture.Moment.values:
        raise MoodPicture.DoesNotExist
    return OwnMoment(membership, found, MoodPicture.Moment(moment))


@dataclass(frozen=True)
class OwnBelief:
    membership: Membership
    belief: Belief


def own_belief(person: Person, leader: str, belief: str) -> OwnBelief:
    """A belief of the person's own, about something that stands."""
    membership = own_membership(person, leader)
    return OwnBelief(membership, standing(membership).get(public_id=belief))


@dataclass(frozen=True)
class OwnScaled:
    membership: Membership
    scaled: ScaledGoal


def own_scaled(person: Person, leader: str, attainment: str, goal: str) -> OwnScaled:
    """A goal of a table of the person's own, deleted or not."""
    own = own_attainment(person, leader, attainment)
    found = ScaledGoal.objects.select_related("goal").prefetch_related("texts")
    scaled = found.get(attainment=own.attainment, public_id=goal)
    scaled.attainment = own.attainment
    return OwnScaled(own.membership, scaled)


@dataclass(frozen=True)
class OwnReview:
    membership: Membership
    review: Review


def own_review(person: Person, leader: str, attainment: str, review: str) -> OwnReview:
    own = own_attainment(person, leader, attainment)
    found = Review.objects.get(attainment=own.attainment, public_id=review)
    found.attainment = own.attainment
    return OwnReview(own.membership, found)
