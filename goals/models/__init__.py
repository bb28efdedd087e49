from goals.models.attainment import MOST_SCALED, MOST_WEIGHT, Attainment, Mark, Review, Row, ScaledGoal, ScaleText
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
from goals.models.log import MOST_TIMES, MOST_WEEKS, LogLine, Picture, PlanLine
from goals.models.periods import MOST_PERIODS, PeriodPlan
from goals.models.worksheets import Grow, Mood, MoodPicture
from goals.platform.models import Platform, PlatformAnswer

__all__ = [
    "MOST_AREAS",
    "MOST_GOALS",
    "MOST_PERIODS",
    "MOST_ROWS",
    "MOST_SCALED",
    "MOST_STEPS",
    "MOST_TIMES",
    "MOST_WEEKS",
    "MOST_WEIGHT",
    "Action",
    "Area",
    "Attainment",
    "Export",
    "Goal",
    "GoalCard",
    "Grow",
    "Indicator",
    "Ladder",
    "LadderStep",
    "LogLine",
    "Mark",
    "Mood",
    "MoodPicture",
    "PeriodPlan",
    "Picture",
    "PlanLine",
    "Platform",
    "PlatformAnswer",
    "Review",
    "Row",
    "ScaleText",
    "ScaledGoal",
    "secret",
]
