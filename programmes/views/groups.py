"""The facilitator's pages of a gathering's groups: who sits where today, and new groups for the day."""

from __future__ import annotations

from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from config.http import Request, go, not_understood, page, refused
from config.policy import policy
from programmes import grouping, rules
from programmes.contract import NotPossible
from programmes.forms.group import ActForm, DivideForm, NameForm, NamesForm
from programmes.models import Gathering, Group, Participation
from programmes.queries import groups as queries
from programmes.queries.agenda import has_ended
from programmes.queries.groups import Chair
from programmes.queries.room import in_rehearsal
from programmes.rules import Desk
from programmes.services import groups as services
from programmes.services.groups import MOST_GROUPS

PER_GROUP = 6  # people, where there are no standing groups to count


@policy(rules.desk_at)
def groups(request: Request, desk: Desk) -> HttpResponse:
    """The groups that hold today. What is done to them holds from now on."""
    if request.method == "POST":
        return act(request, desk.gathering)
    return board(request, desk.gathering)


def board(request: Request, gathering: Gathering, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "section": "programme",
        "gathering": gathering,
        "seating": queries.seating(gathering),
        "adding": NameForm(prefix="new"),
        "has_ended": has_ended(gathering),
        "holds": services.NOT_WHILE_REHEARSING if in_rehearsal(gathering) else "",
        **more,
    }
    return page(request, "programmes/groups.html", context, part="groups-board", status=status)


def act(request: Request, gathering: Gathering) -> HttpResponse:
    form = ActForm(request.POST)
    if not form.is_valid():
        return not_understood(request)
    name = form.cleaned_data["act"]
    group = chosen(gathering, form.cleaned_data["group"])
    if name in ("add", "rename"):
        return named(request, gathering, name, group)
    try:
        said = perform(request, gathering, form.cleaned_data, group)
    except NotPossible as problem:
        return board(request, gathering, status=409, problem=str(problem))
    focus = f"to-{form.cleaned_data['person']}" if name == "move" else ""
    return done(request, gathering, said, focus)


def perform(request: Request, gathering: Gathering, data: dict[str, Any], group: Group | None) -> str:
    """Moves somebody, or takes a group or the day's groups away; says what has happened."""
    if data["act"] == "standing":
        services.back_to_standing(gathering=gathering, by=request.user)
        return _("De faste gruppene gjelder igjen.")
    if group is None and (data["act"] == "remove" or data["group"] != ActForm.NOBODY_S):
        raise NotPossible(services.gone())
    if data["act"] == "remove":
        assert group is not None
        services.remove(gathering=gathering, group=group, by=request.user)
        return _("%(group)s er fjernet.") % {"group": group.name}
    return moved(request, gathering, data["person"], group)


def moved(request: Request, gathering: Gathering, person: str, group: Group | None) -> str:
    who = next((each for each in queries.everybody(gathering) if each.public_id == person), None)
    if who is None:
        raise NotPossible(_("Hun eller han er ikke med lenger. Last siden på nytt."))
    services.move(gathering=gathering, participation=who, group=group, by=request.user)
    if group is None:
        return _("%(name)s er uten gruppe nå.") % {"name": who.name}
    return _("%(name)s sitter i %(group)s nå.") % {"name": who.name, "group": group.name}


def named(request: Request, gathering: Gathering, name: str, group: Group | None) -> HttpResponse:
    """A group gets its name: a new one, or one that is there."""
    prefix = group.public_id if group and name == "rename" else "new"
    form = NameForm(request.POST, prefix=prefix)
    try:
        if name == "rename" and group is None:
            raise NotPossible(services.gone())
        if form.is_valid() and name == "rename" and group:
            services.rename(gathering=gathering, group=group, name=form.cleaned_data["name"], by=request.user)
            return done(request, gathering, _("Navnet er endret."))
        if form.is_valid():
            services.add(gathering=gathering, name=form.cleaned_data["name"], by=request.user)
            return done(request, gathering, _("Gruppen er lagt til. Flytt noen dit."))
    except NotPossible as problem:
        form.add_error("name", str(problem))
    more = {"adding": form} if prefix == "new" else {"renaming": form, "renamed": prefix}
    return board(request, gathering, status=422, **more)


def chosen(gathering: Gathering, public_id: str) -> Group | None:
    """One of the groups that hold."""
    return next((each for each in queries.groups_of(gathering) if each.public_id == public_id), None)


def done(request: Request, gathering: Gathering, said: str, focus: str = "") -> HttpResponse:
    if request.htmx:
        return board(request, gathering, said=said, focus=focus)
    return go(request, reverse("groups", args=[gathering.public_id]))


@dataclass(frozen=True)
class Proposed:
    """A group of a proposal: those who are to sit in it."""

    number: int
    chairs: list[Chair]


@policy(rules.desk_at)
def new_groups(request: Request, desk: Desk) -> HttpResponse:
    """New groups for the day: how, a proposal, and then exactly what was proposed."""
    gathering = desk.gathering
    if request.method == "GET" and in_rehearsal(gathering):
        return go(request, reverse("groups", args=[gathering.public_id]))  # which says why
    if request.method == "POST" and request.POST.get("act") == "make":
        return make(request, gathering)
    here = present(gathering)
    if request.method != "POST":
        return ask(request, gathering, DivideForm(len(here), initial=usual(gathering, len(here))))
    form = DivideForm(len(here), request.POST)
    if not form.is_valid():
        return ask(request, gathering, form, status=422)
    names, tables = divide(gathering, form.cleaned_data, here)
    if not any(tables):
        form.add_error("how", nobody(form.cleaned_data["how"]))
        return ask(request, gathering, form, status=422)
    return propose(request, gathering, form, tables, NamesForm(len(tables), initial=names))


def present(gathering: Gathering) -> list[Chair]:
    """Those who are to be seated: leaders who are not ticked as absent, and guests."""
    away = queries.absent(gathering)
    return [Chair(each) for each in queries.everybody(gathering) if each.pk not in away]


def usual(gathering: Gathering, people: int) -> dict[str, Any]:
    """As many groups as there usually are."""
    standing = queries.standing_set(gathering)
    number = standing.groups.count() if standing else 0
    return {"number": number or grouping.number_of_groups(people, PER_GROUP), "of": DivideForm.GROUPS}


def divide(gathering: Gathering, how: dict[str, Any], here: list[Chair]) -> tuple[dict[str, str], list[list[Chair]]]:
    """A proposal: what the groups are called, and who sits in each."""
    if how["how"] == DivideForm.STANDING:
        found = queries.standing(gathering)
        return _names([table.group.name for table in found]), [table.chairs for table in found]
    chance, number = SystemRandom(), how["groups"]
    if how["how"] == DivideForm.MIXED:
        tables = grouping.mixed([(chair, chair.unit) for chair in here], number, chance)
    else:
        tables = grouping.at_random(here, number, chance)
    with translation.override(gathering.programme.language):
        return _names([_("Gruppe %(number)s") % {"number": each} for each in range(1, number + 1)]), tables


def nobody(how: str) -> str:
    if how == DivideForm.STANDING:
        return _("Ingen sitter i noen fast gruppe ennå. Velg en annen måte.")
    return _("Det er ingen å fordele ennå.")


def _names(names: list[str]) -> dict[str, str]:
    return {f"name-{number}": name for number, name in enumerate(names, start=1)}


def ask(request: Request, gathering: Gathering, form: DivideForm, *, status: int = 200) -> HttpResponse:
    context = {
        "section": "programme",
        "gathering": gathering,
        "form": form,
        "people": form.people,
        "has_own": queries.day_set(gathering) is not None,
    }
    return page(request, "programmes/groups_new.html", context, status=status)


def propose(
    request: Request,
    gathering: Gathering,
    form: DivideForm,
    tables: list[list[Chair]],
    names: NamesForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """Shows the groups before they are made. The page carries who sits where, so that what was seen is what comes."""
    context = {
        "section": "programme",
        "gathering": gathering,
        "form": form,
        "names": names,
        "proposed": [
            (
                names[f"name-{number}"],
                Proposed(number, sorted(chairs, key=lambda chair: queries.name_key(chair.participation))),
            )
            for number, chairs in enumerate(tables, start=1)
        ],
    }
    return page(request, "programmes/groups_proposed.html", context, status=status)


def make(request: Request, gathering: Gathering) -> HttpResponse:
    """Makes what was proposed. Who has left since is left out; who came since stands without a group."""
    tables = as_posted(request.POST, queries.everybody(gathering))
    names = NamesForm(len(tables), request.POST)
    if not tables:
        return refused(request, _("Forslaget kom ikke fram. Lag et nytt."), 422)
    if not names.is_valid():
        chairs = [[Chair(each) for each in people] for people in tables]
        here = sum(len(people) for people in tables)
        return propose(request, gathering, DivideForm(here, request.POST), chairs, names, status=422)
    called = [names.cleaned_data[f"name-{number}"] for number in range(1, len(tables) + 1)]
    try:
        services.make(gathering=gathering, tables=list(zip(called, tables, strict=True)), by=request.user)
    except NotPossible as problem:
        return refused(request, str(problem), 409)
    return go(request, reverse("groups", args=[gathering.public_id]))


def as_posted(posted: QueryDict, people: list[Participation]) -> list[list[Participation]]:
    """The proposal as the page carried it: each person with the number of their group."""
    count = next((number for number in range(MOST_GROUPS + 1) if f"name-{number + 1}" not in posted), MOST_GROUPS)
    tables: list[list[Participation]] = [[] for _number in range(count)]
    numbers = {str(number): number for number in range(1, count + 1)}
    for each in people:
        number = numbers.get(posted.get(f"seat-{each.public_id}", ""))
        if number:
            tables[number - 1].append(each)
    return tables
