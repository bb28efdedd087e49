"""What a change of somebody means, said in words before anybody confirms it: above all for what has been shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.templatetags.varde import full_day


@dataclass(frozen=True)
class Meaning:
    """In one sentence what will be so, and then what follows from it."""

    head: str
    follows: list[str]


def unit(name: str, old: str, new: str, since: date) -> Meaning:
    said = {"name": name, "unit": new, "day": full_day(since)}
    follows = [_("Gruppe, nærmeste leder og alt som er skrevet og delt, er som før.")]
    if old:
        follows.append(_("Varde husker at enheten var %(old)s til dagen før.") % {"old": old})
    return Meaning(_("%(name)s arbeider i %(unit)s fra %(day)s.") % said, follows)


def manager(name: str, old: str, new: str, since: date) -> Meaning:
    said = {"name": name, "old": old, "new": new, "day": full_day(since)}
    follows = []
    if old:
        follows.append(
            _("Det %(name)s har delt med %(old)s, kan %(old)s lese til dagen før, og ikke etter det.") % said
        )
    follows.append(_("%(new)s ser ingenting før %(name)s deler på nytt. Bare %(name)s kan gjøre det.") % said)
    return Meaning(_("%(new)s er nærmeste leder for %(name)s fra %(day)s.") % said, follows)


@dataclass(frozen=True)
class StandIn:
    """Who stands in for somebody: whether they take part already, and for how many they are nearest manager."""

    name: str
    takes_part: bool = False
    manages: int = 0
    is_report: bool = False  # somebody whose nearest manager the one on leave is


def leave(
    name: str, since: date, until: date | None, deputy: StandIn | None, *, is_leader: bool, reports: int
) -> Meaning:
    """`reports` is how many have the one on leave as their nearest manager."""
    said = {"name": name, "since": full_day(since), "until": full_day(until) if until else ""}
    head = (
        _("%(name)s har permisjon fra %(since)s til og med %(until)s.")
        if until
        else _("%(name)s har permisjon fra %(since)s, til du setter en sluttdag.")
    )
    follows = [_counted(is_leader) % said]
    if deputy:
        follows += _stands_in(said | {"deputy": deputy.name}, deputy, is_leader=is_leader)
    else:
        follows.append(_("Ingen er stedfortreder imens."))
    left = reports - (deputy.manages if deputy else 0)
    if left > (1 if deputy and deputy.manages and deputy.is_report else 0):
        follows.append(
            ngettext(
                "%(name)s er fortsatt nærmeste leder for %(number)d leder, og kan lese det som er delt.",
                "%(name)s er fortsatt nærmeste leder for %(number)d ledere, og kan lese det som er delt.",
                left,
            )
            % {**said, "number": left}
        )
    return Meaning(head % said, follows)


def _counted(is_leader: bool) -> str:
    if not is_leader:
        return _("Det %(name)s har skrevet, er fortsatt %(name)s sitt.")
    return _("%(name)s regnes ikke med i samlingene imens. Det %(name)s har skrevet, er fortsatt %(name)s sitt.")


def _stands_in(said: dict[str, str], deputy: StandIn, *, is_leader: bool) -> list[str]:
    follows = []
    if is_leader and deputy.takes_part:
        follows.append(_("%(deputy)s er alt leder i programmet, og sitter i sin egen gruppe.") % said)
    elif is_leader:
        follows.append(_("%(deputy)s er med i programmet og sitter i gruppen til %(name)s imens.") % said)
    follows.append(
        _("%(deputy)s ser ingenting av det %(name)s har skrevet, eller av det andre har delt med %(name)s.") % said
    )
    if deputy.manages:
        follows.append(
            ngettext(
                "%(deputy)s er nærmeste leder for %(number)d leder imens. Det som er delt med %(name)s, kan %(name)s ikke lese fra den dagen. Det må deles på nytt, først med %(deputy)s og siden med %(name)s.",
                "%(deputy)s er nærmeste leder for %(number)d ledere imens. Det som er delt med %(name)s, kan %(name)s ikke lese fra den dagen. Det må deles på nytt, først med %(deputy)s og siden med %(name)s.",
                deputy.manages,
            )
            % {**said, "number": deputy.manages}
        )
        if deputy.is_report:
            follows.append(_("%(deputy)s har selv %(name)s som nærmeste leder, som før.") % said)
    return follows


def back(name: str, deputy: str, since: date) -> Meaning:
    said = {"name": name, "deputy": deputy, "day": full_day(since), "last": full_day(since - timedelta(days=1))}
    follows = [_("%(name)s regnes med i samlingene igjen.") % said]
    if deputy:
        follows.append(_("%(deputy)s er stedfortreder til og med %(last)s.") % said)
        follows.append(
            _("Det som er delt med %(deputy)s som nærmeste leder, kan ikke %(name)s lese før det deles på nytt.") % said
        )
    return Meaning(_("%(name)s er tilbake fra %(day)s.") % said, follows)


def leaving(name: str, last: date, reports: int, *, is_whole: bool) -> Meaning:
    said = {"name": name, "day": full_day(last)}
    if not is_whole:
        return Meaning(
            _("%(name)s er med i programmet til og med %(day)s.") % said,
            [
                _("Målkort, plattform og notater er fortsatt %(name)s sine. %(name)s kan lese og skrive dem som før.")
                % said,
                _(
                    "Det som er delt med gruppen, kan ikke gruppen lese etter den dagen. Det som er delt med nærmeste leder og HR, står til %(name)s trekker det tilbake."
                )
                % said,
            ],
        )
    follows = [
        _(
            "Etter den dagen kommer ikke %(name)s inn på sidene sine i kommunen. Be %(name)s laste ned det som skal med, før da."
        )
        % said,
        _(
            "Det som er delt med nærmeste leder og gruppen, kan de ikke lese etter den dagen. Det som er levert til HR, står."
        ),
    ]
    if reports:
        follows.append(
            ngettext(
                "%(number)d leder står uten nærmeste leder etter den dagen.",
                "%(number)d ledere står uten nærmeste leder etter den dagen.",
                reports,
            )
            % {"number": reports}
        )
    return Meaning(_("%(name)s slutter i kommunen. Siste dag er %(day)s.") % said, follows)
