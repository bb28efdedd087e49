from programmes.models.editions import Edition, Look, Share
from programmes.models.gatherings import AgendaItem, Exercise, Gathering, Phase
from programmes.models.groups import Group, GroupMember, GroupSet
from programmes.models.people import Membership, Municipality, NearestManager, Office, Person, Unit
from programmes.models.programmes import Participation, Programme
from programmes.models.stage import Elector, Presence, Round, Stage, Visit
from programmes.models.trail import Trail

__all__ = [
    "AgendaItem",
    "Edition",
    "Elector",
    "Exercise",
    "Gathering",
    "Group",
    "GroupMember",
    "GroupSet",
    "Look",
    "Membership",
    "Municipality",
    "NearestManager",
    "Office",
    "Participation",
    "Person",
    "Phase",
    "Presence",
    "Programme",
    "Round",
    "Share",
    "Stage",
    "Trail",
    "Unit",
    "Visit",
]
