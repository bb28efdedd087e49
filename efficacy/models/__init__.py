from efficacy.models.assessment import Assessment, AssessmentResult, Instrument, NamedAnswer, SelfRating, SelfScore
from efficacy.models.beliefs import Belief, Rating, Source
from efficacy.models.cases import Case, CaseBoard
from efficacy.models.worksheets import Explanation, Weighing, Worry

__all__ = [
    "Assessment",
    "AssessmentResult",
    "Belief",
    "Case",
    "CaseBoard",
    "Explanation",
    "Instrument",
    "NamedAnswer",
    "Rating",
    "SelfRating",
    "SelfScore",
    "Source",
    "Weighing",
    "Worry",
]
