from values.models.decisions import DecidedValue, Decision
from values.models.diamonds import Agreement, Card, Diamond, Move
from values.models.gallery import GalleryComment, Stand
from values.models.lines import Dealt, LineValue, OwnLine, Statement, Wish
from values.models.platform import Platform, PlatformAction, PlatformEdition, PlatformValue, PurposeSentence
from values.models.points import Allocation, Candidate, NamedAllocation, PointsResult
from values.models.purpose import IdeaPile, PiledIdea
from values.models.shortlists import MissedValue, Origin, ShortlistValue
from values.models.words import KeptApart, Merge, MergedWord

__all__ = [
    "Agreement",
    "Allocation",
    "Candidate",
    "Card",
    "Dealt",
    "DecidedValue",
    "Decision",
    "Diamond",
    "GalleryComment",
    "IdeaPile",
    "KeptApart",
    "LineValue",
    "Merge",
    "MergedWord",
    "MissedValue",
    "Move",
    "NamedAllocation",
    "Origin",
    "OwnLine",
    "PiledIdea",
    "Platform",
    "PlatformAction",
    "PlatformEdition",
    "PlatformValue",
    "PointsResult",
    "PurposeSentence",
    "ShortlistValue",
    "Stand",
    "Statement",
    "Wish",
]
