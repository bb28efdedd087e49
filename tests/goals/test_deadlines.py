"""Deadlines as people write them: what each says on Friday 20 November 2026."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.deadlines import Deadline, parse

TODAY = date(2026, 11, 20)

# What is written; due, start; a third word where it comes again.
VECTORS = """
20.11.2026 | 2026-11-20
20.11 | 2026-11-20
20.11. | 2026-11-20
19.11 | 2027-11-19
20/11-26 | 2026-11-20
20/11 | 2026-11-20
1/3-27 | 2027-03-01
2026-11-20 | 2026-11-20
2027/03/01 | 2027-03-01
01-03-2027 | 2027-03-01
1.3.27 | 2027-03-01
20. november | 2026-11-20
20 november 2026 | 2026-11-20
den 20. november | 2026-11-20
fredag 20. november | 2026-11-20
20. nov. | 2026-11-20
20th November | 2026-11-20
the 20th of November 2026 | 2026-11-20
November 20 | 2026-11-20
November 20th, 2026 | 2026-11-20
May 1st | 2027-05-01
5 Jul | 2027-07-05
1. mai | 2027-05-01
29. februar | 2028-02-29
30. februar | -
31.11.2026 | -
99.99.9999 | -
Innen 1. mars | 2027-03-01
senest 15. januar 2027 | 2027-01-15
før 1. mars | 2027-02-28
before March 1 | 2027-02-28
den 25. | 2026-11-25
innen den 3. | 2026-12-03
by the 3rd | 2026-12-03
Innen juni | 2027-06-30
innan juni | 2027-06-30
by June | 2027-06-30
Innen mars | 2027-03-31
innen juni 2028 | 2028-06-30
i november | 2026-11-30
juni | 2027-06-30
in May | 2027-05-31
by the end of May | 2027-05-31
innen utgangen av mars | 2027-03-31
i slutten av februar | 2027-02-28
innen des | 2026-12-31
før juni | 2027-05-31
medio mars | 2027-03-15
mid-March | 2027-03-15
i begynnelsen av april | 2027-04-10
tidleg i mai | 2027-05-10
innen uke 10 | 2027-03-14
Innen uke 12 | 2027-03-28
innan veke 7 | 2027-02-21
by week 10 | 2027-03-14
uke 47 | 2026-11-22
uke 53 | 2027-01-03
uke 54 | -
uke 0 | -
uke 10 2028 | 2028-03-12
2027 uke 6 | 2027-02-14
uke6 | 2027-02-14
mandag uke 3 | 2027-01-18
tirsdag i uke 10 | 2027-03-09
fredag uke 3 2027 | 2027-01-22
ukene 6-8 | 2027-02-28 | 2027-02-08
uke 6, 8 og 10 | 2027-03-14 | 2027-02-08
vekene 6, 7 og 8 | 2027-02-28 | 2027-02-08
uke 2, 4 og 6 2027 | 2027-02-14 | 2027-01-11
2026/2027 | 2027-12-31 | 2026-01-01
20.8-24.8 | 2027-08-24 | 2027-08-20
1.12-15.1 | 2027-01-15 | 2026-12-01
1.12–15.1 | 2027-01-15 | 2026-12-01
1.1-31.12 | 2026-12-31 | 2026-01-01
5.1-10.2.2027 | 2027-02-10 | 2027-01-05
12.10-26 | 2026-10-12
veke 3 i 2028 | 2028-01-23
før uke 10 | 2027-03-07
uke 6/27 | 2027-02-14
uke 10/11 | 2027-03-21
uke 27/28 | 2027-07-18
uke 33/34 2027 | 2027-08-29
uke 29/30/31 | -
innen sommeren 2028 | 2028-06-30
før sommeren 2028 | 2028-06-30
innen sommeren er over | 2027-08-31
innen 6 måneder | 2027-05-20
innan seks månader | 2027-05-20
within six months | 2027-05-20
om tre uker | 2026-12-11
om tre veker | 2026-12-11
in three weeks | 2026-12-11
om 14 dager | 2026-12-04
in a week | 2026-11-27
om ei veke | 2026-11-27
om en måned | 2026-12-20
innen ett år | 2027-11-20
in two years | 2028-11-20
innen et par uker | 2026-12-04
innen et halvt år | 2027-05-20
in half a year | 2027-05-20
de neste tre månedene | 2027-02-20
dei neste tre månadene | 2027-02-20
the next three months | 2027-02-20
3 uker | 2026-12-11
tolv månader frå no | 2027-11-20
two weeks from now | 2026-12-04
innen en måned | 2026-12-20
first quarter of 2027 | 2027-03-31
første halvår | 2027-06-30
1. halvår 2027 | 2027-06-30
andre halvår | 2026-12-31
fyrste halvår | 2027-06-30
first half of 2027 | 2027-06-30
2. kvartal | 2027-06-30
kvartal 1 | 2027-03-31
halvår 2 | 2026-12-31
Q1 | 2027-03-31
5. kvartal | -
i løpet av høsten | 2026-11-30
i løpet av hausten | 2026-11-30
during the autumn | 2026-11-30
til våren | 2027-05-31
våren 2028 | 2028-05-31
i sommer | 2027-08-31
før sommeren | 2027-06-30
innen sommeren | 2027-06-30
by summer | 2027-06-30
før sommarferien | -
before summer | 2027-06-30
i vår | 2027-05-31
i vår avdeling | -
this winter | 2027-02-28
by fall 2027 | 2027-11-30
før jul | 2026-12-23
innen jul | 2026-12-24
innan jol | 2026-12-24
by Christmas | 2026-12-24
innen nyttår | 2026-12-31
før nyttår | 2026-12-31
før påske | 2027-03-24
i løpet av 2027 | 2027-12-31
innen 2028 | 2028-12-31
i løpet av 2020 | 2020-12-31
2027 | 2027-12-31
i år | 2026-12-31
neste år | 2027-12-31
next year | 2027-12-31
denne uka | 2026-11-22
denne veka | 2026-11-22
this week | 2026-11-22
neste uke | 2026-11-29
neste måned | 2026-12-31
by the end of the month | 2026-11-30
innen utgangen av året | 2026-12-31
i morgen | 2026-11-21
tomorrow | 2026-11-21
i dag | 2026-11-20
fredag | 2026-11-20
måndag | 2026-11-23
by Monday | 2026-11-23
neste fredag | 2026-11-27
tirsdag neste uke | 2026-11-24
tysdag neste veke | 2026-11-24
Tuesday next week | 2026-11-24
neste uke på tirsdag | 2026-11-24
første uke i februar | 2027-02-07
fyrste veka i februar | 2027-02-07
first week of February | 2027-02-07
siste uke i mars 2028 | 2028-03-31
til høsten | 2027-11-30
før helgen | 2026-11-20
Med en gang | 2026-11-20
med ein gong | 2026-11-20
straks | 2026-11-20
umiddelbart | 2026-11-20
immediately | 2026-11-20
right away | 2026-11-20
fra nå av | - | 2026-11-20
fra 1. mars | - | 2027-03-01
from January | - | 2027-01-01
1.–15. mars | 2027-03-15 | 2027-03-01
1. til 15. mars 2027 | 2027-03-15 | 2027-03-01
1.-15.3 | 2027-03-15 | 2027-03-01
March 1–15 | 2027-03-15 | 2027-03-01
1. mars til 15. april | 2027-04-15 | 2027-03-01
1.3.2027–15.4.2027 | 2027-04-15 | 2027-03-01
15. desember – 15. januar | 2027-01-15 | 2026-12-15
uke 10–12 | 2027-03-28 | 2027-03-08
uke 10 til uke 12 | 2027-03-28 | 2027-03-08
veke 10-12 | 2027-03-28 | 2027-03-08
weeks 50 to 2 | 2027-01-17 | 2026-12-07
fra januar til juni | 2027-06-30 | 2027-01-01
frå januar til juni | 2027-06-30 | 2027-01-01
from January to June | 2027-06-30 | 2027-01-01
jan–mars | 2027-03-31 | 2027-01-01
januar–juni 2028 | 2028-06-30 | 2028-01-01
nov–feb | 2027-02-28 | 2026-11-01
mellom mars og mai | 2027-05-31 | 2027-03-01
mellom 1. juni og 1. desember | 2026-12-01 | 2026-06-01
1. juni og 1. desember | 2027-06-01
mars og mai | 2027-05-31
between June and August | 2027-08-31 | 2027-06-01
fram til sommeren | 2027-06-30
frem til sommeren 2027 | 2027-06-30
to ganger i måneden fram til sommeren | 2027-06-30 | | again
until the summer | 2027-06-30
fram til høsten | 2027-08-31
until autumn | 2027-08-31
frem til våren | 2027-02-28
første mandag i februar | 2027-02-01
siste fredag i januar | 2027-01-29
andre tysdag i mars | 2027-03-09
the first Monday of February 2028 | 2028-02-07
annen mandag i mars | 2027-03-08
siste fredag i måneden | - | - | again
første mandag hver måned | - | - | again
the last Friday of the month | - | - | again
ut året | 2026-12-31
ut måneden | 2026-11-30
ut veka | 2026-11-22
innan fjorten dagar | 2026-12-04
om fjorten dager | 2026-12-04
in a fortnight | 2026-12-04
within twenty days | 2026-12-10
2027–2028 | 2028-12-31 | 2027-01-01
løpende | - | - | again
Løpande | - | - | again
kontinuerlig | - | - | again
kontinuerleg | - | - | again
ongoing | - | - | again
hver mandag | - | - | again
kvar måndag | - | - | again
every Monday | - | - | again
hver 14. dag | - | - | again
annenhver uke | - | - | again
every other week | - | - | again
ukentlig | - | - | again
årlig | - | - | again
årleg | - | - | again
mandager | - | - | again
to ganger i måneden | - | - | again
tre ganger per uke | - | - | again
once a week | - | - | again
one book a month | - | - | again
to bøker per måned | - | - | again
én samtale i uken | - | - | again
En gang i uken de neste tre månedene | 2027-02-20 | - | again
Ein gong i veka dei neste tre månadene | 2027-02-20 | - | again
Once a week for the next three months | 2027-02-20 | - | again
hver fredag i mars | 2027-03-31 | - | again
ukentlig fram til jul | 2026-12-24 | - | again
every week until June | 2027-06-30 | - | again
hver uke fra uke 10 til uke 12 | 2027-03-28 | 2027-03-08 | again
Utkast 1. mars, ferdig 15. april | 2027-04-15
Innen dato X | -
snart | -
når jeg får tid | -
innen neste avdelingsmøte | -
etter sommeren | -
I may do it | -
Score over 4 | -
16.30 | -
kl. 10.12 | -
100 % | -
"""


def day(text: str) -> date | None:
    return None if text in ("", "-") else date.fromisoformat(text)


def read(line: str) -> tuple[str, Deadline]:
    text, due, start, again = (*(part.strip() for part in line.split("|")), "", "", "")[:4]
    return text, Deadline(text, day(due), day(start), again == "again")


ROWS = [read(line) for line in VECTORS.strip().splitlines()]


def test_there_are_enough_vectors() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_what_it_says(text: str, expected: Deadline) -> None:
    assert parse(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    ["31.12.9999", "1.1.0001", "1.1.1900", "31. desember 1999", "uke 10 2199", "15. mars-9999", "14.-15. mai 1887"],
)
def test_a_year_that_no_plan_has_is_not_read_as_the_next_one(text: str) -> None:
    assert parse(text, TODAY) == Deadline(text)


def test_a_number_after_a_day_is_no_year() -> None:
    assert parse("1. juni 5000 kroner", TODAY).due == date(2027, 6, 1)


def test_capitals_spaces_and_dashes_change_nothing() -> None:
    assert parse("  INNEN   Uke 10 ", TODAY).due == parse("innen uke 10", TODAY).due
    assert parse("uke 10 — 12", TODAY).start == date(2027, 3, 8)


def test_what_is_written_is_kept_as_it_was() -> None:
    assert parse("  Innen  Juni!", TODAY).text == "  Innen  Juni!"


WORDS = [*" ".join(text for text, _ in ROWS).split(), "999", "0", ".", "-", "/", "før", "fra", "til"]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)), st.dates())
def test_any_text_on_any_day_is_read_without_an_error(text: str, today: date) -> None:
    found = parse(text, today)
    assert found.text == text
    assert not (found.start and found.due) or found.start <= found.due


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_whole_date_is_that_date_whatever_day_it_is(day: date, today: date) -> None:
    for text in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day.day}/{day.month}-{day.year % 100:02}"):
        assert parse(text, today).due == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["innen juni", "uke 10", "20.11", "til våren"]))
def test_without_a_year_it_is_the_next_one_to_come(today: date, text: str) -> None:
    due = parse(text, today).due
    assert due is not None
    assert today <= due < today + timedelta(days=400)


@pytest.mark.parametrize("piece", ["innen ", "1.", "uke 10 ", "20. november til ", "a ", "hver ", "-", "mars-", "20"])
def test_ten_thousand_letters_are_read_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    begun = time.process_time()
    parse(text, TODAY)
    assert time.process_time() - begun < 0.5
