from programmes.models.changes import Change, Invitation, Leave, MunicipalityMark, Placement
from programmes.models.editions import Comment, Edition, EditionPicture, Look, Share
from programmes.models.gatherings import AgendaItem, Exercise, Gathering, Phase
from programmes.models.groups import Group, GroupMember, GroupSet
from programmes.models.input import InputPage, InputPicture, SlideImport
from programmes.models.people import Membership, Municipality, NearestManager, Office, Person, Unit
from programmes.models.programmes import Participation, Programme
from programmes.models.questions import Ballot, GroupAnswer, Note, Question, ReleasedText
from programmes.models.readymade import DayInvitation, SavedProgramme
from programmes.models.room import Admission, Attendance, Floor, GroupRole, OwnScreen, Replan
from programmes.models.shelf import ShelvedExercise
from programmes.models.stage import Elector, Presence, Round, Stage, Visit
from programmes.models.summaries import NextStep, Summary
from programmes.models.trail import Trail

__all__ = [
    "Admission",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Change",
    "Comment",
    "DayInvitation",
    "Edition",
    "EditionPicture",
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
    "Invitation",
    "Leave",
    "Look",
    "Membership",
    "Municipality",
    "MunicipalityMark",
    "NearestManager",
    "NextStep",
    "Note",
    "Office",
    "OwnScreen",
    "Participation",
    "Person",
    "Phase",
    "Placement",
    "Presence",
    "Programme",
    "Question",
    "ReleasedText",
    "Replan",
    "Round",
    "SavedProgramme",
    "Share",
    "ShelvedExercise",
    "SlideImport",
    "Stage",
    "Summary",
    "Trail",
    "Unit",
    "Visit",
]
