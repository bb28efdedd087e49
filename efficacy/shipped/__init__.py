"""The instruments that come with the program. The items are our own; the models behind them have their references.

Nothing in here is changed once it has been used: a new wording is a new version.
"""

from __future__ import annotations

from efficacy.shipped.belief import GROUP_BELIEF
from efficacy.shipped.conditions import CONDITIONS
from efficacy.shipped.dysfunctions import DYSFUNCTIONS
from efficacy.shipped.leader import MASTERY_LEADER

FOR_GROUPS = (DYSFUNCTIONS, CONDITIONS, GROUP_BELIEF)
ALL = {each.slug: each for each in (MASTERY_LEADER, *FOR_GROUPS)}

__all__ = ["ALL", "CONDITIONS", "DYSFUNCTIONS", "FOR_GROUPS", "GROUP_BELIEF", "MASTERY_LEADER"]
