from goals.models.attainment import Attainment, Mark, Review, ScaledGoal, ScaleText
from goals.models.cards import (
    MOST_AREAS,
    MOST_GOALS,
    MOST_ROWS,
    Action,
    Area,
    Export,
    Goal,
    GoalCard,
    Indicator,
    secret,
)
from goals.models.ladders import MOST_STEPS, Ladder, LadderStep
from goals.models.log import LogLine

__all__ = [
    "MOST_AREAS",
    "MOST_GOALS",
    "MOST_ROWS",
    "MOST_STEPS",
    "Action",
    "Area",
    "Attainment",
    "Export",
    "Goal",
    "GoalCard",
    "Indicator",
    "Ladder",
    "LadderStep",
    "LogLine",
    "Mark",
    "Review",
    "ScaleText",
    "ScaledGoal",
    "secret",
]
