"""From diamonds to decided values: merging and splitting, what was missed, the list, and the decision."""

from __future__ import annotations

import re
from datetime import time, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programmes import live
from programmes.agenda import Way
from programmes.contract import NotPossible
from programmes.models import AgendaItem, Exercise, Group, Participation, Phase, Round, Stage
from programmes.queries import stage as stage_queries
from programmes.queries import summaries
from programmes.seljord import GROUPS
from programmes.services import rounds
from programmes.services import stage as stages
from tests.conftest import ALONE, DIAMOND, TALK, TOP_THREE, go_to
from tests.snapshot import further
from tests.values.scene import decided
from tests.world import Place
from values import cloud
from values.chain import Kin, Placed, gather, top_three
from values.models import Allocation, Candidate, Diamond, Merge, MissedValue, NamedAllocation, PointsResult
from values.queries import decisions as decision_queries
from values.queries import diamonds as diamond_queries
from values.queries import points as point_queries
from values.queries import shortlists as list_queries
from values.queries import words as queries
from values.services import decisions, diamonds, points, shortlists, words

ALL = [
    Placed(number, slot, word)
    for number, (_name, words_of) in enumerate(GROUPS, start=1)
    for slot, word in enumerate(words_of, start=1)
]


class TestGather:
    def test_a_merged_value_is_called_as_its_form_placed_highest(self) -> None:
        placed = [Placed(1, 9, "modig"), Placed(2, 2, "mot"), Placed(3, 3, "modighet")]
        (value,) = gather(placed, Kin({"modig": "=1", "mot": "=1", "modighet": "=1"}))
        assert (value.label, value.words, value.groups) == ("Mot", ["modig", "mot", "modighet"], 3)

    def test_the_facilitator_may_call_it_something_else(self) -> None:
        (value,) = gather(
            [Placed(1, 1, "mot"), Placed(2, 1, "modig")], Kin({"mot": "=1", "modig": "=1"}, {"=1": "Å tore"})
        )
        assert value.label == "Å tore"

    def test_but_not_as_another_value_is_called(self) -> None:
        kin = Kin({"mot": "=1", "modig": "=1"}, {"=1": "tillit"})
        placed = [Placed(1, 1, "mot"), Placed(1, 2, "modig"), Placed(2, 1, "Tillit")]
        assert [value.label for value in gather(placed, kin)] == ["Mot", "Tillit"]

    def test_two_words_of_one_group_count_once_at_the_best_row(self) -> None:
        kin = Kin({"mot": "=1", "modig": "=1"})
        (value,) = gather([Placed(1, 9, "modig"), Placed(1, 2, "mot"), Placed(2, 4, "mot")], kin)
        assert (value.weight, value.groups) == (4 + 3, 2)

    def test_nine_cards_of_a_group_sum_to_27(self) -> None:
        assert sum(value.weight for value in gather([Placed(1, slot, f"v{slot}") for slot in range(1, 10)])) == 27

    def test_merging_shortens_the_top_three_and_keeps_every_origin(self) -> None:
        before = top_three(ALL)
        kin = Kin({"anerkjenne": "=1", "respekt": "=1"})
        after = top_three(ALL, kin)
        assert len(after) == len(before) - 1
        assert sum(len(value.places) for value in after) == sum(len(value.places) for value in before)


word = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=20)
weighed = st.builds(cloud.Weighed, word, st.integers(1, 60), st.integers(1, 13))


class TestCloud:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(weighed, max_size=60, unique_by=lambda value: value.label))
    def test_no_word_touches_another_or_leaves_the_drawing(self, values) -> None:
        words_drawn = cloud.pack(tuple(values))
        assert len(words_drawn) == min(len(values), cloud.MOST)
        boxes = [each.box for each in words_drawn]
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= cloud.WIDTH
            assert 0 <= top < bottom <= cloud.HEIGHT
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                assert apart

    def test_the_same_values_give_the_same_drawing_whatever_their_order(self) -> None:
        values = [cloud.Weighed(value.label, value.weight, value.groups) for value in gather(ALL)]
        assert cloud.pack(tuple(values)) == cloud.pack(tuple(reversed(values)))

    def test_what_weighs_more_is_never_smaller(self) -> None:
        values = tuple(cloud.Weighed(value.label, value.weight, value.groups) for value in gather(ALL))
        assert all(one.size >= other.size for one, other in pairwise(cloud.pack(values)))

    def test_the_heaviest_of_the_six_groups(self) -> None:
        values = [cloud.Weighed(value.label, value.weight, value.groups) for value in gather(ALL)]
        assert [value.label for value in cloud.heaviest_first(values)[:3]] == ["Respekt", "Tillit", "Åpenhet"]


def lay(gathering, lists) -> Round:
    """Lays the groups' lists into their open diamonds."""
    round = Round.objects.filter(exercise__kind="diamond", exercise__item__gathering=gathering).latest("pk")
    for diamond, wanted in zip(round.diamonds.order_by("group__position"), lists, strict=False):
        for slot, text in enumerate(wanted, start=1):
            card = diamonds.add_word(diamond=diamond, word=text, by=None)
            diamonds.place(diamond=diamond, card=card.public_id, slot=slot, expected=None, by=None)
    return round


FIRST = ("mot/modig", "ansvar", "tillit", "respekt", "glede", "humor", "ro", "retning", "støtte")
SECOND = ("modighet", "ansvarlig", "åpenhet", "ærlighet", "mangfald", "mangfold", "lojal", "lojalitet", "trygghet")


@pytest.fixture
def laid(here) -> Round:
    return further("laid", here, lie)


def lie(here: Place) -> Round:
    go_to(here.gathering, DIAMOND, here.facilitator)
    return lay(here.gathering, [FIRST, SECOND])


def labels(round: Round) -> list[str]:
    return [value.label for value in queries.values_of(round)]


def key(round: Round, label: str) -> str:
    return next(value.key for value in queries.values_of(round) if value.label == label)


@pytest.mark.django_db
class TestMerging:
    def test_proposals_are_of_what_lies_in_the_diamonds(self, laid) -> None:
        proposed = [[value.label for value in proposal.values] for proposal in queries.merge_desk(laid).proposals]
        assert proposed == [
            ["Mot", "Modighet"],
            ["Ansvar", "Ansvarlig"],
            ["Mangfald", "Mangfold"],
            ["Lojal", "Lojalitet"],
        ]

    def test_one_that_was_waved_away_comes_back_when_asked_for(self, laid) -> None:
        first = queries.merge_desk(laid).proposals[0]
        keys = [value.key for value in first.values]
        words.keep_apart(round=laid, keys=keys)
        desk = queries.merge_desk(laid)
        assert (len(desk.proposals), [each.keys for each in desk.apart]) == (3, [first.keys])
        words.propose_again(round=laid, keys=keys)
        assert len(queries.merge_desk(laid).proposals) == 4

    def test_the_cards_keep_their_words(self, laid) -> None:
        words.merge(round=laid, keys=[key(laid, "Mot"), key(laid, "Modighet")])
        (value,) = [value for value in queries.values_of(laid) if value.label == "Mot"]
        assert value.words == ["mot/modig", "modighet"]
        assert Diamond.objects.filter(cards__word="mot/modig", cards__slot=1).exists()

    @pytest.mark.parametrize("keys", [[], ["mot"], ["mot", "mot"], ["mot", "finnes ikke"]])
    def test_fewer_than_two_are_no_merge(self, laid, keys) -> None:
        with pytest.raises(NotPossible):
            words.merge(round=laid, keys=keys)
        assert not Merge.objects.exists()

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.lists(st.integers(0, 17), min_size=2, max_size=4), min_size=1, max_size=5))
    def test_splitting_gives_back_what_was(self, laid, wanted) -> None:
        """Any merges of values, of merged ones too, and all of them split again, the last first."""
        states, made = [queries.values_of(laid)], []
        for numbers in wanted:
            values = queries.values_of(laid)
            keys = {values[number % len(values)].key for number in numbers}
            if len(keys) > 1:
                made.append(words.merge(round=laid, keys=sorted(keys)))
                states.append(queries.values_of(laid))
        assert all(len(after) < len(before) for before, after in pairwise(states))
        for merge, state in zip(reversed(made), reversed(states[:-1]), strict=True):
            words.split(merge=merge)
            assert queries.values_of(laid) == state

    def test_the_list_in_the_room_follows_at_once(self, laid, here) -> None:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        shortlist = list_queries.newest(here.gathering.pk)
        before = [line.label for line in list_queries.lines(shortlist)]
        assert before == ["Mot", "Ansvar", "Tillit", "Modighet", "Ansvarlig", "Åpenhet"]
        words.merge(round=laid, keys=[key(laid, "Ansvar"), key(laid, "Ansvarlig")], label="Å ta ansvar")
        lines = list_queries.lines(shortlist)
        assert [line.label for line in lines] == ["Mot", "Å ta ansvar", "Tillit", "Modighet", "Åpenhet"]
        assert [place.word for place in lines[1].places] == ["ansvar", "ansvarlig"]

    def test_while_points_are_given_nothing_is_merged(self, laid, here) -> None:
        opened(here)
        with pytest.raises(NotPossible, match="Poengrunden er åpen"):
            words.merge(round=laid, keys=[key(laid, "Mot"), key(laid, "Modighet")])
        assert not Merge.objects.exists()

    def test_after_the_points_a_merge_makes_a_new_list_and_a_new_round(self, laid, here) -> None:
        first = opened(here)
        rounds.close_round(round=first, by=here.facilitator)
        words.merge(round=laid, keys=[key(laid, "Mot"), key(laid, "Modighet")])
        go_to(here.gathering, TOP_THREE, here.facilitator)
        assert Round.objects.filter(exercise__kind="top-three").count() == 2
        assert first.candidates.count() == 6
        assert list_queries.lines(list_queries.newest(here.gathering.pk))[0].label == "Mot"
        assert len(list_queries.lines(list_queries.newest(here.gathering.pk))) == 5

    def test_the_page_merges_names_and_splits(self, laid, here, as_person) -> None:
        client = as_person(here.facilitator)
        page, url = (reverse(name, args=[here.gathering.public_id]) for name in ("values", "values-words"))
        assert "Er dette samme verdi?" in client.get(page).content.decode()
        two = [key(laid, "Mot"), key(laid, "Modighet")]
        assert client.post(url, {"act": "merge", "key": two}).status_code == 303
        merge = Merge.objects.get()
        client.post(url, {"act": "rename", "merge": merge.public_id, "label": " Å  tore "})
        assert "Å tore" in labels(laid)
        too_long = client.post(url, {"act": "rename", "merge": merge.public_id, "label": "x" * 300})
        assert (too_long.status_code, "Å tore" in labels(laid)) == (422, True)
        client.post(url, {"act": "split", "merge": merge.public_id})
        assert client.post(url, {"act": "split", "merge": merge.public_id}).status_code == 409
        assert {"Mot", "Modighet"} <= set(labels(laid))

    def test_the_page_costs_the_same_whatever_lies_there(self, laid, here, as_person) -> None:
        client, url = as_person(here.facilitator), reverse("values", args=[here.gathering.public_id])
        go_to(here.gathering, TOP_THREE, here.facilitator)
        client.get(url)
        costs = []
        for again in range(2):
            if again:
                words.merge(round=laid, keys=[key(laid, "Mot"), key(laid, "Modighet")])
                words.merge(round=laid, keys=[key(laid, "Ansvar"), key(laid, "Ansvarlig")])
                shortlist = list_queries.newest(here.gathering.pk)
                assert shortlist
                for number in range(3):
                    missed = MissedValue.objects.create(round=shortlist, word=f"ny {number}", reason="Fordi")
                    shortlists.decide(missed=missed, state="taken_in")
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            costs.append(len(asked))
        assert costs[0] == costs[1]


def opened(here) -> Round:
    """A round of points on the list of the day."""
    go_to(here.gathering, TOP_THREE, here.facilitator)
    stage = go_to(here.gathering, ALONE, here.facilitator)
    stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
    return Round.objects.filter(exercise__kind="points").latest("pk")


@pytest.fixture
def shortlist(laid, here) -> Round:
    go_to(here.gathering, TOP_THREE, here.facilitator)
    found = list_queries.newest(here.gathering.pk)
    assert found
    return found


@pytest.mark.django_db
class TestWhatWasMissed:
    def propose(self, client, here, shortlist, **typed):
        return client.post(
            reverse("missed", args=[here.gathering.public_id, shortlist.public_id]),
            typed,
            headers={"HX-Request": "true"},
        )

    def test_one_that_is_taken_in_stands_last_with_its_reason_and_where_it_lay(self, shortlist, here) -> None:
        missed = shortlists.propose(
            round=shortlist, participation=here.leaders[0], word="glede", reason="Den bærer oss"
        )
        shortlists.decide(missed=missed, state="taken_in")
        last = list_queries.lines(shortlist)[-1]
        assert (last.label, last.reason) == ("Glede", "Den bærer oss")
        assert [(place.group, place.row) for place in last.places] == [(here.groups[0].name, 3)]

    def test_it_is_not_taken_in_beside_a_merged_one_that_is_called_so(self, shortlist, here) -> None:
        missed = shortlists.propose(round=shortlist, participation=here.leaders[0], word="integritet", reason="Fordi")
        shortlists.decide(missed=missed, state="taken_in")
        source = Diamond.objects.first().round
        merge = words.merge(round=source, keys=[key(source, "Ansvar"), key(source, "Ansvarlig")], label="Integritet")
        assert [line.label for line in list_queries.lines(shortlist)].count("Integritet") == 1
        assert list_queries.is_listed(shortlist, "integritet")
        words.split(merge=merge)
        assert [line.label for line in list_queries.lines(shortlist)][-1] == "Integritet"

    def test_it_can_be_put_back_and_left_out(self, shortlist, here) -> None:
        missed = shortlists.propose(
            round=shortlist, participation=here.leaders[0], word="glede", reason="Den bærer oss"
        )
        for state, listed in (("taken_in", True), ("proposed", False), ("left_out", False), ("taken_in", True)):
            shortlists.decide(missed=missed, state=state)
            assert ("Glede" in [line.label for line in list_queries.lines(shortlist)]) is listed

    def test_what_was_taken_back_meanwhile_is_not_decided_on(self, shortlist, here) -> None:
        missed = shortlists.propose(round=shortlist, participation=here.leaders[0], word="Glede", reason="Fordi")
        shortlists.withdraw(round=shortlist, participation=here.leaders[0], missed=missed.public_id)
        with pytest.raises(NotPossible, match="trukket tilbake"):
            shortlists.decide(missed=missed, state="taken_in")

    def test_whose_it_was_is_gone_when_it_is_decided(self, shortlist, here) -> None:
        missed = shortlists.propose(
            round=shortlist, participation=here.leaders[0], word="glede", reason="Den bærer oss"
        )
        shortlists.decide(missed=missed, state="left_out")
        missed.refresh_from_db()
        assert missed.participation is None

    def test_and_when_the_list_is_closed(self, shortlist, here) -> None:
        shortlists.propose(round=shortlist, participation=here.leaders[0], word="glede", reason="Den bærer oss")
        opened(here)
        assert MissedValue.objects.get().participation is None

    def test_no_page_says_whose_it_is(self, shortlist, here, as_person) -> None:
        self.propose(as_person(here.leader), here, shortlist, word="kos", reason="Savner den")
        page = as_person(here.facilitator).get(reverse("values", args=[here.gathering.public_id])).content.decode()
        assert "Savner den" in page
        assert here.leader.name not in page
        assert here.leaders[0].public_id not in page

    def test_the_phone_says_what_is_missing_and_keeps_the_rest(self, shortlist, here, as_person) -> None:
        client = as_person(here.leader)
        said = self.propose(client, here, shortlist, word="", reason="En god grunn")
        assert (said.status_code, "Skriv verdien du savner." in said.content.decode()) == (422, True)
        assert "En god grunn" in said.content.decode()
        said = self.propose(client, here, shortlist, word="Tillit", reason="x")
        assert (said.status_code, "står på listen alt" in said.content.decode()) == (409, True)
        assert self.propose(client, here, shortlist, word="x" * 300, reason="x").status_code == 422
        assert not MissedValue.objects.exists()

    def test_proposed_twice_is_one_and_a_fourth_is_too_many(self, shortlist, here) -> None:
        for text in ("en", "to", "tre"):
            shortlists.propose(round=shortlist, participation=here.leaders[0], word=text, reason="Fordi")
        with pytest.raises(NotPossible, match="er foreslått alt"):
            shortlists.propose(round=shortlist, participation=here.leaders[1], word="EN", reason="Fordi")
        with pytest.raises(NotPossible, match="tre alt"):
            shortlists.propose(round=shortlist, participation=here.leaders[0], word="fire", reason="Fordi")

    def test_only_its_own_leader_takes_it_back(self, shortlist, here, as_person) -> None:
        self.propose(as_person(here.leader), here, shortlist, word="kos", reason="Savner den")
        missed = MissedValue.objects.get()
        self.propose(as_person(here.leaders[1].person), here, shortlist, withdraw=missed.public_id)
        assert MissedValue.objects.exists()
        self.propose(as_person(here.leader), here, shortlist, withdraw=missed.public_id)
        assert not MissedValue.objects.exists()

    def test_what_was_taken_in_comes_along_to_a_new_list(self, shortlist, laid, here) -> None:
        missed = shortlists.propose(
            round=shortlist, participation=here.leaders[0], word="glede", reason="Den bærer oss"
        )
        shortlists.decide(missed=missed, state="taken_in")
        rounds.close_round(round=opened(here), by=here.facilitator)
        words.merge(round=laid, keys=[key(laid, "Mot"), key(laid, "Modighet")])
        go_to(here.gathering, TOP_THREE, here.facilitator)
        newest = list_queries.newest(here.gathering.pk)
        assert newest != shortlist
        assert [line.label for line in list_queries.lines(newest)][-1] == "Glede"

    def test_the_wall_counts_proposals_and_shows_none(self, shortlist, here, as_person) -> None:
        from programmes.rules import projector_token

        self.propose(as_person(here.leader), here, shortlist, word="kos", reason="Savner den")
        stage = here.gathering.stage
        stage.refresh_from_db()
        stages.show(stage=stage, revision=stage.revision, by=here.facilitator, screen="result")
        html = as_person(None).get(reverse("projector", args=[projector_token(stage)])).content.decode()
        assert "1 forslag til samtalen" in html
        assert "kos" not in html.lower()


@pytest.mark.django_db
class TestTheDiamondTogether:
    def move(self, diamond, text, slot, by):
        card = diamond.cards.get(word=text).public_id
        return diamonds.place(diamond=diamond, card=card, slot=slot, expected=None, by=by)

    @pytest.fixture
    def diamond(self, here) -> Diamond:
        go_to(here.gathering, DIAMOND, here.facilitator)
        return Diamond.objects.select_related("group", "round").get(group=here.groups[0])

    def lying(self, diamond) -> dict[str, int | None]:
        return dict(diamond.cards.values_list("word", "slot"))

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(0, 9)), max_size=20))
    def test_every_move_of_several_people_is_taken_back_one_by_one(self, diamond, here, moves) -> None:
        diamond.moves.all().delete()
        diamond.cards.update(slot=None)
        texts = sorted(diamond.cards.values_list("word", flat=True))
        states = [self.lying(diamond)]
        for who, card, slot in moves:
            self.move(diamond, texts[card], slot, here.leaders[who])
            if self.lying(diamond) != states[-1]:
                states.append(self.lying(diamond))
            slots = [slot for slot in self.lying(diamond).values() if slot]
            assert len(slots) == len(set(slots)) <= 9
        assert diamond.moves.count() == len(states) - 1
        for state in reversed(states[:-1]):
            diamonds.undo(diamond=diamond, move=diamond.moves.last().public_id)
            assert self.lying(diamond) == state
        with pytest.raises(NotPossible):
            diamonds.undo(diamond=diamond, move="222222222222")

    def test_a_move_that_another_has_followed_is_not_taken_back(self, diamond, here) -> None:
        self.move(diamond, "tillit", 1, here.leaders[0])
        seen = diamond.moves.last().public_id
        self.move(diamond, "respekt", 1, here.leaders[1])
        with pytest.raises(NotPossible, match="Noen har flyttet siden"):
            diamonds.undo(diamond=diamond, move=seen)
        assert self.lying(diamond)["respekt"] == 1

    def test_what_came_from_paper_is_not_taken_back_by_a_phone(self, diamond, here) -> None:
        diamonds.enter(diamond=diamond, words={1: "tillit"})
        with pytest.raises(NotPossible, match="ingenting å angre"):
            diamonds.undo(diamond=diamond, move=diamond.moves.last().public_id)

    def test_agreement_needs_nine_is_each_members_own_and_falls_with_a_move(self, diamond, here) -> None:
        with pytest.raises(NotPossible, match="ni verdier"):
            agree(diamond, here.leaders[0])
        diamonds.enter(diamond=diamond, words={slot: f"verdi {slot}" for slot in range(1, 10)})
        for who in (here.leaders[0], here.leaders[1], here.leaders[0]):  # a double tap is one
            agree(diamond, who)
        assert diamond.agreements.count() == 2
        diamonds.disagree(diamond=diamond, by=here.leaders[0])
        diamonds.disagree(diamond=diamond, by=here.leaders[0])
        assert diamond.agreements.get().participation == here.leaders[1]
        seen = diamond.moves.last().public_id
        self.move(diamond, "verdi 2", 1, here.leaders[0])
        assert not diamond.agreements.exists()
        with pytest.raises(NotPossible, match="Noen har flyttet siden"):
            diamonds.agree(diamond=diamond, by=here.leaders[1], move=seen)

    def test_the_cockpit_says_when_a_group_agrees(self, diamond, here, as_person) -> None:
        diamonds.enter(diamond=diamond, words={slot: f"verdi {slot}" for slot in range(1, 10)})
        for elector in diamond.round.electors.filter(group=diamond.group):
            agree(diamond, elector.participation)
        html = as_person(here.facilitator).get(reverse("cockpit", args=[here.gathering.public_id])).content.decode()
        assert "<small>Enige</small>" in html

    def test_a_proposal_is_withdrawn_by_its_own_member_while_nobody_has_touched_it(self, diamond, here) -> None:
        card = diamonds.add_word(diamond=diamond, word="dugnad", by=here.leaders[0])
        with pytest.raises(NotPossible):
            diamonds.withdraw_word(diamond=diamond, card=card.public_id, by=here.leaders[1])
        self.move(diamond, "dugnad", 4, here.leaders[1])
        self.move(diamond, "dugnad", 0, here.leaders[1])
        with pytest.raises(NotPossible):
            diamonds.withdraw_word(diamond=diamond, card=card.public_id, by=here.leaders[0])
        second = diamonds.add_word(diamond=diamond, word="samhold", by=here.leaders[0])
        diamonds.withdraw_word(diamond=diamond, card=second.public_id, by=here.leaders[0])
        assert not diamond.cards.filter(word="samhold").exists()

    def test_undo_and_agreement_by_phone(self, diamond, here, as_person) -> None:
        client, args = as_person(here.leader), [here.gathering.public_id, diamond.round.public_id]
        self.move(diamond, "tillit", 1, here.leaders[0])
        last = diamond.moves.last().public_id
        assert client.post(reverse("diamond-undo", args=args), {"move": last}).status_code == 200
        assert client.post(reverse("diamond-undo", args=args), {"move": last}).status_code == 409
        assert client.post(reverse("diamond-undo", args=args), {"move": "alt"}).status_code == 422
        assert client.post(reverse("diamond-agree", args=args)).status_code == 409
        diamonds.enter(diamond=diamond, words={slot: f"verdi {slot}" for slot in range(1, 10)})
        last = diamond.moves.last().public_id
        phone = client.get(reverse("gathering", args=args[:1])).content.decode()
        assert f'<input type="hidden" name="move" value="{last}" form="agree">' in phone
        for agrees, count in (("yes", 1), ("no", 0), ("no", 0)):
            client.post(reverse("diamond-agree", args=args), {"agrees": agrees, "move": last})
            assert diamond.agreements.count() == count


def agree(diamond: Diamond, by: Participation) -> None:
    last = diamond.moves.last()
    diamonds.agree(diamond=diamond, by=by, move=last.public_id if last else "")


def give(here, round, spreads) -> None:
    for leader, spread in zip(here.leaders, spreads, strict=False):
        points.save(round=round, participation=leader, points=spread, hand_in=True)


def shown(here, round) -> None:
    rounds.close_round(round=round, by=here.facilitator)
    rounds.reveal(round=Round.objects.get(pk=round.pk), by=here.facilitator)


def another(exercise: Exercise) -> Exercise:
    return Exercise.objects.create(
        item=exercise.item, position=90 + Exercise.objects.count(), kind="points", title="Igjen"
    )


@pytest.mark.django_db
class TestRounds:
    def test_a_second_round_stands_beside_the_first(self, laid, here) -> None:
        first = opened(here)
        give(here, first, [[50, 10, 10, 10, 10, 10]] * 5)
        shown(here, first)
        stage = here.gathering.stage
        stage.refresh_from_db()
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator)
        second = Round.objects.filter(exercise__kind="points").latest("pk")
        assert second.number == 2
        give(here, second, [[10, 50, 10, 10, 10, 10]] * 5)
        shown(here, second)
        ranking = point_queries.ranking(Round.objects.get(pk=second.pk))
        assert [(row.label, row.mean, row.before) for row in ranking.rows[:2]] == [
            ("Ansvar", 50.0, 10.0),
            ("Mot", 10.0, 50.0),
        ]

    def named(self, here) -> Round:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        stage = go_to(here.gathering, ALONE, here.facilitator)
        stages.open_round(stage=stage, revision=stage.revision, by=here.facilitator, named=True)
        return Round.objects.get(exercise__kind="points")

    def test_an_open_round_shows_who_gave_what_however_few(self, laid, here, as_person) -> None:
        round = self.named(here)
        phone = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
        assert "Alle ser hva hver enkelt har gitt" in phone
        give(here, round, [[60, 40, 0, 0, 0, 0], [100, 0, 0, 0, 0, 0]])
        shown(here, round)
        ranking = point_queries.ranking(Round.objects.get(pk=round.pk))
        assert [row.mean for row in ranking.rows[:2]] == [80.0, 20.0]
        assert [points for _name, points in ranking.named[0].givers] == [100, 60]
        assert not Allocation.objects.exists()

    def test_values_weighed_without_names_are_not_weighed_with_them(self, laid, here) -> None:
        """Five of six who give the same again by name tell what the sixth had given."""
        round = opened(here)
        give(here, round, [[60, 40, 0, 0, 0, 0]] * 6)
        with pytest.raises(NotPossible, match="uten navn"):
            rounds.open_round(exercise=another(round.exercise), by=None, named=True)
        rounds.close_round(round=round, by=None)
        with pytest.raises(NotPossible, match="uten navn"):
            rounds.open_round(exercise=another(round.exercise), by=None, named=True)
        assert rounds.open_round(exercise=another(round.exercise), by=None).is_open

    def test_too_few_to_show_may_weigh_them_openly_then(self, laid, here) -> None:
        round = opened(here)
        give(here, round, [[60, 40, 0, 0, 0, 0]] * 4)
        rounds.close_round(round=round, by=None)
        assert rounds.open_round(exercise=another(round.exercise), by=None, named=True).is_named

    def test_who_did_not_give_then_may_give_openly_now(self, laid, here) -> None:
        round = opened(here)
        give(here, round, [[60, 40, 0, 0, 0, 0]] * 5)
        rounds.close_round(round=round, by=None)
        gave = round.electors.filter(has_answered=True).values("participation")
        here.programme.participations.filter(pk__in=gave).update(role="facilitator")
        assert rounds.open_round(exercise=another(round.exercise), by=None, named=True).electors.exists()

    def test_who_did_not_hand_in_is_told_so_at_the_close(self, laid, here, as_person) -> None:
        round = opened(here)
        give(here, round, [[60, 40, 0, 0, 0, 0]] * 5)
        rounds.close_round(round=round, by=None)
        url = reverse("gathering", args=[here.gathering.public_id])
        told = [as_person(seat.person).get(url).content.decode() for seat in (here.leaders[0], here.leaders[5])]
        assert ["Du leverte ikke" in page for page in told] == [False, True]

    def test_a_sealed_round_keeps_nobodys_row(self, laid, here) -> None:
        round = opened(here)
        give(here, round, [[60, 40, 0, 0, 0, 0]] * 6)
        shown(here, round)
        assert not NamedAllocation.objects.exists()
        assert point_queries.ranking(Round.objects.get(pk=round.pk)).named == []

    def test_a_candidate_knows_the_value_it_was(self, laid, here) -> None:
        round = opened(here)
        assert [candidate.value.label for candidate in round.candidates.all()] == [
            candidate.label for candidate in round.candidates.all()
        ]


@pytest.fixture
def decision(here) -> Exercise:
    exercise = Exercise.objects.create(
        item=here.gathering.items.get(position=2), position=9, kind="decision", title="Beslutning", question="Hvilke?"
    )
    Phase.objects.create(exercise=exercise, position=1, mode="together", minutes=5, instruction="Velg.")
    return exercise


@pytest.mark.django_db
class TestDecision:
    def url(self, here, decision) -> str:
        return reverse("decision", args=[here.gathering.public_id, decision.public_id])

    def test_it_holds_the_values_the_reason_the_figures_and_where_they_come_from(
        self, laid, here, decision, as_person
    ) -> None:
        round = opened(here)
        give(here, round, [[40, 20, 10, 10, 10, 10]] * 6)
        shown(here, round)
        data = {"values": ["Mot", "Tillit"], "reason": "De bærer oss", "seen": "0"}
        assert as_person(here.facilitator).post(self.url(here, decision), data).status_code == 303
        made = decision_queries.of_programme(here.programme)
        assert (made.decision.reason, [(value.label, value.mean) for value in made.values]) == (
            "De bærer oss",
            [("Mot", 40.0), ("Tillit", 10.0)],
        )
        assert [(place.group, place.word) for place in made.values[0].places] == [(here.groups[0].name, "mot/modig")]

    def test_nothing_is_decided_on_a_day_that_has_not_begun(self, here, decision, as_person) -> None:
        Stage.objects.get_or_create(gathering=here.gathering)
        data = {"values": ["Mot"], "reason": "Fordi", "seen": "0"}
        client, rounds_before = as_person(here.facilitator), Round.objects.count()
        assert client.post(self.url(here, decision), data).status_code in (409, 422)
        assert Round.objects.count() == rounds_before
        assert decision_queries.of_programme(here.programme) is None

    def test_deciding_is_the_next_thing_to_do_until_it_is_done(self, laid, here, decision, as_person) -> None:
        AgendaItem.objects.create(gathering=here.gathering, position=3, starts=time(11), minutes=30, title="Slutt")
        number = next(stop.number for stop in Way(here.gathering).stops if stop.exercise == decision)
        go_to(here.gathering, number, here.facilitator)
        client = as_person(here.facilitator)
        cockpit = reverse("cockpit", args=[here.gathering.public_id])
        first = f'<a id="ctrl-next" class="btn" href="{self.url(here, decision)}"'
        html = client.get(cockpit).content.decode()
        assert first in html
        assert 'id="ctrl-skip"' in html
        decided(here.gathering)
        assert first not in client.get(cockpit).content.decode()

    def test_without_points_the_list_itself_is_decided_on(self, laid, here, decision) -> None:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        assert [option.label for option in decision_queries.options(here.gathering.pk)][:2] == ["Mot", "Ansvar"]

    def test_a_round_that_is_not_shown_yet_gives_no_figure_away(self, laid, here, decision, as_person) -> None:
        round = opened(here)
        give(here, round, [[96, 4, 0, 0, 0, 0]] * 6)
        rounds.close_round(round=round, by=here.facilitator)
        html = as_person(here.facilitator).get(self.url(here, decision)).content.decode()
        shown = re.sub(r"<[^>]*>", " ", html)
        assert re.findall(r"\b96(?:[,.]0)?\b", shown) == []

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"reason": "Fordi"}, "Velg minst én verdi."),
            ({"values": ["Mot"], "reason": " "}, "Skriv kort hvorfor"),
            ({"values": ["Noe annet"], "reason": "Fordi"}, "Verdiene har endret seg"),
            ({"values": ["Mot"], "reason": "x" * 2001}, "høyst 2000 tegn"),
        ],
    )
    def test_what_is_missing_is_said_and_the_rest_kept(self, laid, here, decision, as_person, data, said) -> None:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        response = as_person(here.facilitator).post(self.url(here, decision), data)
        html = response.content.decode()
        assert (response.status_code, said in html) == (422, True)
        if data.get("values") == ["Mot"]:
            assert 'value="Mot" checked' in html

    def test_two_facilitators_do_not_overwrite_each_other(self, laid, here, decision, as_person) -> None:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        client = as_person(here.facilitator)
        client.post(self.url(here, decision), {"values": ["Mot"], "reason": "Først", "seen": "0"})
        late = client.post(self.url(here, decision), {"values": ["Ansvar"], "reason": "Sist", "seen": "0"})
        assert late.status_code == 409
        assert decision_queries.of_programme(here.programme).decision.reason == "Først"

    def test_after_the_day_it_is_changed_where_it_was_made(self, laid, here, decision, as_person) -> None:
        client, stage = as_person(here.facilitator), go_to(here.gathering, TOP_THREE, here.facilitator)
        client.post(self.url(here, decision), {"values": ["Mot"], "reason": "Først", "seen": "0"})
        stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
        late = client.post(self.url(here, decision), {"values": ["Ansvar"], "reason": "Etter dagen", "seen": "1"})
        assert late.status_code == 303
        assert decision_queries.of_programme(here.programme).decision.reason == "Etter dagen"
        assert [part["text"] for part in summaries.proposal(here.gathering) if "Etter dagen" in part["text"]]
        assert decision.rounds.get().closed_at

    def test_the_first_one_after_the_day_is_closed_at_once(self, laid, here, decision, as_person) -> None:
        stage = go_to(here.gathering, TOP_THREE, here.facilitator)
        stages.end(stage=stage, revision=stage.revision, by=here.facilitator)
        client = as_person(here.facilitator)
        client.post(self.url(here, decision), {"values": [], "reason": "", "seen": "0"})
        assert not decision.rounds.exists()
        client.post(self.url(here, decision), {"values": ["Mot"], "reason": "Etter dagen", "seen": "0"})
        assert decision.rounds.get().closed_at
        assert [part for part in summaries.proposal(here.gathering) if "Etter dagen" in part["text"]]

    def test_undone_the_one_before_holds(self, laid, here, decision, as_person) -> None:
        go_to(here.gathering, TOP_THREE, here.facilitator)
        client = as_person(here.facilitator)
        client.post(self.url(here, decision), {"values": ["Mot"], "reason": "Først", "seen": "0"})
        client.post(self.url(here, decision), {"values": ["Ansvar"], "reason": "Så", "seen": "1"})
        # Somebody who still has the first on the screen does not take back the second.
        for seen, status in (("1", 409), ("", 409), ("2", 200), ("2", 409)):
            answer = client.post(self.url(here, decision), {"act": "undo", "seen": seen})
            assert answer.status_code == status
            if status == 200:  # what was decided is in the form, to be changed
                assert (answer.context["form"]["reason"].value(), answer.context["picked"]) == ("Så", {"Ansvar"})
                assert answer.context["form"]["seen"].value() == 1
        assert decision_queries.of_programme(here.programme).decision.reason == "Først"

    def test_a_rehearsal_leaves_no_decision(self, laid, here, decision) -> None:
        round = rounds.open_round(exercise=decision, by=None)
        go_to(here.gathering, TOP_THREE, here.facilitator)
        decisions.decide(round=round, keys=["Mot"], reason="Øving", by=here.facilitator)
        round.delete()
        assert decision_queries.of_programme(here.programme) is None


@pytest.mark.django_db
@pytest.mark.pdf
@pytest.mark.once
@pytest.mark.parametrize("name", ["values-cards", "values-diamond", "values-cloud"])
def test_what_is_printed_passes_the_checks(laid, here, as_person, name) -> None:
    from tests.pdf.accessible import problems

    response = as_person(here.facilitator).get(reverse(name, args=[here.gathering.public_id]))
    assert response.status_code == 200
    assert problems(response.content) == []


@pytest.mark.django_db
def test_one_group_and_an_empty_group_make_a_list(here) -> None:
    Group.objects.filter(pk=here.groups[1].pk).update(name="Tom")
    here.groups[1].members.all().delete()
    go_to(here.gathering, DIAMOND, here.facilitator)
    lay(here.gathering, [FIRST])
    go_to(here.gathering, TOP_THREE, here.facilitator)
    assert [line.label for line in list_queries.lines(list_queries.newest(here.gathering.pk))] == [
        "Mot",
        "Ansvar",
        "Tillit",
    ]
    assert not Candidate.objects.exists()
    assert not PointsResult.objects.exists()


@pytest.mark.django_db
def test_a_group_of_one_lays_its_diamond_and_agrees_with_itself(here, as_person) -> None:
    alone, *others = here.groups[0].members.all()
    for each in others:
        each.delete()
    go_to(here.gathering, DIAMOND, here.facilitator)
    diamond = Diamond.objects.get(group=here.groups[0])
    diamonds.enter(diamond=diamond, words={slot: f"verdi {slot}" for slot in range(1, 10)})
    page = as_person(alone.participation.membership.person).get(reverse("gathering", args=[here.gathering.public_id]))
    assert "verdi 9" in page.content.decode()
    agree(diamond, alone.participation)
    assert diamond_queries.board(diamond).is_agreed


def test_who_asks_fewer_than_are_shown_is_asked_first(shortlist, here, as_person) -> None:
    go_to(here.gathering, ALONE, here.facilitator)
    client, cockpit = as_person(here.facilitator), reverse("cockpit", args=[here.gathering.public_id])
    asked = "Færre enn 5 blir spurt. Svarene vises ikke, bare antallet. Åpne likevel?"
    leaders = Participation.objects.filter(programme=here.programme, role="leader")
    assert leaders.count() >= 5
    assert asked not in client.get(cockpit).content.decode()
    leaders.exclude(pk__in=list(leaders.values_list("pk", flat=True)[:3])).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    html = client.get(cockpit).content.decode()
    assert f'data-confirm="{asked}"' in html
    assert "Færre enn 5 svar vises ikke, bare antallet." in html
    go_to(here.gathering, DIAMOND, here.facilitator)
    assert "Færre enn 5" not in client.get(cockpit).content.decode()


def test_what_a_rehearsal_decides_is_nobodys(here) -> None:
    decided(here.gathering)
    assert decision_queries.of_programme(here.programme)
    stages.start(gathering=here.gathering, by=here.facilitator, rehearsal=True)
    assert decision_queries.of_programme(here.programme) is None


@pytest.mark.django_db
def test_who_talks_has_the_values_and_then_the_points_before_them(laid, here, decision, as_person) -> None:
    go_to(here.gathering, TOP_THREE, here.facilitator)
    go_to(here.gathering, TALK, here.facilitator)
    listed = [line.label for line in list_queries.lines(list_queries.newest(here.gathering.pk))]
    phone = as_person(here.leader).get(reverse("gathering", args=[here.gathering.public_id])).content.decode()
    wall = render(live.wall(stage_queries.now(here.gathering)))
    for label in listed:
        assert f"<li>{label}</li>" in phone
        assert f"<li>{label}</li>" in wall
    round = opened(here)
    give(here, round, [[mot, 90 - mot, 10, *[0] * (len(listed) - 3)] for mot in (10, 20, 30, 40, 50, 60)])
    rounds.close_round(round=round, by=here.facilitator)
    stop = next(each for each in Way(here.gathering).stops if each.exercise == decision)
    go_to(here.gathering, stop.number, here.facilitator)
    assert "<li>Mot 35,0</li>" not in render(live.wall(stage_queries.now(here.gathering)))  # not shown yet
    rounds.reveal(round=round, by=here.facilitator)
    assert "<li>Mot 35,0</li>" in render(live.wall(stage_queries.now(here.gathering)))


def render(fragment) -> str:
    return render_to_string(fragment.template, fragment.context)


@pytest.mark.django_db
def test_a_value_that_is_there_already_is_said_to_be(laid, here, as_person) -> None:
    diamond = Diamond.objects.get(group=here.groups[0])
    at = [here.gathering.public_id, diamond.round.public_id]
    free, url = diamond.cards.filter(slot=None).first(), reverse("diamond-word", args=at)
    for word, said in ((" MOT/modig ", "ligger alt i diamanten, i rad 1"), (free.word, "alt blant verdiene")):
        answer = as_person(here.leader).post(url, {"word": word}, headers={"HX-Request": "true"})
        assert (answer.status_code, said in answer.content.decode()) == (200, True)
    answer = as_person(here.leader).post(url, {"word": "Dugnadsånd"}, headers={"HX-Request": "true"})
    assert "toast" not in answer.content.decode()
    assert diamond.cards.get(word="Dugnadsånd").proposer == here.leaders[0]
