"""A day that is being planned, after a press in its form: a row added, moved, pinned, cut or taken out."""

from __future__ import annotations

from dataclasses import dataclass

from config.text import whole
from programmes import planning
from programmes.forms.agenda import MOST_ITEMS, USUAL, Kind, Plan, PlanSheet, Row, said
from programmes.replan import MOST


def rearranged(sheet: PlanSheet, act: str) -> tuple[Plan, str]:
    """The day after a row was added, moved, pinned, cut or taken out, and the id that the cursor goes to.

    `act` says which, as in "up:2", "move:4:1" or "add:break".
    """
    what, *more = act.split(":")
    rows = [dict(row) for row in sheet.plan.rows]
    numbers = [-1 if (named := whole(each)) is None else named for each in more]
    number = numbers[0] if numbers else -1
    focus = ""
    if what == "add" and more and more[0] in Kind.values and len(rows) < MOST_ITEMS:
        kind = Kind(more[0])
        title = "" if kind == Kind.SESSION else str(kind.label)
        rows.append({"title": title, "kind": kind.value, "minutes": USUAL[kind]})
        focus = f"id_item-{len(rows) - 1}-title"
    elif what == "fit":
        for row, minutes in zip(rows, planning.fitted(sheet.begins, sheet.pieces()), strict=True):
            row["minutes"] = minutes if sheet.timed else row["minutes"]
    elif 0 <= number < len(rows):
        focus = _act(sheet, rows, what, number, numbers[1] if len(numbers) > 1 else -1)
    return Plan(sheet.plan.begins, rows), focus


def _act(sheet: PlanSheet, rows: list[Row], what: str, number: int, to: int) -> str:
    if what in ("up", "down"):
        to = max(0, min(len(rows) - 1, number + (1 if what == "down" else -1)))
        rows.insert(to, rows.pop(number))
        return f"{what}-{to}"
    if what == "move" and 0 <= to < len(rows):
        rows.insert(to, rows.pop(number))
        return f"up-{to}"
    if what == "pin":
        starts = sheet.laid[number].starts
        rows[number] |= {"pinned": "on", "at": said(starts) if starts is not None else ""}
        return f"id_item-{number}-at"
    if what == "loosen":
        rows[number] |= {"pinned": "", "at": ""}
        return f"pin-{number}"
    if what == "grow":
        if needs := sheet.laid[number].piece.needs:
            rows[number]["minutes"] = min(MOST, needs)
        return f"id_item-{number}-minutes"
    if what == "out" and (item := sheet.item_of(sheet.forms[number])):
        if sheet.forms[number].errors:
            rows[number] |= {
                "title": item.title,
                "minutes": item.minutes,
                "question": item.question,
                "note": item.note,
                "pinned": "",
            }
        rows[number]["out"] = "1"
        return f"in-{number}"
    if what == "in":
        rows[number]["out"] = ""
        return f"id_item-{number}-title"
    if what in ("out", "remove"):
        rows.pop(number)
        return "add-session"
    return ""


@dataclass(frozen=True)
class Cut:
    """A row that became shorter, in minutes."""

    title: str
    before: int
    now: int


def shortened(before: Plan, after: Plan) -> list[Cut]:
    """What became shorter from one plan to another of the same rows, where the minutes can be read."""
    pairs = [
        (old["title"], whole(str(old["minutes"]), digits=4), whole(str(new["minutes"]), digits=4))
        for old, new in zip(before.rows, after.rows, strict=True)
    ]
    return [Cut(title, was, now) for title, was, now in pairs if was is not None and now is not None and now < was]
