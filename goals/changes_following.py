"""What is new from one ladder to another, and from one table of attainment to another: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.attainment_sheet import AttainmentSheet
from goals.ladder_sheet import LadderSheet, StepLine
from goals.models import Row
from goals.queries.attainment import shown
from goals.scoring import LEVELS
from programmes.sheets import Change

Key = tuple[object, ...]
Said = Mapping[Key, tuple[str, str, str]]
"""By what it is: its label, where it stands, and how it reads."""


def compared(before: Said, after: Said) -> list[Change]:
    """What reads otherwise, in the order of the newer; what is gone comes last."""
    found = []
    for key in dict.fromkeys((*after, *before)):
        label, about, _text = after.get(key) or before[key]
        was, now = (side[key][2] if key in side else "" for side in (before, after))
        if was != now:
            how = "changed" if was and now else "added" if now else "removed"
            found.append(Change(str(key[0]), label, how, about, was, now))
    return found


def ladder_changes(before: LadderSheet, after: LadderSheet) -> list[Change]:
    """A step is known by its text, wherever it stands."""
    found = compared(ladder_said(before), ladder_said(after))
    was, now = ([key for key in ladder_said(sheet) if key[0] == "step"] for sheet in (before, after))
    orders = [[key for key in steps if key in was and key in now] for steps in (was, now)]
    if orders[0] != orders[1]:
        first, second = ("\n".join(str(key[1]) for key in order) for order in orders)
        found.append(Change("order", _("Rekkefølgen, det letteste først"), "changed", "", first, second))
    return found


def ladder_said(sheet: LadderSheet) -> Said:
    said: dict[Key, tuple[str, str, str]] = {("goal",): (_("Målet"), "", sheet.goal)}
    seen: Counter[str] = Counter()
    for step in sheet.steps:
        seen[step.text] += 1
        said["step", step.text, seen[step.text]] = (_("Trinn"), "", step_said(step))
    return said


def step_said(step: StepLine) -> str:
    """A step with how sure its leader is of it, and what was tried."""
    lines = [step.text]
    if step.now is not None:
        lines.append(_("Mestringstro %(value)s") % {"value": step.now})
    lines += [f"{date_format(each.day, 'SHORT_DATE_FORMAT')}: {each.text}" for each in step.tries]
    return "\n".join(lines)


def attainment_changes(before: AttainmentSheet, after: AttainmentSheet) -> list[Change]:
    """Goals are known by their number, and what a level looks like by its row and level."""
    return compared(attainment_said(before), attainment_said(after))


def attainment_said(sheet: AttainmentSheet) -> Said:
    said: dict[Key, tuple[str, str, str]] = {("title",): (_("Tittel"), "", sheet.title)}
    for name, label, day in (
        ("agreed", _("Avtalt gjennomgang"), sheet.agreed_day),
        ("reviewed", _("Gjennomgang"), sheet.reviewed_day),
    ):
        said[(name,)] = (label, "", date_format(day, "SHORT_DATE_FORMAT") if day else "")
    for number, goal in enumerate(sheet.goals, start=1):
        about = _("Mål %(number)s") % {"number": number}
        for row, line in ((Row.ACHIEVEMENT, goal.achievement), (Row.EFFORT, goal.effort)):
            for level, text in zip(LEVELS, line.texts, strict=True):
                said["level", number, row, level] = (f"{row.label}, {shown(level, sheet.numbering)}", about, text)
            reached = "" if line.level is None else f"{shown(line.level, sheet.numbering)}. {line.told}".rstrip(". ")
            said["reached", number, row] = (_("%(row)s, nådd") % {"row": row.label}, about, reached)
    return said
