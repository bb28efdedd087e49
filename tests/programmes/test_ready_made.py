"""Ready-made programmes: files that are read with the line of each fault, used, saved without anybody's words."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from efficacy.services import assessment as services_assessment
from programmes.agenda import minutes_needed
from programmes.contract import NotPossible, kinds
from programmes.forms import readymade as readymade_forms
from programmes.free_days import from_then, is_free
from programmes.models import (
    AgendaItem,
    Exercise,
    Gathering,
    InputPage,
    InputPicture,
    Municipality,
    Note,
    Phase,
    Programme,
    Question,
    SavedProgramme,
    Trail,
)
from programmes.readymade import reading
from programmes.readymade.lines import places
from programmes.readymade.plans import ReadyMade, Text
from programmes.readymade.reading import Faulty, from_saved, from_toml
from programmes.readymade.shelf import FOLDER, shipped
from programmes.services import readymade as services
from tests import world as worlds

SOURCE_2, SOURCE_5 = "leadership-programme", "personal-platform"
SMALL = """key = "small"
name.nb = "Lite"
name.nn = "Lite"
name.en = "Small"

[[days]]
starts = "08:30"
[[days.items]]
title.nb = "Økt"
title.nn = "Økt"
title.en = "Session"
minutes = 30
[[days.items.exercises]]
kind = "questions"
title.nb = "Drøft"
title.nn = "Drøft"
title.en = "Discuss"
[[days.items.exercises.phases]]
mode = "groups"
minutes = 20

[[days]]
after = 7
"""


def faults(text: str) -> list[str]:
    with pytest.raises(Faulty) as refused:
        from_toml(text, name="small.toml", kinds=kinds())
    return refused.value.problems


class TestReading:
    def test_a_small_one_is_read(self) -> None:
        made = from_toml(SMALL, name="small.toml", kinds=kinds())
        [item] = made.days[0].items
        assert (item.title, item.starts, item.minutes) == (Text("Økt", "Økt", "Session"), time(8, 30), 30)
        assert (item.exercises[0].minutes, made.days[1].after, made.days[1].hours) == (20, 7, None)

    @pytest.mark.parametrize(
        ("was", "becomes", "said"),
        [
            ('title.en = "Session"', "", "small.toml, line 9, days[1].items[1].title.en: is missing"),
            ("minutes = 30", "minutes = 0", "line 12, days[1].items[1].minutes: must be a number from 1 to 720"),
            ("minutes = 30", "minutes = true", "line 12, days[1].items[1].minutes: must be a number"),
            ("minutes = 30", "minutes = 10", "line 12, days[1].items[1].minutes: the exercises take 20 minutes"),
            ('kind = "questions"', 'kind = "quiz"', "line 14, days[1].items[1].exercises[1].kind: must be one of"),
            ('mode = "groups"', 'mode = "alone"\nin_turn = true', "line 20, days[1].items[1].exercises[1].phases[1]"),
            (
                'mode = "groups"',
                'mood = "groups"',
                "line 19, days[1].items[1].exercises[1].phases[1].mood: is not known",
            ),
            ("after = 7", "after = 0", "line 23, days[2].after: must be more than 0"),
            ('starts = "08:30"', 'starts = "8.30"', "line 7, days[1].starts: must be a time as 08:30"),
            ('starts = "08:30"', 'starts = "23:50"', "line 6, days[1]: the day ends after midnight"),
            ('name.nb = "Lite"', 'name.nb = ""', "line 2, name.nb: is missing"),
            ('key = "small"', "key = [1", "small.toml: "),
            ("minutes = 30", 'minutes = 30\nat = "07:00"', "items[1].at: the item before it ends at 08:30"),
        ],
    )
    def test_a_fault_is_told_with_its_line(self, was: str, becomes: str, said: str) -> None:
        assert was in SMALL
        assert any(said in each for each in faults(SMALL.replace(was, becomes, 1)))

    def test_all_faults_are_told_at_once(self) -> None:
        text = SMALL.replace("minutes = 30", "minutes = 0").replace('kind = "questions"', 'kind = "quiz"')
        assert len(faults(text.replace('name.nn = "Lite"', ""))) >= 3

    def test_a_text_that_is_too_long_says_how_long(self) -> None:
        [fault] = faults(SMALL.replace('title.nb = "Økt"', f'title.nb = "{"x" * 121}"'))
        assert "title.nb: has 121 characters, and may have 120" in fault

    def test_lines_are_found_past_long_texts(self) -> None:
        found = places('a = """\nb = 1\n[[c]]\n"""\n[[d]]\nx.y = 2\n[[d]]\nx.y = 3\n')
        assert found == {(): 1, ("a",): 1, ("d", 0): 5, ("d", 0, "x"): 6, ("d", 0, "x", "y"): 6} | {
            ("d", 1): 7,
            ("d", 1, "x"): 8,
            ("d", 1, "x", "y"): 8,
        }


class TestShipped:
    def test_both_sources_are_there(self) -> None:
        assert list(shipped()) == [SOURCE_2, SOURCE_5]
        assert [len(made.days) for made in shipped().values()] == [4, 4]

    def test_no_text_of_one_language_stands_in_another(self) -> None:
        """Bokmål words in nynorsk, and Norwegian letters in English, are what a tired writer leaves behind."""
        wrong = []
        for path in FOLDER.glob("*.toml"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                key, _sign, value = line.partition(" = ")
                words = set(value.lower().replace(",", " ").replace(".", " ").replace("?", " ").split())
                if key.endswith(".nn") and words & {"ikke", "jeg", "hva", "hvordan", "dere", "fra", "ledelse", "noe"}:
                    wrong.append((path.name, number))
                if key.endswith(".en") and (words & {"og", "det", "ikke", "hva", "du"} or set(value) & set("æøå")):
                    wrong.append((path.name, number))
        assert wrong == []

    def test_the_purpose_is_found_from_ideas_without_names(self) -> None:
        exercises = [each for item in shipped()[SOURCE_2].days[0].items for each in item.exercises]
        purpose = next(each for each in exercises if each.kind == "purpose")
        assert [each.answer for each in purpose.questions] == ["anonymous"] * 3
        assert next((each.mode, each.writer) for each in purpose.phases) == ("alone", "each")

    def test_gathering_three_is_whole_with_theory_and_references(self) -> None:
        day = shipped()[SOURCE_2].days[2]
        assert day.hours == (time(8, 30), time(15))
        assert [each.kind for item in day.items for each in item.exercises] == [
            *("questions", "self-rating", "questions", "diamond", "cloud", "top-three", "points", "decision"),
            *("lines", "gallery", "questions", "questions"),
        ]
        theory = {item.title.nb: [each.source for each in item.theory] for item in day.items if item.theory}
        assert len(theory["Psykologisk trygghet"]) == 4
        assert all(theory["Psykologisk trygghet"])
        assert "Senge" in "".join(theory["Lærende organisasjoner"])


@pytest.mark.django_db
class TestUsing:
    def use(self, here: worlds.Place, *numbers: int, language: str = "nb", **more) -> list[Gathering]:
        Programme.objects.filter(pk=here.programme.pk).update(language=language)
        here.programme.refresh_from_db()
        today = timezone.localdate()
        dates = [(number, today + timedelta(days=30 * place)) for place, number in enumerate(numbers, start=1)]
        return services.use(
            programme=here.programme, made=shipped()[SOURCE_2], dates=dates, by=here.facilitator, **more
        )

    def test_the_days_come_after_those_that_are_there(self, here) -> None:
        before = list(here.programme.gatherings.values_list("number", flat=True))
        made = self.use(here, 0, 2)
        assert [each.number for each in made] == [max(before) + 1, max(before) + 2]
        assert [each.theme for each in made] == ["Hva er lederplattform for oss?", "Mestringsorientert ledelse"]
        assert all(each.stage.state == "planned" for each in made)

    @pytest.mark.parametrize(
        ("language", "title", "asked"),
        [
            ("nb", "Psykologisk trygghet", "Jeg opplever det ikke når …"),
            ("nn", "Psykologisk tryggleik", "Eg opplever det ikkje når …"),
            ("en", "Psychological safety", "I don't experience it when …"),
        ],
    )
    def test_they_are_written_in_the_programmes_language(self, here, language, title, asked) -> None:
        [made] = self.use(here, 2, language=language)
        item = made.items.get(title=title)
        assert item.exercises.get().questions.filter(text=asked, answer="own").exists()
        assert item.note == ""
        pages = list(item.pages.order_by("position"))
        assert [page.position for page in pages] == [1, 2, 3, 4]
        assert any("Edmondson, A. (1999)" in page.text for page in pages)
        assert [page.after for page in pages] == [None] * 4

    @pytest.mark.parametrize("made", shipped().values(), ids=str)
    def test_what_is_to_be_done_fits_into_its_item(self, here, made) -> None:
        dates = [(number, timezone.localdate() + timedelta(days=number)) for number in range(len(made.days))]
        for gathering in services.use(programme=here.programme, made=made, dates=dates, by=here.facilitator):
            for item in gathering.items.all():
                assert (item.title, minutes_needed(item) <= item.minutes) == (item.title, True)

    def test_the_municipalitys_name_stands_where_it_belongs(self, here) -> None:
        [made] = self.use(here, 2)
        alone = Phase.objects.get(exercise__item__gathering=made, exercise__kind="points", mode="alone")
        assert here.municipality.name in alone.instruction
        assert not Phase.objects.filter(exercise__item__gathering=made, instruction__contains="{").exists()

    def test_lunch_is_pinned_where_the_plan_says_so(self, here) -> None:
        [made] = self.use(here, 0)
        lunch = made.items.get(kind="lunch")
        assert (lunch.starts, lunch.is_pinned) == (time(11, 30), True)

    def test_what_was_made_is_changed_freely(self, here, as_person) -> None:
        [made] = self.use(here, 2)
        shown = made.items.get(title="Psykologisk trygghet").pages.order_by("position")[0]
        address = reverse("input-edit", args=[made.public_id, shown.public_id])
        page = as_person(here.facilitator).get(address).content.decode()
        assert shown.heading in page
        made.items.all().delete()
        assert self.use(here, 2)[0].items.count() == 9

    def test_asked_for_twice_under_one_key_they_are_made_once(self, here) -> None:
        assert len(self.use(here, 0, 1, key="222222222222")) == 2
        assert self.use(here, 0, 1, key="222222222222") == []

    def test_another_programmes_key_hinders_nobody(self, here) -> None:
        self.use(here, 0, key="222222222222")
        other = worlds.place("Utgardmerke")
        assert len(self.use(other, 0, key="222222222222")) == 1


@pytest.mark.django_db
class TestSaving:
    def test_what_is_larger_than_a_ready_made_one_is_not_kept(self, here, as_person) -> None:
        """Kept, it could never be opened."""
        for number in range(30):
            Gathering.objects.create(programme=here.programme, number=number + 10, date=date(2030, 1, 1 + number))
        with pytest.raises(NotPossible, match="høyst 30 samlinger"):
            services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        assert not SavedProgramme.objects.exists()

    def test_the_plan_is_kept_and_makes_the_same_day(self, here) -> None:
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        made = from_saved(saved.content, kinds=kinds())
        [gathering] = services.use(
            programme=here.programme, made=made, dates=[(0, date(2030, 2, 1))], by=here.facilitator
        )

        def plan(of: Gathering) -> list[object]:
            items = list(of.items.values_list("kind", "starts", "minutes", "title", "question", "note"))
            phases = Phase.objects.filter(exercise__item__gathering=of).order_by("exercise", "position")
            exercises = Exercise.objects.filter(item__gathering=of).order_by("item__position", "position")
            return [
                *items,
                *exercises.values_list("kind", "title", "question"),
                *phases.values_list("mode", "minutes", "instruction", "writer", "in_turn"),
            ]

        assert plan(gathering) == plan(here.gathering)

    def test_nobodys_words_are_kept(self, here) -> None:
        exercise = Exercise.objects.create(
            item=here.gathering.items.get(position=1), position=1, kind="questions", title="Påkobling"
        )
        question = Question.objects.create(exercise=exercise, position=1, text="Hva?", answer="own")
        Note.objects.create(question=question, participation=here.leaders[0], text="Hemmelig setning")
        gone = Question.objects.create(exercise=exercise, position=2, text="Tatt ut", is_withdrawn=True)
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        kept = json.dumps(saved.content, ensure_ascii=False)
        assert '"Hva?"' in kept
        words = ["Hemmelig setning", gone.text, here.gathering.place, *(seat.name for seat in here.leaders)]
        assert [word for word in words if word in kept] == []
        assert here.facilitator.email not in kept

    def test_the_input_comes_along_at_its_place_without_pictures(self, here) -> None:
        item = here.gathering.items.get(position=1)
        item.pages.all().delete()
        item.exercises.all().delete()
        exercise = Exercise.objects.create(item=item, position=1, kind="questions", title="Drøft")
        rows = [
            (exercise, 1, {"heading": "Sist", "quote": "Vi lærer.", "quote_source": "Senge"}),
            (None, 2, {"heading": "Først", "text": "En **liste**"}),
            (None, 3, {"heading": "Tatt ut", "deleted_at": timezone.now()}),
            (None, 4, {"heading": "Bare bilde", "is_slide": True}),
            (None, 5, {"heading": "Med bilde", "text": "Under bildet"}),
        ]
        for after, position, said in rows:
            page = InputPage.objects.create(item=item, after=after, position=position, **said)
            if position >= 4:
                InputPicture.objects.create(page=page, content=b"x", width=16, height=9, alt="Et tre")
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        [gathering] = services.use(
            programme=here.programme,
            made=from_saved(saved.content, kinds=kinds()),
            dates=[(0, date(2030, 2, 1))],
            by=here.facilitator,
        )
        made = InputPage.objects.filter(item__gathering=gathering, item__position=1).order_by("position")
        assert list(made.values_list("heading", "text", "quote", "quote_source", "after__title")) == [
            ("Først", "En **liste**", "", "", None),
            ("Med bilde", "Under bildet", "", "", None),
            ("Sist", "", "Vi lærer.", "Senge", "Drøft"),
        ]

    def test_the_page_says_which_pictures_stay_behind(self, here, as_person) -> None:
        client, url = as_person(here.facilitator), reverse("ready-made-save", args=[here.programme.public_id])
        InputPicture.objects.filter(page__item__gathering__programme=here.programme).delete()
        assert "ikke bilde" not in client.get(url).content.decode()
        page = InputPage.objects.create(item=here.gathering.items.get(position=1), position=90, heading="Bilde")
        InputPicture.objects.create(page=page, content=b"x", width=16, height=9, alt="Et tre")
        assert "ikke bildet på 1 side." in client.get(url).content.decode()

    def test_what_was_chosen_of_an_exercise_comes_along(self, here) -> None:
        exercise = Exercise.objects.create(
            item=here.gathering.items.get(position=1), position=1, kind="assessment", title="Hvor står vi?"
        )
        services_assessment.choose(
            exercise=exercise, instrument=services_assessment.shipped_instrument("five-dysfunctions"), floor=7
        )
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        made = from_saved(saved.content, kinds=kinds())
        [gathering] = services.use(
            programme=here.programme, made=made, dates=[(0, date(2030, 2, 1))], by=here.facilitator
        )
        chosen = Exercise.objects.get(item__gathering=gathering, kind="assessment").assessment
        assert (chosen.instrument.slug, chosen.floor) == ("five-dysfunctions", 7)

    def test_a_day_that_does_not_fit_is_kept_all_the_same(self, here) -> None:
        AgendaItem.objects.filter(gathering=here.gathering, position=2).update(starts=time(8), minutes=700)
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        assert [item.minutes for item in from_saved(saved.content, kinds=kinds()).days[0].items] == [30, 700]

    def test_a_name_stands_once_in_a_municipality(self, here) -> None:
        services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        with pytest.raises(NotPossible, match="heter det"):
            services.save(programme=here.programme, name="VÅRT", by=here.facilitator)

    def test_an_empty_programme_is_not_kept(self, here) -> None:
        empty = Programme.objects.create(municipality=here.municipality, name="Tomt")
        with pytest.raises(NotPossible, match="ingen samlinger"):
            services.save(programme=empty, name="Tomt", by=here.facilitator)

    def test_removed_it_is_gone_and_what_was_made_stands(self, here) -> None:
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        count = Gathering.objects.count()
        services.remove(saved=saved, by=here.facilitator)
        assert (SavedProgramme.objects.count(), Gathering.objects.count()) == (0, count)
        assert Trail.objects.filter(act="ready_made.remove", actor=here.facilitator).count() == 1


@pytest.mark.django_db
class TestPages:
    def post(self, client, here, **changes):
        """The form as it stands, with changes; None takes a field away."""
        url = reverse("ready-made-one", args=[SOURCE_2])
        data = {"into": "new", "municipality": here.municipality.public_id, "name": "Nytt", "language": "nn"}
        data |= {"place": "Kantina", "key": "222222222222"}
        for number in range(4):
            data |= {f"day-{number}": "on", f"date-{number}": f"0{number + 1}.02.2030"}
        data |= changes
        return client.post(url, {name: value for name, value in data.items() if value is not None})

    def test_a_new_programme_is_begun(self, here, as_person) -> None:
        client = as_person(here.facilitator)
        response = self.post(client, here)
        assert response.status_code == 303
        made = Programme.objects.get(name="Nytt")
        assert response.headers["Location"] == f"/programmes/{made.public_id}/?new=1#gatherings"
        assert (made.municipality, made.language) == (here.municipality, "nn")
        assert list(made.gatherings.values_list("number", "place", "theme")) == [
            (1, "Kantina", "Kva er leiarplattform for oss?"),
            (2, "Kantina", "10-FAKTOR"),
            (3, "Kantina", "Meistringsorientert leiing"),
            (4, "Kantina", "Vi tek plattforma i bruk"),
        ]
        assert client.get(f"/programmes/{made.public_id}/").status_code == 200

    def test_a_new_municipality_is_begun_with_it(self, here, as_person) -> None:
        client = as_person(here.facilitator)
        town = {"municipality": "new", "town": "Kviteseid kommune", "colour": "0a4a56", "second_colour": "#7a3b12"}
        assert [self.post(client, here, **town).status_code for _twice in range(2)] == [303, 303]
        made = Programme.objects.get(name="Nytt")
        assert (made.municipality.name, made.municipality.colour) == ("Kviteseid kommune", "#0a4a56")
        assert made.municipality.language == "nn"
        assert made.gatherings.count() == 4
        assert client.get(f"/programmes/{made.public_id}/").status_code == 200

    @pytest.mark.parametrize(
        ("town", "says"),
        [
            ({"town": ""}, "Skriv hva kommunen heter."),
            ({"colour": "#eeeeee"}, "For lys til å leses på hvitt."),
            ({"town": "SAME"}, "Du har alt en kommune som heter det."),
        ],
    )
    def test_a_municipality_that_will_not_do_is_not_made(self, here, as_person, town, says) -> None:
        count = Municipality.objects.count()
        if town.get("town") == "SAME":
            town = {"town": here.municipality.name}
        whole = {"municipality": "new", "town": "Kviteseid", "colour": "#0a4a56", "second_colour": "#7a3b12"} | town
        response = self.post(as_person(here.facilitator), here, **whole)
        assert response.status_code == 422
        assert says in response.content.decode()
        assert 'value="Kantina"' in response.content.decode()
        assert Municipality.objects.count() == count

    def test_a_darker_colour_is_taken_without_making_anything(self, here, as_person) -> None:
        whole = {"municipality": "new", "town": "Kviteseid", "colour": "#eeeeee", "take": "colour=#0a4a56"}
        response = self.post(as_person(here.facilitator), here, **whole)
        assert response.status_code == 200
        assert 'value="#0a4a56"' in response.content.decode()
        assert not Programme.objects.filter(name="Nytt").exists()

    def test_a_municipalitys_own_programme_stays_in_it(self, here, as_person) -> None:
        saved = services.save(programme=here.programme, name="Vårt", by=here.facilitator)
        url = reverse("ready-made-one", args=[saved.public_id])
        assert 'value="new">Ny kommune' not in as_person(here.facilitator).get(url).content.decode()

    def test_a_double_tap_makes_one(self, here, as_person) -> None:
        client = as_person(here.facilitator)
        assert [self.post(client, here).status_code for _time in range(2)] == [303, 303]
        assert Programme.objects.get(name="Nytt").gatherings.count() == 4

    def test_some_days_go_into_a_programme_that_is_there(self, here, as_person) -> None:
        before = here.programme.gatherings.count()
        chosen = {"into": here.programme.public_id, "day-0": None, "day-1": None, "day-3": None, "date-0": "tull"}
        assert self.post(as_person(here.facilitator), here, **chosen).status_code == 303
        assert here.programme.gatherings.count() == before + 1
        assert here.programme.gatherings.get(date=date(2030, 2, 3)).items.count() == 9

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"date-1": "31.02.2030"}, "Den datoen finnes ikke i kalenderen."),
            ({"date-1": "3102"}, "Skriv datoen som dag.måned.år, for eksempel"),
            ({"date-1": ""}, "Skriv datoen som dag.måned.år."),
            ({"date-1": "01.01.1000"}, "Skriv et år fra 2000 til 2100."),
            ({"date-1": "01.01.2030"}, "Datoen er før samlingen foran."),
            ({"name": ""}, "Skriv hva programmet heter"),
            ({"municipality": ""}, "Velg en av kommunene dine."),
            ({"municipality": "222222222222"}, "Velg en av kommunene dine."),
            ({"into": "222222222222"}, "Velg et nytt program, eller et du har."),
            ({f"day-{number}": None for number in range(4)}, "Velg minst én samling."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_written_stands(self, here, as_person, changes, says) -> None:
        response = self.post(as_person(here.facilitator), here, **changes)
        page = response.content.decode()
        assert response.status_code == 422
        assert says in page
        assert 'value="Kantina"' in page
        assert not Programme.objects.filter(name="Nytt").exists()

    def test_another_municipality_is_not_to_be_had(self, world, as_person) -> None:
        here, elsewhere = world.here, world.elsewhere
        for field in ({"municipality": elsewhere.municipality.public_id}, {"into": elsewhere.programme.public_id}):
            assert self.post(as_person(here.facilitator), here, **field).status_code == 422
        saved = worlds.saved(elsewhere)
        assert as_person(here.facilitator).get(reverse("ready-made-one", args=[saved.public_id])).status_code == 404

    def test_save_and_remove_in_the_browser(self, here, as_person) -> None:
        client = as_person(here.facilitator)
        url = reverse("ready-made-save", args=[here.programme.public_id])
        assert client.post(url, {"name": " "}).status_code == 422
        assert client.post(url, {"name": "Vårt eget"}).status_code == 303
        assert client.post(url, {"name": "vårt eget"}).status_code == 409
        saved = SavedProgramme.objects.get()
        assert "Vårt eget" in client.get(reverse("ready-made")).content.decode()
        assert client.get(reverse("ready-made-one", args=[saved.public_id])).status_code == 200
        gone = reverse("ready-made-delete", args=[saved.public_id])
        assert [client.post(gone).status_code for _time in range(2)] == [303, 404]

    @pytest.mark.parametrize(
        ("who", "status"),
        [
            ("facilitator of another programme", 200),
            ("HR", 200),
            ("leader", 404),
            ("manager", 404),
            ("former facilitator", 404),
            ("facilitator elsewhere", 404),
            ("HR elsewhere", 404),
        ],
    )
    def test_a_saved_one_is_its_municipalitys(self, world, as_person, who, status) -> None:
        saved = worlds.saved(world.here)
        client = as_person(world.cast[who])
        for name in ("ready-made-one", "ready-made-delete"):
            assert client.get(reverse(name, args=[saved.public_id])).status_code == status
        assert client.post(reverse("ready-made-delete", args=[saved.public_id])).status_code == (
            303 if status == 200 else 404
        )
        assert SavedProgramme.objects.filter(pk=saved.pk).exists() == (status == 404)

    def test_the_list_costs_the_same_with_twenty(self, here, as_person) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("ready-made")).status_code == 200
            return len(queries)

        client = as_person(here.facilitator)
        services.save(programme=here.programme, name="Plan 0", by=here.facilitator)
        few = cost()
        for number in range(1, 20):
            services.save(programme=here.programme, name=f"Plan {number}", by=here.facilitator)
        assert cost() == few

    def test_where_the_first_day_is_free_the_others_move_with_it(self) -> None:
        days = readymade_forms.suggested(
            next(made for made in shipped().values() if made.days[1].after == 42), date(2026, 11, 29)
        )  # four weeks on it is Christmas
        assert days[:2] == [date(2027, 1, 4), date(2027, 2, 15)]

    @pytest.mark.parametrize("made", shipped().values(), ids=list(shipped()))
    def test_no_day_is_suggested_that_is_free(self, made: ReadyMade) -> None:
        for start in range(366):
            days = readymade_forms.suggested(made, date(2026, 11, 23) + timedelta(days=start))
            assert not any(is_free(day) for day in days)
            assert all(
                (before < after) if later.after > earlier.after else before <= after
                for (before, after), (earlier, later) in zip(pairwise(days), pairwise(made.days), strict=True)
            )


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2027, 5, 6),  # Ascension Day
        date(2027, 5, 17),
        date(2026, 12, 28),
        date(2026, 11, 28),  # a Saturday
    ],
)
def test_these_days_are_free(day: date) -> None:
    assert is_free(day)
    assert not is_free(from_then(day))


def test_most_days_are_not_free() -> None:
    year = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    assert 220 <= sum(not is_free(day) for day in year) <= 230


def test_no_limit_is_wider_than_its_column() -> None:
    """What a file may hold, the database takes."""
    fields = {(Exercise, "title"): 120, (Exercise, "question"): 300, (Phase, "instruction"): 500}
    fields |= {(AgendaItem, "title"): 120, (AgendaItem, "question"): 300, (Question, "text"): 300}
    assert all(model._meta.get_field(name).max_length == most for (model, name), most in fields.items())
    assert (set(reading.MODES), set(reading.WRITERS), set(reading.ANSWERS), set(reading.ITEM_KINDS)) == (
        set(Phase.Mode.values),
        set(Phase.Writer.values),
        set(Question.Answer.values),
        set(AgendaItem.Kind.values),
    )
