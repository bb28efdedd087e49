"""The people of a programme as somebody's sheet has them: read, recognised and looked over, without a database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.cells import RUNS
from config.text import compare_key
from programmes import tables
from programmes.tables import Formula, Table, Unreadable

FIELDS = ("name", "email", "unit", "group", "manager", "manager_email")
LONGEST = {"name": 120, "email": 254, "unit": 120, "group": 60, "manager": 120, "manager_email": 254}
NOTHING = {"-", "–", "—", "."}
# What people call the columns, in letters and digits only.
COLUMNS = {
    "name": "navn namn name fulltnavn fulltnamn fullname ansatt ansattnavn tilsett deltaker deltakar deltakernavn medarbeider",
    "first": "fornavn fornamn førenamn firstname givenname",
    "last": "etternavn etternamn lastname surname familyname",
    "email": "epost epostadresse eposten email emailadresse emailaddress mail mailadresse jobbepost epostjobb",
    "unit": "enhet eining unit avdeling arbeidssted arbeidsstad tjenestested tenestestad virksomhet verksemd "
    "organisasjonsenhet organisasjonseining department seksjon",
    "group": "gruppe gruppenavn gruppenamn group fastgruppe",
    "manager": "nærmesteleder nærmesteleiar nærasteleiar nærasteleder nærmestleder nærmesteoverordnede nærmesteoverordna "
    "overordnet overordna sjef manager nearestmanager linemanager lederensleder",
    "manager_email": "lederepost lederensepost ledersepost epostleder leiarepost epostleiar nærmestelederepost "
    "epostnærmesteleder eposttilnærmesteleder nærmesteledersepost nærasteleiarepost epostnærasteleiar "
    "eposttilnærasteleiar nærasteleiarsepost eposttilleiaren manageremail managersemail",
}
KNOWN = {name: key for key, names in COLUMNS.items() for name in names.split()}
EITHER = ("leder", "leiar", "leader")  # the leader of the row where no other column has a name, else the manager
# Letters that were saved in one encoding and read in another.
BROKEN = re.compile(r"\ufffd|\w\?\w|[ÂÃÄÅ][^\w\s.,'’()-]")
ADDRESS = re.compile(r"^(?P<name>[^<>]*?)\s*[<(]\s*(?:mailto:)?(?P<email>[^<>()\s]+@[^<>()\s]+)\s*[>)]$")
is_email = EmailValidator()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, and in which of its FIELDS."""

    field: str
    text: str


@dataclass(frozen=True)
class Row:
    """One person of the sheet, by the sheet's own number; what stands in the way of letting them in."""

    number: int
    name: str = ""
    email: str = ""
    unit: str = ""
    group: str = ""
    manager: str = ""
    manager_email: str = ""
    faults: list[Fault] = field(default_factory=list)

    def refused(self, *faults: Fault) -> Row:
        """The same with more that is wrong."""
        return replace(self, faults=[*self.faults, *faults])

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What is wrong in each field where something is."""
        said: dict[str, list[str]] = {}
        for fault in self.faults:
            said.setdefault(fault.field, []).append(fault.text)
        return said

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in FIELDS)


@dataclass(frozen=True)
class Roster:
    """The whole sheet. A problem of its own means that no row of it was read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # columns that are not used
    columns: list[str] = field(default_factory=list)  # those that are

    @property
    def is_sound(self) -> bool:
        return bool(self.rows) and not self.problems and not any(row.faults for row in self.rows)


def read(data: bytes, filename: str, *, known: Collection[str] = ()) -> Roster:
    """The people in a file, each row with what is wrong with it.

    `known` holds keys (`compare_key` of a name or an address) of people outside the file who may be somebody's nearest manager.
    """
    try:
        rows = tables.table(data, filename)
        head, columns = _columns(rows, is_typed=not filename)
    except Unreadable as why:
        return Roster(problems=[str(why)])
    found = [_row(number, row, columns) for number, row in enumerate(rows, start=1) if number > head]
    people = [row for row in found if any(row.cells) or row.faults]
    if not people:
        return Roster(problems=[_("Det står ingen folk under overskriftene. Skriv en person på hver rad.")])
    if len(people) > tables.MOST_ROWS:
        most = {"most": tables.MOST_ROWS}
        return Roster(problems=[_("Listen har mer enn %(most)s rader. Ta inn bare lederne i dette programmet.") % most])
    used = {place for place, _text in columns.values()}
    heads = rows[head - 1] if head else []
    ignored = [text for place, text in enumerate(heads) if text and place not in used]
    return Roster(checked(people, known), ignored=ignored, columns=[text for _place, text in columns.values()])


def heads() -> tuple[str, ...]:
    """What the columns are called; in each language they are read as such."""
    return (_("Navn"), _("E-post"), _("Enhet"), _("Gruppe"), _("Nærmeste leder"), _("Lederens e-post"))


def text_of(rows: Iterable[Row]) -> str:
    """Rows as text that can be read again, each at its number."""
    lines: list[tuple[str, ...]] = [heads()]
    for row in rows:
        lines += [()] * (row.number - 1 - len(lines))
        lines.append(row.cells)
    return tables.tabbed(lines)


# Columns


Columns = dict[str, tuple[int, str]]


def _columns(rows: Table, *, is_typed: bool) -> tuple[int, Columns]:
    """The number of the row that names the columns, and where each of ours stands; 0 where none does."""
    for number, row in enumerate(rows[: tables.ABOVE], start=1):
        columns = _named(row)
        if "name" in columns or {"first", "last"} <= set(columns):
            return number, columns
    if is_typed and (guessed := _guessed(rows)):
        return 0, guessed
    raise Unreadable(
        _("Vi fant ingen kolonne som heter «Navn». Skriv navn på kolonnene i første rad: %(columns)s.")
        % {"columns": _("Navn, E-post, Enhet, Gruppe, Nærmeste leder")}
    )


def _guessed(rows: Table) -> Columns:
    """Names alone, or with an address on some lines, and perhaps a unit: such a list needs no headings. Else empty."""
    people = [row for row in rows if any(row)]
    filled = [{place for place, text in enumerate(row) if text} for row in people]
    mail = {place for row in people for place, text in enumerate(row) if "@" in text}
    if not people or len(mail) > 1:
        return {}
    # A first line of words where the others have addresses is headings that we do not know.
    if any(people[0][place] and "@" not in people[0][place] for place in mail if place < len(people[0])):
        return {}
    others = sorted(set[int]().union(*filled) - set(mail))
    if len(others) > (2 if mail else 1):
        return {}
    found = {"email": next(iter(mail))} if mail and others else {}
    found |= dict(zip(("name", "unit"), others or [0], strict=False))
    words = {"name": _("Navn"), "email": _("E-post"), "unit": _("Enhet")}
    return {field: (place, words[field]) for field, place in found.items()}


def _named(row: list[str]) -> Columns:
    keys = ["".join(sign for sign in text.casefold().partition("(")[0] if sign.isalnum()) for text in row]
    columns: Columns = {}
    for place, key in enumerate(keys):
        if key in KNOWN:
            if KNOWN[key] in columns:
                raise Unreadable(_("To kolonner heter «%(name)s». Ta bort den ene.") % {"name": row[place]})
            columns[KNOWN[key]] = (place, row[place])
    for place, key in enumerate(keys):
        if key in EITHER:
            columns.setdefault("manager" if {"name", "first"} & set(columns) else "name", (place, row[place]))
    return columns


# Rows


def _row(number: int, cells: list[str], columns: Columns) -> Row:
    def cell(key: str) -> str:
        place = columns[key][0] if key in columns else len(cells)
        text = cells[place] if place < len(cells) else ""
        return "" if text in NOTHING else text

    faults = [
        Fault(
            key if key in FIELDS else "name",
            _("«%(column)s» er en formel. Skriv det den viser, i stedet.") % {"column": text},
        )
        for key, (place, text) in columns.items()
        if place < len(cells) and _runs(cells[place])
    ]
    email, manager, manager_email = cell("email"), cell("manager"), cell("manager_email")
    name = cell("name") or " ".join(filter(None, (cell("first"), cell("last"))))
    name, email = _parted(name, email)
    manager, manager_email = _parted(manager, manager_email)
    return Row(number, in_order(name), email, cell("unit"), cell("group"), in_order(manager), manager_email, faults)


def _runs(text: str) -> bool:
    return isinstance(text, Formula) or (text not in NOTHING and text.startswith(RUNS))


def in_order(name: str) -> str:
    """Nordmann, Kari is written Kari Nordmann."""
    last, comma, first = name.partition(",")
    return (
        f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first and "@" not in name else name
    )


def _parted(name: str, email: str) -> tuple[str, str]:
    """Kari Nordmann <kari@…> is a name and an address, in whichever cell it stands."""
    for text in (name, email):
        if match := ADDRESS.match(text):
            kept = match["name"].strip(' "') if text is name else name or match["name"].strip(' "')
            return kept, match["email"]
    at = [word for word in name.split() if "@" in word]
    if not email and len(at) == 1:
        return " ".join(word for word in name.split() if word not in at), at[0].strip("<>(),;")
    return name, email.removeprefix("mailto:")


# What is wrong


def checked(rows: list[Row], known: Collection[str] = ()) -> list[Row]:
    """The rows with everything that is wrong with each, beside what was found when they were read."""
    by_email, by_name = _places(rows, "email"), _places(rows, "name")
    return [
        row.refused(*_own(row), *_twice(row, by_email, by_name), *_manager(row, by_email, by_name, known))
        for row in rows
    ]


def _places(rows: list[Row], attribute: str) -> dict[str, list[Row]]:
    places: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if key := compare_key(getattr(row, attribute)):
            places[key].append(row)
    return places


def _own(row: Row) -> list[Fault]:
    said = []
    if not row.name:
        said.append(Fault("name", _("Navnet mangler. Skriv for- og etternavn.")))
    elif BROKEN.search(row.name):
        text = _("Bokstaver i navnet er ødelagt. Skriv navnet på nytt, eller lagre filen som .xlsx.")
        said.append(Fault("name", text))
    elif not any(sign.isalpha() for sign in row.name):
        said.append(Fault("name", _("Navnet har ingen bokstaver. Skriv for- og etternavn.")))
    for name in ("email", "manager_email"):
        if (typed := getattr(row, name)) and not valid(typed):
            text = _("«%(text)s» er ikke en e-postadresse. Skriv den som navn@kommune.no.")
            said.append(Fault(name, text % {"text": typed}))
    for name, most in LONGEST.items():
        if len(typed := getattr(row, name)) > most:
            text = _("«%(text)s…» er for langt. Bruk høyst %(most)s tegn.")
            said.append(Fault(name, text % {"text": typed[:30], "most": most}))
    return said


def valid(email: str) -> bool:
    try:
        is_email(email)
    except ValidationError:
        return False
    return True


def _twice(row: Row, by_email: dict[str, list[Row]], by_name: dict[str, list[Row]]) -> list[Fault]:
    others = [each.number for each in by_email.get(compare_key(row.email), ()) if each is not row]
    if others:
        text = ngettext(
            "Rad %(rows)s har samme e-post. Rett den ene, eller ta den ut.",
            "Rad %(rows)s har samme e-post. Rett den ene, eller ta den ut.",
            len(others),
        )
        return [Fault("email", text % {"rows": listed(others)})]
    same = [each for each in by_name.get(compare_key(row.name), ()) if each is not row]
    others = [each.number for each in same if not each.email or not row.email]
    if others:
        text = ngettext(
            "Rad %(rows)s har samme navn. Skriv e-posten til begge hvis de er to, eller ta den ene ut.",
            "Rad %(rows)s har samme navn. Skriv e-posten til begge hvis de er to, eller ta den ene ut.",
            len(others),
        )
        return [Fault("name", text % {"rows": listed(others)})]
    return []


def _manager(
    row: Row, by_email: dict[str, list[Row]], by_name: dict[str, list[Row]], known: Collection[str]
) -> list[Fault]:
    name, email = compare_key(row.manager), compare_key(row.manager_email)
    if not name and not email:
        return []
    if email:
        found = by_email.get(email, [])
        if found == [row] or email == compare_key(row.email):
            return [_itself("manager_email")]
        if found or name or email in known:
            return []
        text = _("Vi vet ikke hvem %(manager)s er. Skriv navnet til lederen også.")
        return [Fault("manager", text % {"manager": row.manager_email})]
    found = by_name.get(name, [])
    if row in found and len(found) == 1:
        return [_itself("manager")]
    if len(found) > 1:
        text = _("Flere i listen heter %(manager)s. Skriv e-posten til lederen.")
        return [Fault("manager_email", text % {"manager": row.manager})]
    if found or name in known:
        return []
    text = _("Vi fant ikke %(manager)s. Skriv e-posten til lederen også, eller ta med lederen som egen rad.")
    return [Fault("manager", text % {"manager": row.manager})]


def _itself(field: str) -> Fault:
    return Fault(field, _("Ingen er sin egen nærmeste leder. Rett lederen, eller la feltet stå tomt."))


def listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:5]))
