"""The kinds of exercise that the stage itself brings, found here at start."""

from programmes.contract import register
from programmes.questions import QuestionsKind

register(QuestionsKind)
