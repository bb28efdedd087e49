"""«Som leder skal jeg …»: dealing, one's own lines, the group's sentences, and what the program asks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from programmes.contract import NotPossible, kind_of
from programmes.models import Group, Round
from programmes.services import rounds
from programmes.services import stage as stages
from programmes.services.texts import WrittenMeanwhile
from tests.conftest import WELCOME, go_to
from tests.forms import stands
from tests.snapshot import further
from tests.values.scene import decided, lines_exercise, lines_round
from values.dealing import dealt
from values.models import Dealt, LineValue, OwnLine, Statement
from values.observations import QUESTIONS, observe
from values.queries import lines as queries
from values.services import lines as services


class TestDealing:
    @given(st.integers(1, 12), st.integers(1, 20), st.dictionaries(st.integers(0, 19), st.integers(0, 11)))
    def test_every_value_is_with_a_group_and_every_group_has_one(self, values, groups, wishes) -> None:
        pairs = dealt(values, groups, wishes)
        assert {value for value, _group in pairs} == set(range(values))
        assert {group for _value, group in pairs} == set(range(groups))
        assert len(set(pairs)) == len(pairs)
        for group, value in wishes.items():
            if group < groups and value < values:
                assert (value, group) in pairs

    def test_without_wishes_it_goes_in_turn(self) -> None:
        assert dealt(3, 2) == [(0, 0), (1, 1), (2, 0)]
        assert dealt(2, 5) == [(0, 0), (0, 2), (0, 4), (1, 1), (1, 3)]

    @pytest.mark.parametrize(("values", "groups"), [(0, 3), (3, 0)])
    def test_nothing_or_nobody_gives_nothing(self, values, groups) -> None:
        assert dealt(values, groups) == []


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("gi ansvar før jeg kontrollerer", "nb", []),
        ("være tydelig i møter", "nb", ["unseen"]),
        ("vere tydeleg i møte", "nn", ["unseen"]),
        ("alltid svare samme dag", "nb", ["ever"]),
        ("jeg skal lytte mer", "nb", ["begins_again"]),
        ("Som leiar skal eg lytte", "nn", ["begins_again"]),
        ("I will listen more", "en", ["begins_again"]),
        ("be clear in meetings", "en", ["unseen"]),
        ("lytte", "nb", []),
        (" ".join(["spørre"] * 31), "nb", ["long"]),
    ],
)
def test_what_is_asked_about_a_sentence(text: str, language: str, codes: list[str]) -> None:
    assert observe(text, language) == [QUESTIONS[code] for code in codes]


@pytest.fixture
def round(here) -> Round:
    return further("lines", here, lines_round)


def value(round: Round, label: str = "Tillit") -> LineValue:
    return round.line_values.get(label=label)


def post(as_person, who, here, round, name: str, **data):
    url = reverse(name, args=[here.gathering.public_id, round.public_id])
    target = {"own-lines": "own-lines", "statements": "writing"}.get(name, "board")
    return as_person(who).post(url, data, headers={"HX-Request": "true", "HX-Target": target})


def test_it_opens_with_the_decided_values_dealt_in_turn(round, here) -> None:
    assert [each.label for each in round.line_values.all()] == ["Tillit", "Respekt", "Åpenhet"]
    assert [(each.value.label, each.group) for each in Dealt.objects.all()] == [
        ("Tillit", here.groups[0]),
        ("Respekt", here.groups[1]),
        ("Åpenhet", here.groups[0]),
    ]


def first_stop(gathering) -> int:
    """The stop at which the exercise begins."""
    return next(stop.number for stop in stages.Way(gathering).stops if stop.exercise and stop.exercise.kind == "lines")


def test_opened_before_the_decision_it_opens_anew_when_the_stage_comes_again(here) -> None:
    exercise = lines_exercise(here.gathering)
    go_to(here.gathering, first_stop(here.gathering), here.facilitator)
    assert Round.objects.get(exercise=exercise).line_values.count() == 0
    decided(here.gathering)
    go_to(here.gathering, 0, here.facilitator)
    go_to(here.gathering, first_stop(here.gathering), here.facilitator)
    assert [each.line_values.count() for each in Round.objects.filter(exercise=exercise)] == [0, 3]


class TestOwnLines:
    def test_a_line_is_its_writers_until_it_is_put_forward(self, round, here, as_person) -> None:
        post(
            as_person,
            here.leader,
            here,
            round,
            "own-lines",
            act="write",
            value=value(round).public_id,
            text="gi ansvar",
        )
        line = OwnLine.objects.get()
        assert (line.text, line.participation) == ("gi ansvar", here.leaders[0])
        assert queries.board(round, here.groups[0]).parts[0].lines == []
        fellow = as_person(here.leaders[1].person).get(reverse("gathering", args=[here.gathering.public_id]))
        assert "gi ansvar" not in fellow.content.decode()
        post(as_person, here.leader, here, round, "own-lines", act="forward", line=line.public_id)
        board = queries.board(round, here.groups[0])
        assert [each.text for each in board.parts[0].lines] == ["gi ansvar"]

    def test_it_is_changed_taken_back_and_removed_by_its_writer_alone(self, round, here, as_person) -> None:
        line = services.write_own(value=value(round), participation=here.leaders[0], text="gi ansvar")
        for act in ("change", "forward", "remove"):
            answer = post(
                as_person, here.leaders[1].person, here, round, "own-lines", act=act, line=line.public_id, text="nei"
            )
            assert answer.status_code == 409
        line.refresh_from_db()
        assert (line.text, line.is_put_forward) == ("gi ansvar", False)
        post(as_person, here.leader, here, round, "own-lines", act="change", line=line.public_id, text="gi mer ansvar")
        assert OwnLine.objects.get().text == "gi mer ansvar"
        gone = post(as_person, here.leader, here, round, "own-lines", act="remove", line=line.public_id)
        assert not OwnLine.objects.exists()
        assert "Linjen er tatt bort." in gone.content.decode()
        assert 'value="gi mer ansvar"' in gone.content.decode()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "Skriv hva du gjør som leder."),
            ("   ", "Skriv hva du gjør som leder."),
            ("a" * 301, "Skriv det kortere, høyst 300 tegn."),
            ("a" * 2000, "Skriv det kortere, høyst 300 tegn."),
        ],
    )
    def test_what_is_empty_or_too_long_is_said_with_the_field_as_it_was(self, round, here, as_person, text, said):
        answer = post(
            as_person, here.leader, here, round, "own-lines", act="write", value=value(round).public_id, text=text
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert text.strip() in page
        assert not OwnLine.objects.exists()

    def test_a_double_tap_is_one_line_and_the_ninth_is_refused(self, round, here) -> None:
        for text in ["gi ansvar", "gi ansvar", *"1234567"]:
            services.write_own(value=value(round), participation=here.leaders[0], text=text)
        assert OwnLine.objects.count() == 8
        with pytest.raises(NotPossible):
            services.write_own(value=value(round), participation=here.leaders[0], text="9")

    def test_nothing_is_written_when_the_round_is_closed(self, round, here, as_person) -> None:
        rounds.close_round(round=round, by=None)
        answer = post(
            as_person, here.leader, here, round, "own-lines", act="write", value=value(round).public_id, text="gi"
        )
        assert answer.status_code == 409
        assert "Det dere skrev, er lagret." in answer.content.decode()

    def test_lines_for_a_value_that_went_to_another_group_stay_with_their_writer(self, round, here) -> None:
        services.write_own(value=value(round), participation=here.leaders[0], text="gi ansvar")
        services.deal(round=round, pairs=[(value(round, "Respekt"), here.groups[0])])
        parts = queries.own(round, here.leaders[0], here.groups[0])
        assert [(part.value.label, len(part.lines)) for part in parts] == [("Tillit", 1), ("Respekt", 0)]


class TestTheGroupsSentences:
    @pytest.fixture
    def lines(self, round, here) -> list[OwnLine]:
        made = [
            services.write_own(value=value(round), participation=here.leaders[who], text=text)
            for who, text in ((0, "gi ansvar"), (0, "si takk"), (1, "spørre først"))
        ]
        for line in made:
            services.put_forward(line=line, forward=True)
        return made

    def test_made_of_lines_it_says_of_how_many_and_whose_they_stay(self, round, here, lines, as_person) -> None:
        post(as_person, here.leaders[2].person, here, round, "statements", act="use", line=lines[0].public_id)
        statement = Statement.objects.get()
        for line in lines[1:]:
            post(
                as_person,
                here.leader,
                here,
                round,
                "statements",
                act="use",
                line=line.public_id,
                statement=statement.public_id,
            )
        statement.refresh_from_db()
        assert (statement.text, statement.lines, statement.members) == ("gi ansvar, si takk, spørre først", 3, 2)
        assert sorted(OwnLine.objects.values_list("text", flat=True)) == ["gi ansvar", "si takk", "spørre først"]
        rounds.close_round(round=round, by=None)
        statement.refresh_from_db()
        assert (statement.lines, statement.members) == (3, 2)
        assert not OwnLine.objects.filter(used_in__isnull=False).exists()

    def test_a_line_that_is_taken_back_is_counted_no_more(self, here, lines) -> None:
        statement = services.use(line=lines[0], group=here.groups[0], into=None)
        services.use(line=lines[2], group=here.groups[0], into=statement)
        services.put_forward(line=OwnLine.objects.get(pk=lines[2].pk), forward=False)
        statement.refresh_from_db()
        assert (statement.lines, statement.members) == (1, 1)
        services.remove_own(line=OwnLine.objects.get(pk=lines[0].pk))
        statement.refresh_from_db()
        assert (statement.lines, statement.members, statement.text) == (0, 0, "gi ansvar, spørre først")

    def test_one_that_was_used_meanwhile_is_counted_no_more_either(self, here, lines) -> None:
        seen = OwnLine.objects.get(pk=lines[0].pk)  # before the secretary took it
        statement = services.use(line=lines[0], group=here.groups[0], into=None)
        services.put_forward(line=seen, forward=False)
        statement.refresh_from_db()
        assert (statement.lines, statement.members) == (0, 0)

    def test_one_that_is_not_put_forward_or_of_another_group_can_not_be_taken(self, round, here, as_person) -> None:
        secret = services.write_own(value=value(round), participation=here.leaders[0], text="gi ansvar")
        answer = post(as_person, here.leaders[1].person, here, round, "statements", act="use", line=secret.public_id)
        assert answer.status_code == 409
        services.put_forward(line=secret, forward=True)
        other = here.leaders[-1].person
        answer = post(as_person, other, here, round, "statements", act="use", line=secret.public_id)
        assert answer.status_code == 409
        assert not Statement.objects.exists()

    def test_a_line_stays_with_the_group_that_it_was_put_forward_to(self, round, here, lines, as_person) -> None:
        """A line that went with its writer to another group would tell whose it was, and another group would read it."""

        def shown(group: Group) -> list[str]:
            return sorted(line.text for part in queries.board(round, group).parts for line in part.lines)

        before, other = here.groups
        services.deal(round=round, pairs=[(value(round), before), (value(round), other)])
        assert shown(before) == ["gi ansvar", "si takk", "spørre først"]
        round.electors.filter(participation=here.leaders[1]).update(group=other)
        assert shown(before) == ["gi ansvar", "si takk", "spørre først"]
        assert shown(other) == []
        # To the writer it is not before the group of now, and is put to it by one press more.
        (part,) = [each for each in queries.own(round, here.leaders[1], other) if each.lines]
        assert [mine.is_before_group for mine in part.lines] == [False]
        services.put_forward(line=part.lines[0].line, forward=True)
        assert (shown(before), shown(other)) == (["gi ansvar", "si takk"], ["spørre først"])

    def test_a_line_is_taken_once(self, here, lines) -> None:
        services.use(line=lines[0], group=here.groups[0], into=None)
        with pytest.raises(NotPossible):
            services.use(line=lines[0], group=here.groups[0], into=None)

    def test_who_comes_second_sees_both_and_nothing_is_lost(self, round, here, as_person) -> None:
        statement = services.write(value=value(round), group=here.groups[0], text="gi ansvar")
        services.save(statement=statement, text="gi ansvar tidlig", revision=1)
        with pytest.raises(WrittenMeanwhile):
            services.save(statement=statement, text="gi ansvar sent", revision=1)
        answer = post(
            as_person,
            here.leader,
            here,
            round,
            "statements",
            act="save",
            statement=statement.public_id,
            text="gi ansvar sent",
            revision=1,
        )
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "gi ansvar tidlig" in page
        assert ">gi ansvar sent</textarea>" in page
        assert 'name="revision" value="2"' in page

    def test_taken_out_it_is_undone_and_its_lines_may_be_used_anew(self, round, here, lines, as_person) -> None:
        statement = services.use(line=lines[0], group=here.groups[0], into=None)
        post(as_person, here.leader, here, round, "statements", act="out", statement=statement.public_id)
        board = queries.board(round, here.groups[0])
        assert board.removed == statement
        assert "gi ansvar" in [line.text for line in board.parts[0].lines]
        post(as_person, here.leader, here, round, "statements", act="in", statement=statement.public_id)
        board = queries.board(round, here.groups[0])
        assert [each.statement for each in board.parts[0].statements] == [statement]
        assert "gi ansvar" not in [line.text for line in board.parts[0].lines]

    def test_what_was_taken_out_last_is_what_comes_back_first(self, round, here) -> None:
        first, second = (services.write(value=value(round), group=here.groups[0], text=text) for text in "ab")
        services.take_out(statement=second)
        services.take_out(statement=first)
        assert queries.board(round, here.groups[0]).removed == first

    def test_changed_while_another_takes_it_out_the_text_stays_in_the_form(self, round, here, as_person) -> None:
        mine = services.write(value=value(round), group=here.groups[0], text="lytte")
        services.take_out(statement=mine)
        sent = {"act": "save", "statement": mine.public_id, "revision": "1", "text": "lytte ferdig"}
        answer = post(as_person, here.leader, here, round, "statements", **sent)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "Noen i gruppen tok ut setningen imens." in page
        assert ">lytte ferdig</textarea>" in page
        assert f'name="value" value="{value(round).public_id}"' in page
        assert Statement.objects.get().text == "lytte"

    def test_one_s_own_line_that_is_gone_leaves_what_was_written_in_the_field(self, round, here, as_person) -> None:
        line = services.write_own(value=value(round), participation=here.leaders[0], text="lytte")
        services.remove_own(line=line)
        sent = {"act": "change", "line": line.public_id, "value": value(round).public_id, "text": "lytte ferdig"}
        answer = post(as_person, here.leader, here, round, "own-lines", **sent)
        assert answer.status_code == 409
        assert ">lytte ferdig</textarea>" in answer.content.decode()

    def test_taken_back_while_another_takes_it_in_it_stays_its_writers(self, round, here, lines) -> None:
        """Looked up before it was taken back, and used after."""
        services.put_forward(line=OwnLine.objects.get(pk=lines[0].pk), forward=False)
        with pytest.raises(NotPossible, match="tatt den tilbake"):
            services.use(line=lines[0], group=here.groups[0], into=None)
        assert not Statement.objects.exists()
        assert not OwnLine.objects.get(pk=lines[0].pk).is_put_forward

    def test_ones_own_is_deleted_after_the_day_too(self, round, here, lines, as_person) -> None:
        mine = lines[0]
        rounds.close_round(round=round, by=here.facilitator)
        writer = as_person(mine.participation.person)
        home = reverse("evening", args=[here.gathering.public_id])
        assert mine.text in writer.get(home).content.decode()
        at = reverse("own-lines", args=[here.gathering.public_id, round.public_id])
        answer = writer.post(at, {"act": "remove", "line": mine.public_id, "home": "1"})
        assert (answer.status_code, answer.headers["Location"]) == (303, home)
        assert not OwnLine.objects.filter(pk=mine.pk).exists()

    def test_taken_out_it_comes_back_only_where_there_is_room(self, round, here) -> None:
        write = {"value": value(round), "group": here.groups[0]}
        first = services.write(**write, text="den første")
        services.take_out(statement=first)
        for number in range(8):
            services.write(**write, text=f"setning {number}")
        with pytest.raises(NotPossible, match="Åtte"):
            services.take_out(statement=first, out=False)
        services.take_out(statement=services.write(**write, text="setning 7"))
        services.take_out(statement=first, out=False)
        services.take_out(statement=first, out=False)

    def test_two_thousand_characters_are_refused_with_the_text_kept(self, round, here, as_person) -> None:
        answer = post(
            as_person,
            here.leader,
            here,
            round,
            "statements",
            act="write",
            value=value(round).public_id,
            text="x" * 2000,
        )
        assert answer.status_code == 422
        assert "x" * 2000 in answer.content.decode()

    def test_the_board_names_nobody(self, round, here, lines, as_person) -> None:
        from config.live import Audience
        from programmes.live import render

        name = f"board:{round.public_id}:{here.groups[0].public_id}"
        html = render(Audience(here.gathering.public_id, name, "nb")).body.decode()
        assert "spørre først" in html
        assert not any(seat.name in html or seat.first_name + "<" in html for seat in here.leaders)

    def test_from_paper_the_rows_are_what_stands(self, round, here, as_person) -> None:
        url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[0].public_id])
        client = as_person(here.facilitator)
        name = f"text-{value(round).public_id}"
        assert client.post(url, {name: "\n".join(["x"] * 9), **stands(client, url)}).status_code == 422
        assert client.post(url, {name: "gi ansvar\n\n  bort ", **stands(client, url)}).status_code == 303
        kept, gone = Statement.objects.order_by("pk")
        assert "gi ansvar\nbort" in client.get(url).content.decode()
        assert client.post(url, {name: "gi ansvar\nlytte   ferdig", **stands(client, url)}).status_code == 303
        assert [each.text for each in Statement.objects.filter(removed_at=None)] == ["gi ansvar", "lytte ferdig"]
        assert Statement.objects.get(removed_at__isnull=False) == gone
        assert Statement.objects.get(text="gi ansvar") == kept

    def test_what_a_group_wrote_itself_is_neither_shown_nor_replaced_from_paper(self, round, here, as_person) -> None:
        own = services.write(value=value(round), group=here.groups[0], text="våge mer")
        url = reverse("paper", args=[here.gathering.public_id, round.public_id, here.groups[0].public_id])
        client, name = as_person(here.facilitator), f"text-{value(round).public_id}"
        page = client.get(url).content.decode()
        assert "våge mer" not in page
        assert "Gruppen har skrevet 1 setning på telefonene. Den står der fortsatt." in page
        client.post(url, {name: "våge mer\nlytte", **stands(client, url)})
        entered = Statement.objects.get(text="lytte")
        assert list(Statement.objects.filter(removed_at=None)) == [own, entered]
        too_many = client.post(url, {name: "\n".join("abcdefgh"), **stands(client, url)})
        assert too_many.status_code == 409
        assert "med dem gruppen har skrevet på telefonene" in too_many.content.decode()
        assert not Statement.objects.get(pk=entered.pk).is_removed
        services.save(statement=entered, text="lytte ferdig", revision=entered.revision)
        assert "lytte" not in client.get(url).content.decode()


def rendered(fragment) -> str:
    return render_to_string(fragment.template, fragment.context)


class TestDesk:
    def url(self, here) -> str:
        return reverse("deal", args=[here.gathering.public_id, lines_exercise(here.gathering).public_id])

    def test_before_the_decision_it_says_what_comes_first(self, here, as_person) -> None:
        page = as_person(here.facilitator).get(self.url(here)).content.decode()
        assert "Dere har ikke besluttet noen verdier ennå." in page

    def test_as_the_facilitator_says(self, round, here, as_person) -> None:
        go_to(here.gathering, WELCOME, here.facilitator)
        pair = f"{value(round, 'Respekt').public_id}-{here.groups[0].public_id}"
        as_person(here.facilitator).post(self.url(here), {"act": "as_said", "pair": [pair, "x-y", ""]})
        assert [(each.value.label, each.group) for each in Dealt.objects.all()] == [("Respekt", here.groups[0])]
        nothing = as_person(here.facilitator).post(self.url(here), {"act": "as_said"})
        assert nothing.status_code == 422
        assert Dealt.objects.count() == 1

    def test_what_is_not_understood_opens_no_round(self, here, as_person) -> None:
        decided(here.gathering)
        exercise = lines_exercise(here.gathering)
        go_to(here.gathering, WELCOME, here.facilitator)
        url = reverse("deal", args=[here.gathering.public_id, exercise.public_id])
        assert as_person(here.facilitator).post(url, {"act": "tull"}).status_code == 422
        assert not Round.objects.filter(exercise=exercise).exists()

    def test_by_wish(self, round, here, as_person) -> None:
        go_to(here.gathering, WELCOME, here.facilitator)
        wanted = value(round, "Åpenhet")
        for leader in (here.leaders[-1], here.leaders[-2]):
            post(as_person, leader.person, here, round, "line-wish", value=wanted.public_id)
        assert "ønsker Åpenhet" in as_person(here.facilitator).get(self.url(here)).content.decode()
        told = kind_of(round.exercise).told
        assert "1 gruppe ønsker seg en annen verdi" in rendered(told(round.exercise, round))
        as_person(here.facilitator).post(self.url(here), {"act": "wish"})
        assert told(round.exercise, round) is None
        assert wanted in queries.values_for(round, here.groups[1])
        assert {value.label for group in here.groups for value in queries.values_for(round, group)} == {
            "Tillit",
            "Respekt",
            "Åpenhet",
        }

    def test_a_day_that_does_not_run_deals_nothing(self, round, here, as_person) -> None:
        client, before = as_person(here.facilitator), list(Dealt.objects.order_by("pk"))
        refused = [client.post(self.url(here), {"act": "turn"})]
        stage = go_to(here.gathering, WELCOME, here.facilitator)
        stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
        refused.append(client.post(self.url(here), {"act": "turn"}))
        for answer in refused:
            assert answer.status_code == 409
            assert "Verdiene fordeles mens samlingen går" in answer.content.decode()
        assert list(Dealt.objects.order_by("pk")) == before
        assert list(Round.objects.filter(exercise=round.exercise)) == [round]

    def test_a_later_decision_brings_its_new_values_in(self, round, here, as_person) -> None:
        go_to(here.gathering, WELCOME, here.facilitator)
        decided(here.gathering, ("Tillit", "Mot"))
        as_person(here.facilitator).post(self.url(here), {"act": "turn"})
        assert [each.label for each in round.line_values.all()] == ["Tillit", "Respekt", "Åpenhet", "Mot"]


def test_every_phase_says_what_to_do_on_the_phone_and_the_wall(here, as_person) -> None:
    decided(here.gathering)
    lines_exercise(here.gathering)
    first = first_stop(here.gathering)
    expected = ("Hva ønsker Seljordmerke gruppe 1 å skrive om?", "Bare du kan lese", "Alle i gruppen kan skrive")
    for number, text in enumerate(expected, start=first):
        go_to(here.gathering, number, here.facilitator)
        phone = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id]))
        assert text in phone.content.decode()
        assert as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).status_code == 200


def test_without_a_decision_the_cockpit_says_what_comes_first_and_counts_nothing(here, as_person) -> None:
    lines_exercise(here.gathering)
    go_to(here.gathering, first_stop(here.gathering) + 2, here.facilitator)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "Ingen verdier er valgt ennå. Gå tilbake til «Beslutning»" in page
    assert "verdier har setninger" not in page
    decided(here.gathering)
    go_to(here.gathering, first_stop(here.gathering), here.facilitator)
    go_to(here.gathering, first_stop(here.gathering) + 2, here.facilitator)
    page = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
    assert "Ingen verdier er valgt ennå" not in page
    assert "av 3 verdier har setninger" in page


def test_the_wall_shows_the_sentences_by_value(round, here) -> None:
    services.write(value=value(round), group=here.groups[0], text="gi ansvar")
    services.write(value=value(round, "Respekt"), group=here.groups[1], text="lytte ferdig")
    parts = queries.wall(round)
    assert [(part.label, part.texts) for part in parts] == [
        ("Tillit", [(here.groups[0].name, ["gi ansvar"])]),
        ("Respekt", [(here.groups[1].name, ["lytte ferdig"])]),
        ("Åpenhet", []),
    ]


def test_the_board_costs_the_same_with_many_lines(round, here) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            queries.board(round, here.groups[0])
        return len(counted)

    services.write(value=value(round), group=here.groups[0], text="en")
    few = cost()
    for number in range(7):
        services.write(value=value(round), group=here.groups[0], text=f"setning {number}")
        line = services.write_own(value=value(round), participation=here.leaders[0], text=f"linje {number}")
        services.put_forward(line=line, forward=True)
    assert cost() == few
