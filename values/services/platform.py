"""How the leader platform is written, published and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.ids import random_id
from programmes.contract import NotPossible
from programmes.models import Person, Programme
from programmes.services.trail import record
from values import editions
from values.models import Platform, PlatformAction, PlatformEdition, PlatformValue, PurposeSentence
from values.queries import decisions, lines
from values.queries import platform as queries

MOST_SENTENCES, MOST_VALUES, MOST_ACTIONS = 8, 12, 8
Row = PurposeSentence | PlatformValue | PlatformAction


class OthersWrote(Exception):
    """Somebody wrote other texts since the page was opened. `texts` are theirs, by row; nothing was kept."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts


def platform_of(programme: Programme) -> Platform:
    return Platform.objects.get_or_create(programme=programme)[0]


def locked(platform: Platform) -> Platform:
    found = Platform.objects.select_for_update(of=("self",)).select_related("programme__municipality")
    return found.get(pk=platform.pk)


def fetch(*, platform: Platform) -> int:
    """Brings in the decided values and the groups' sentences that are not there; what was taken out stays out.

    Returns how many came.
    """
    with transaction.atomic():
        locked(platform)
        there: dict[str, PlatformValue] = {}
        for value in platform.values.select_related("decided"):
            there |= {value.text: value, **({value.decided.label: value} if value.decided else {})}
        return _fetch_values(platform, there) + _fetch_sentences(platform, there)


def _fetch_values(platform: Platform, there: dict[str, PlatformValue]) -> int:
    """Adds the decided values that the platform never had, also to those that are there."""
    made, came = decisions.of_programme(platform.programme), 0
    for decided in made.decision.values.all() if made else ():
        if decided.label not in there and kept(platform.values) < MOST_VALUES:
            there[decided.label] = PlatformValue.objects.create(
                platform=platform, position=platform.values.count() + 1, text=decided.label, decided=decided
            )
            came += 1
    return came


def _fetch_sentences(platform: Platform, there: dict[str, PlatformValue]) -> int:
    """Adds what the groups wrote for the values that are there."""
    taken = set(PlatformAction.objects.filter(value__platform=platform).values_list("statement", flat=True))
    came = 0
    for statement in lines.settled(platform.programme):
        home = there.get(statement.value.label)
        if home is None or statement.pk in taken or kept(home.actions) >= MOST_ACTIONS:
            continue
        if home.actions.filter(text=statement.text, is_removed=False).exists():
            continue  # two groups say the same
        PlatformAction.objects.create(
            value=home, position=home.actions.count() + 1, text=statement.text, statement=statement
        )
        came += 1
    return came


def kept(rows: object) -> int:
    return int(rows.filter(is_removed=False).count())  # type: ignore[attr-defined]


def save(*, platform: Platform, texts: Iterable[tuple[Row, str, str]], new: Iterable[tuple[str, str]]) -> None:
    """Keeps all texts of the page: for each row what it shall say and what its writer saw; and what is new.

    What is new is `purpose`, `value`, or the public id of the value that an action is for. All or nothing.
    Raises `OthersWrote` and `NotPossible`.
    """
    with transaction.atomic():
        locked(platform)
        late: dict[str, str] = {}
        for row, text, seen in texts:
            row.refresh_from_db(fields=["text"])
            if text == row.text or text == seen:
                continue
            if row.text != seen:
                late[row.public_id] = row.text
                continue
            type(row)._base_manager.filter(pk=row.pk).update(text=text)
        if late:
            raise OthersWrote(late)
        for where, text in new:
            _add(platform, where, text)


def _add(platform: Platform, where: str, text: str) -> None:
    kind: type[Row]
    home: dict[str, Platform | PlatformValue]
    if where == "purpose":
        kind, home, most = PurposeSentence, {"platform": platform}, MOST_SENTENCES
    elif where == "value":
        kind, home, most = PlatformValue, {"platform": platform}, MOST_VALUES
    else:
        value = platform.values.filter(public_id=where, is_removed=False).first()
        if value is None:
            raise NotPossible(_("Noen har tatt bort verdien imens. Last siden på nytt."))
        kind, home, most = PlatformAction, {"value": value}, MOST_ACTIONS
    rows = kind._base_manager.filter(**home)
    if rows.filter(text=text, is_removed=False).exists():  # sent twice
        return
    _room(kept(rows), most)
    kind._base_manager.create(**home, text=text, position=rows.count() + 1)


def _room(there: int, most: int) -> None:
    if there >= most:
        raise NotPossible(_("Det er plass til høyst %(most)s. Ta bort en først.") % {"most": most})


def agree(*, sentence: PurposeSentence, agreed: bool) -> None:
    PurposeSentence.objects.filter(pk=sentence.pk).update(is_agreed=agreed)


def take_out(*, row: Row, out: bool = True) -> None:
    """Takes something out of the platform, or in again, where there is room."""
    with transaction.atomic():
        locked(row.value.platform if isinstance(row, PlatformAction) else row.platform)
        if not out:
            most = {PurposeSentence: MOST_SENTENCES, PlatformValue: MOST_VALUES, PlatformAction: MOST_ACTIONS}
            _room(kept(siblings(row)), most[type(row)])
        type(row)._base_manager.filter(pk=row.pk).update(is_removed=out)


def siblings(row: Row) -> object:
    if isinstance(row, PlatformAction):
        return row.value.actions
    return row.platform.purpose if isinstance(row, PurposeSentence) else row.platform.values


def move(*, row: Row, up: bool) -> None:
    """One place up or down among what stands; at the end it stays."""
    with transaction.atomic():
        rows = list(siblings(row).select_for_update(of=("self",)).filter(is_removed=False))  # type: ignore[attr-defined]
        at = next((number for number, each in enumerate(rows) if each.pk == row.pk), None)
        if at is None:
            return
        to = max(0, min(len(rows) - 1, at + (-1 if up else 1)))
        rows.insert(to, rows.pop(at))
        for number, each in enumerate(rows, start=1):
            if each.position != number:
                type(row)._base_manager.filter(pk=each.pk).update(position=number)


def publish(*, platform: Platform, note: str, by: Person) -> PlatformEdition:
    """Freezes the platform as the next edition, with what is said of it. Raises `NotPossible` where something is missing, or nothing is new."""
    with transaction.atomic():
        platform = locked(platform)
        now = queries.content(platform)
        if missing := lacks(now):
            raise NotPossible(missing)
        last = platform.editions.last()
        if last and last.withdrawn_at is None and editions.read(last.content) == now:
            raise NotPossible(_("Ingenting er endret siden utgave %(number)s.") % {"number": last.number})
        edition = PlatformEdition.objects.create(
            platform=platform,
            number=(last.number if last else 0) + 1,
            format=editions.FORMAT,
            content=editions.written(now),
            note=note,
            published_by=by,
        )
        Platform.objects.filter(pk=platform.pk).update(note="")
        _record("platform.publish", edition, by)
    return edition


def lacks(content: editions.Content) -> str:
    """What must be there before it is published, as what to do; empty when nothing is missing."""
    if not content.purpose:
        return _("Bli enige om minst én setning om formålet, og merk den som vedtatt.")
    if not content.values:
        return _("Legg til minst én verdi.")
    empty = [value.label for value in content.values if not value.actions]
    if empty:
        names = ", ".join(_("«%(text)s»") % {"text": label} for label in empty)
        return _("%(values)s har ingen handling. Skriv minst én, eller ta verdien ut.") % {"values": names}
    return ""


def withdraw(*, edition: PlatformEdition, why: str, by: Person) -> None:
    """Nobody reads the edition any more; who has its address is told why."""
    with transaction.atomic():
        PlatformEdition.objects.filter(pk=edition.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=timezone.now(), withdrawn_why=why
        )
        _record("platform.withdraw", edition, by)


def restore(*, edition: PlatformEdition, by: Person) -> None:
    with transaction.atomic():
        PlatformEdition.objects.filter(pk=edition.pk).update(withdrawn_at=None, withdrawn_why="")
        _record("platform.restore", edition, by)


def set_review(*, platform: Platform, day: date | None) -> None:
    platform.review_on = day
    platform.save(update_fields=["review_on"])


def set_note(*, platform: Platform, note: str) -> None:
    """What the next edition will say is new."""
    platform.note = note
    platform.save(update_fields=["note"])


def set_link(*, platform: Platform, is_open: bool) -> None:
    """Opens a public address that nobody can guess, or closes it for good: a new one is another."""
    with transaction.atomic():
        found = locked(platform)
        if is_open != bool(found.link):
            Platform.objects.filter(pk=platform.pk).update(link=random_id(20) if is_open else "")


def _record(act: str, edition: PlatformEdition, by: Person) -> None:
    municipality = edition.platform.programme.municipality
    record(act, by=by, subject=f"platform-edition:{edition.public_id}", municipality=municipality)
