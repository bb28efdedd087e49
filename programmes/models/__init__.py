from programmes.models.editions import Comment, Edition, Look, Share
from programmes.models.gatherings import AgendaItem, Exercise, Gathering, Phase
from programmes.models.groups import Group, GroupMember, GroupSet
from programmes.models.input import InputPage, InputPicture, SlideImport
from programmes.models.people import Membership, Municipality, NearestManager, Office, Person, Unit
from programmes.models.programmes import Participation, Programme
from programmes.models.questions import Ballot, GroupAnswer, Note, Question, ReleasedText
from programmes.models.room import Admission, Attendance, Floor, GroupRole, Replan
from programmes.models.stage import Elector, Presence, Round, Stage, Visit
from programmes.models.trail import Trail

__all__ = [
    "Admission",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Comment",
    "Edition",
    "Elector",
    "Exercise",
    "Floor",
    "Gathering",
    "Group",
    "GroupAnswer",
    "GroupMember",
    "GroupRole",
    "GroupSet",
    "InputPage",
    "InputPicture",
    "Look",
    "Membership",
    "Municipality",
    "NearestManager",
    "Note",
    "Office",
    "Participation",
    "Person",
    "Phase",
    "Presence",
    "Programme",
    "Question",
    "ReleasedText",
    "Replan",
    "Round",
    "Share",
    "SlideImport",
    "Stage",
    "Trail",
    "Unit",
    "Visit",
]
