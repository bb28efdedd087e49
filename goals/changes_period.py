"""What is new from one copy of a period plan to another: pure."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.changes_following import Key, Said, compared
from goals.models import LogLine
from goals.period_sheet import Entry, PeriodSheet, PlanRow
from programmes.sheets import Change


def period_changes(before: PeriodSheet, after: PeriodSheet) -> list[Change]:
    """A line of the plan is known by its text, and one of the log by its day and its words."""
    return compared(said(before), said(after)) + pictures_changed(before, after)


def said(sheet: PeriodSheet) -> Said:
    told: dict[Key, tuple[str, str, str]] = {("weeks",): (_("Ukene"), "", weeks_said(sheet.first, sheet.last))}
    seen: Counter[Key] = Counter()
    for row in sheet.plan:
        seen[row.text,] += 1
        told["plan", row.text, seen[row.text,]] = (_("Periodeplanen"), row.goal, row_said(row))
    for key, entry in keyed(sheet):
        told["log", *key] = (date_format(entry.day, "SHORT_DATE_FORMAT"), entry.about, entry_said(entry))
    return told


def keyed(sheet: PeriodSheet) -> list[tuple[Key, Entry]]:
    """The lines of the log by day and words, and which of those alike it is."""
    seen: Counter[Key] = Counter()
    found: list[tuple[Key, Entry]] = []
    for entry in sheet.log:
        key: Key = (entry.on, entry.text or entry.about)
        seen[key] += 1
        found.append(((*key, seen[key]), entry))
    return found


def weeks_said(first: date, last: date) -> str:
    """uke 45–48, 2026. By the Mondays of the first and the last week; the year is that of its weeks."""
    (year, week, _day), (until, end, _last) = first.isocalendar(), last.isocalendar()
    if first == last:
        return _("uke %(week)s, %(year)s") % {"week": week, "year": year}
    if year == until:
        return _("uke %(week)s–%(end)s, %(year)s") % {"week": week, "end": end, "year": year}
    named = {"week": week, "year": year, "end": end, "until": until}
    return _("uke %(week)s, %(year)s – uke %(end)s, %(until)s") % named


def times_said(times: int) -> str:
    return ngettext("%(times)s gang i uken", "%(times)s ganger i uken", times) % {"times": times}


def row_said(row: PlanRow) -> str:
    """A line of the plan: what, how often, which weeks, and how often it was done."""
    lines = [row.text, f"{times_said(row.times)}, {weeks_said(row.first, row.last)}"]
    if row.meant:
        lines.append(_("Gjort %(done)s av %(meant)s ganger") % {"done": row.done_in_all, "meant": row.meant})
    return "\n".join(lines)


def entry_said(entry: Entry) -> str:
    return "\n".join(filter(None, [entry.text, effort_said(entry.effort)]))


def effort_said(effort: str) -> str:
    return str(LogLine.Effort(effort).label) if effort else ""


def pictures_changed(before: PeriodSheet, after: PeriodSheet) -> list[Change]:
    """Pictures that came or went by themselves, or are others or described otherwise, on lines that both have."""
    old, new = dict(keyed(before)), dict(keyed(after))
    found = []
    for key, entry in new.items():
        was, now = old[key].picture if key in old else None, entry.picture
        told = [f"{each.mark} {each.alt}" if each else "" for each in (was, now)]
        if key not in old or told[0] == told[1]:
            continue
        some = _("Bilde uten beskrivelse")
        first, second = ((each.alt or some) if each else "" for each in (was, now))
        label, how = _("Bilde"), "changed" if was and now else "added" if now else "removed"
        about = f"{date_format(entry.day, 'SHORT_DATE_FORMAT')} {entry.text}".strip()
        found.append(Change("picture", label, how, about, first, _("Et annet bilde") if first == second else second))
    return found
