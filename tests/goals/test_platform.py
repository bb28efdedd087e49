"""Min lederplattform: nine answers in any order, kept as editions, shared by the same rules as the målkort."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.urls import reverse

from goals.kinds import PlatformKind
from goals.platform import demonstration, printing, queries, services
from goals.platform.models import PlatformAnswer
from goals.platform.questions import NUMBERS, QUESTIONS
from goals.platform.sheet import FORMAT, PlatformSheet, changes
from goals.queries import handed_in as queries_handed_in
from goals.queries import sharing as shared
from goals.services import sharing
from programmes.contract import NotPossible
from programmes.models import Edition, Membership, Share
from programmes.sheets import sheet_kinds
from tests.pdf.accessible import fonts, problems, qpdf_check, text
from tests.world import Place

db = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true", "HX-Target": "saved"}
NINE = (
    "Hvorfor ble eller vil jeg bli leder?",
    "Hvorfor skal noen la seg lede av meg?",
    "Hva er viktig for meg som leder?",
    "Hva er mine styrker som leder?",
    "Hva er mine utviklingsområder som leder?",
    "Hva trenger jeg hjelp til som leder?",
    "Hvem kan støtte meg i min utvikling som leder?",
    "Hva ønsker jeg å oppnå som leder?",
    "Mitt lederskap oppsummert i én setning",
)


def url(here: Place, name: str = "platform", *more: object) -> str:
    return reverse(name, args=[here.membership.public_id, *more])


def fellow(here: Place) -> Membership:
    """A leader who has written nothing."""
    membership = here.leaders[1].membership
    assert membership
    return membership


def form(client, address: str) -> dict[str, str]:
    """The hidden fields of an open form, by name."""
    html = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(writer|before|revision)" value="([^"]*)">', html))


def sheet(*answers: str) -> PlatformSheet:
    return PlatformSheet(
        "Åse Lid", "", "Seljord kommune", "", "nb", "2026-11-20", (*answers, *[""] * 9)[: len(NUMBERS)]
    )


def test_the_nine_questions_are_the_sources() -> None:
    assert tuple(str(question) for question in QUESTIONS.values()) == NINE


def test_the_cairn_stands_as_the_source_gives_it() -> None:
    """9 / 8 4 / 7 3 6 / 2 5 / 1: the small cairn's stones lie in five rows, each from left to right."""
    from goals.platform.questions import STONES

    def corner(number: int) -> tuple[float, float]:
        points = [tuple(map(float, each.split(","))) for each in STONES[number].split()]
        return min(y for _x, y in points), min(x for x, _y in points)

    rows: dict[int, list[int]] = {}
    for number in sorted(STONES, key=corner):
        rows.setdefault(round(corner(number)[0] / 16.8), []).append(number)
    in_order = [sorted(row, key=lambda number: corner(number)[1]) for row in rows.values()]
    assert in_order == [[9], [8, 4], [7, 3, 6], [2, 5], [1]]


class TestSheet:
    def test_it_reads_what_it_wrote_and_refuses_other_formats(self) -> None:
        whole = sheet(*demonstration.ANSWERS)
        assert PlatformSheet.from_json(whole.to_json(), format=FORMAT) == whole
        with pytest.raises(ValueError):
            PlatformSheet.from_json(whole.to_json(), format=9)

    def test_each_answer_that_reads_otherwise_is_a_change(self) -> None:
        found = changes(sheet("a", "b", "", "d"), sheet("a", "B", "c"))
        assert [(str(each.label), each.how, each.before, each.after) for each in found] == [
            (f"2. {NINE[1]}", "changed", "b", "B"),
            (f"3. {NINE[2]}", "added", "", "c"),
            (f"4. {NINE[3]}", "removed", "d", ""),
        ]
        assert changes(sheet("a"), sheet("a")) == []

    @pytest.mark.parametrize(
        ("answer", "layout"),
        [("", "cairn"), ("a" * 165, "cairn"), ("a" * 166, "grid"), ("a\n" * 8, "grid"), ("a" * 381, "list")],
    )
    def test_long_texts_leave_the_stones(self, answer: str, layout: str) -> None:
        assert sheet("kort", answer).layout == layout


@db
class TestWriting:
    def test_in_any_order_and_on_to_the_next(self, here, as_person) -> None:
        leader = fellow(here)
        client = as_person(leader.person)
        address = reverse("platform-answer", args=[leader.public_id, 7])
        response = client.post(address, form(client, address) | {"text": " En kollega \r\n", "go": "next"})
        assert response.headers["Location"] == reverse("platform-answer", args=[leader.public_id, 8])
        assert queries.answers(leader) == {7: "En kollega"}
        page = client.get(reverse("platform", args=[leader.public_id])).content.decode()
        assert '<b class="num">1</b> av 9 svar.' in page
        assert "En kollega" in page

    def test_it_is_saved_as_one_writes_and_says_when(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-answer", 3)
        response = client.post(address, form(client, address) | {"text": "Nytt", "autosave": "1"}, headers=IN_PLACE)
        assert response.status_code == 200
        assert re.search(r"Lagret \d\d:\d\d", response.content.decode())
        assert queries.answers(here.membership)[3] == "Nytt"

    def test_two_tabs_see_both_texts_and_neither_is_lost(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-answer", 3)
        first, second = form(client, address), form(client, address)
        client.post(address, first | {"text": "Fra den ene"}, headers=IN_PLACE)
        silent = client.post(address, second | {"text": "Fra den andre"}, headers=IN_PLACE)
        assert (silent.status_code, "endret i en annen fane" in silent.content.decode()) == (409, True)
        shown = client.post(address, second | {"text": "Fra den andre", "go": "done"})
        html = shown.content.decode()
        assert shown.status_code == 409
        assert "Fra den ene" in html
        assert "Fra den andre</textarea>" in html
        assert queries.answers(here.membership)[3] == "Fra den ene"
        revision = re.search(r'name="revision" value="(\d+)"', html)[1]
        client.post(address, second | {"text": "Fra den andre", "revision": revision, "go": "done"})
        assert queries.answers(here.membership)[3] == "Fra den andre"

    def test_one_form_may_save_as_often_as_it_likes(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-answer", 3)
        opened = form(client, address)
        answers = [client.post(address, opened | {"text": text}, headers=IN_PLACE).status_code for text in "abc"]
        assert answers == [200] * 3
        assert queries.answers(here.membership)[3] == "c"

    def test_what_is_too_long_is_kept_in_the_field_and_said(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-answer", 9)
        long = "å" * 301
        response = client.post(address, form(client, address) | {"text": long, "go": "done"})
        html = response.content.decode()
        assert response.status_code == 422
        assert "Teksten er for lang: 301 tegn. Kort den ned til høyst 300." in html
        assert long in html
        assert queries.answers(here.membership)[9] == demonstration.ANSWERS[8]

    def test_undo_brings_back_what_stood_there(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-answer", 3)
        opened = form(client, address)
        client.post(address, opened | {"text": "Noe annet"}, headers=IN_PLACE)
        response = client.post(address, opened | {"text": "Noe annet", "undo": "1"})
        assert response.headers["Location"] == address
        assert queries.answers(here.membership)[3] == demonstration.ANSWERS[2]

    def test_there_are_nine_and_no_tenth(self, here, as_person) -> None:
        client = as_person(here.leader)
        assert [client.get(url(here, "platform-answer", number)).status_code for number in (0, 1, 9, 10)] == [
            404,
            200,
            200,
            404,
        ]
        with pytest.raises(ValueError):
            services.write(membership=here.membership, number=10, text="x")

    def test_the_ninth_is_written_with_the_others_before_ones_eyes(self, here, as_person) -> None:
        html = as_person(here.leader).get(url(here, "platform-answer", 9)).content.decode()
        assert all(answer in html for answer in demonstration.ANSWERS[:8])


@db
class TestWhereItMatters:
    def test_the_sentence_stands_on_the_start_page_and_on_the_goal_card(self, here, as_person) -> None:
        client, sentence = as_person(here.leader), f"«{demonstration.ANSWERS[8]}»"
        for address in (reverse("start"), reverse("goal-card", args=[here.membership.public_id])):
            assert sentence in client.get(address).content.decode()

    def test_it_is_nobody_elses(self, here, as_person) -> None:
        for other in (here.manager, here.hr, here.facilitator, fellow(here).person):
            for address in (url(here), url(here, "platform-pdf"), url(here, "platform-answer", 9)):
                assert as_person(other).get(address).status_code == 404
            assert demonstration.ANSWERS[8] not in as_person(other).get(reverse("start")).content.decode()

    def test_who_has_begun_is_invited_to_go_on(self, here, as_person) -> None:
        leader = fellow(here)
        client = as_person(leader.person)
        assert "Begynn på plattformen" in client.get(reverse("start")).content.decode()
        services.write(membership=leader, number=1, text="Fordi")
        assert "1 av 9 svar" in client.get(reverse("start")).content.decode()
        page = client.get(reverse("platform", args=[leader.public_id])).content.decode()
        assert reverse("platform-answer", args=[leader.public_id, 2]) in page


@db
class TestEditions:
    def test_kept_over_time_with_what_changed(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-editions")
        assert client.post(address).status_code == 303
        services.write(membership=here.membership, number=9, text="Jeg spør først.")
        before = client.get(address).content.decode()
        assert "1 endring siden utgave 1." in before
        client.post(address)
        first, second = queries.editions(here.membership)[::-1]
        assert [each.after for each in second.news] == ["Jeg spør først."]
        assert (first.is_first, first.news) == (True, [])
        assert not Share.objects.filter(edition__kind="platform").exists()
        old = client.get(url(here, "platform-edition", first.edition.public_id)).content.decode()
        assert demonstration.ANSWERS[8] in old
        assert "Jeg spør først." not in old

    def test_a_double_tap_keeps_one(self, here, as_person) -> None:
        client, address = as_person(here.leader), url(here, "platform-editions")
        assert [client.post(address).status_code for _tap in range(2)] == [303, 409]
        assert Edition.objects.filter(membership=here.membership, kind="platform").count() == 1

    def test_nothing_is_not_kept(self, here) -> None:
        with pytest.raises(NotPossible, match="minst ett av de ni"):
            services.keep(membership=fellow(here))

    def test_one_that_was_kept_for_oneself_is_deleted_and_a_shared_one_is_not(self, here, as_person) -> None:
        kept = services.keep(membership=here.membership)
        client = as_person(here.leader)
        address = url(here, "platform-edition-delete", kept.public_id)
        assert "Slette utgave 1?" in client.get(address).content.decode()
        there = client.post(address).headers["Location"]
        assert "Utgaven er slettet." in client.get(there).content.decode()
        assert not Edition.objects.filter(pk=kept.pk).exists()
        assert queries.answers(here.membership)[9] == demonstration.ANSWERS[8]
        given = sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader, kind="platform")
        address = url(here, "platform-edition-delete", given.edition.public_id)
        assert address not in client.get(url(here, "platform-editions")).content.decode()
        refused = client.post(address)
        assert (refused.status_code, "Denne utgaven er delt" in refused.content.decode()) == (409, True)
        assert Share.objects.filter(pk=given.pk).exists()

    def test_an_edition_is_its_leaders(self, here, as_person) -> None:
        kept = services.keep(membership=here.membership)
        for other in (here.manager, here.hr, fellow(here).person):
            assert as_person(other).get(url(here, "platform-edition", kept.public_id)).status_code == 404
        card = here.share.edition.public_id
        assert as_person(here.leader).get(url(here, "platform-edition", card)).status_code == 404


@db
class TestSharing:
    def give(self, here: Place) -> Share:
        nearest = shared.nearest_of(here.membership)
        assert nearest
        return sharing.share_with_manager(
            membership=here.membership, nearest=nearest, by=here.leader, purpose="Samtaler", kind="platform"
        )

    def test_it_stands_beside_the_goal_card_and_takes_no_ones_place(self, here, as_person) -> None:
        given = self.give(here)
        here.to_manager.refresh_from_db()
        assert here.to_manager.withdrawn_at is None
        assert (given.edition.kind, given.edition.number) == ("platform", 1)
        client = as_person(here.manager)
        listing = client.get(reverse("reports")).content.decode()
        assert "1 leder deler noe med deg nå." in listing
        assert "<b>Lederplattform</b>" in listing
        assert "2 utgaver venter på deg" in client.get(reverse("start")).content.decode()
        page = client.get(reverse("report", args=[given.public_id])).content.decode()
        assert demonstration.ANSWERS[8] in page
        assert "Motivasjon og samarbeid" not in page

    def test_the_leader_sees_who_has_it_and_what_is_new_since(self, here, as_person) -> None:
        given = self.give(here)
        client = as_person(here.leader)
        address = url(here, "sheet-share", "platform")
        assert "Lederplattformen er lik den du delte." in client.get(address).content.decode()
        services.write(membership=here.membership, number=1, text="Fordi jeg ble spurt.")
        assert "1 endring siden da" in client.get(address).content.decode()
        response = client.post(reverse("share-again", args=[given.public_id]))
        assert response.headers["Location"].startswith(address)
        given.refresh_from_db()
        assert given.replaced_by.edition.kind == "platform"
        assert here.manager.name in client.get(url(here)).content.decode()

    def test_through_the_form_to_manager_group_and_hr(self, here, as_person) -> None:
        client = as_person(here.leader)
        typed = {"to": here.to_manager.nearest.manager.public_id, "purpose": "Samtaler", "days": "90"}
        assert client.post(url(here, "share-manager", "platform"), typed).status_code == 303
        seen = shared.groups_of(here.membership)[0].seen
        group = url(here, "share-group", "platform", here.groups[0].public_id)
        assert client.post(group, {"to": seen, "purpose": "Støtte", "days": "90"}).status_code == 303
        hand_in = url(here, "hand-in", "platform")
        assert client.post(hand_in, {"programme": here.programme.public_id}).status_code == 303
        given = Share.objects.filter(edition__kind="platform")
        assert sorted(given.values_list("audience", flat=True)) == ["group", "hr", "manager"]
        assert given.get(audience="hr").purpose == "Lederplattform i Seljordmerke lederprogram"

    def test_hr_reads_what_was_handed_in_beside_the_goal_cards(self, here, as_person) -> None:
        given = sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader, kind="platform")
        client = as_person(here.hr)
        listing = client.get(reverse("handed-in", args=[here.programme.public_id])).content.decode()
        assert "Annet som er levert" in listing
        page = client.get(reverse("handed-in-sheet", args=[here.programme.public_id, given.public_id]))
        assert demonstration.ANSWERS[0] in page.content.decode()
        excel = reverse("handed-in-excel", args=[here.programme.public_id, given.public_id])
        assert client.post(excel).status_code == 404
        assert [line.share for line in queries_handed_in.hand_ins(here.programme) if line.share] == [here.share]

    def test_an_empty_one_is_not_shared(self, here, as_person) -> None:
        leader = fellow(here)
        html = as_person(leader.person).get(reverse("sheet-share", args=[leader.public_id, "platform"]))
        assert "Svar på minst ett av de ni spørsmålene" in html.content.decode()
        with pytest.raises(NotPossible):
            sharing.hand_in(membership=leader, programme=here.programme, by=leader.person, kind="platform")

    def test_what_a_kind_does_not_offer_is_not_there(self, here, as_person, monkeypatch) -> None:
        monkeypatch.setattr(PlatformKind, "audiences", ("manager",))
        client = as_person(here.leader)
        assert client.get(url(here, "hand-in", "platform")).status_code == 404
        assert client.get(url(here, "share-group", "platform", here.groups[0].public_id)).status_code == 404
        assert client.get(url(here, "share-manager", "platform")).status_code == 200
        with pytest.raises(NotPossible):
            sharing.hand_in(membership=here.membership, programme=here.programme, by=here.leader, kind="platform")

    def test_a_kind_that_is_not_there_is_not_found(self, here, as_person) -> None:
        assert as_person(here.leader).get(url(here, "sheet-share", "anything")).status_code == 404

    def test_the_mail_says_what_it_is_and_nothing_of_it(self, here) -> None:
        from goals.services import notices

        mail = notices.message(self.give(here), here.manager, notices.SHARED)
        assert mail.subject == "En lederplattform er delt med deg"
        assert "har delt lederplattformen sin med deg" in mail.body
        assert not any(answer in mail.body for answer in demonstration.ANSWERS)


def test_every_kind_of_sheet_is_whole() -> None:
    for slug, kind in sheet_kinds().items():
        assert kind.slug == slug
        assert all((kind.name, kind.words.one, kind.first, kind.unchanged, kind.template))
        assert set(kind.audiences) <= set(Share.Audience.values)


@pytest.mark.pdf
class TestPaper:
    @pytest.mark.parametrize(
        ("answers", "pages"),
        [
            (demonstration.ANSWERS, 1),
            ((), 1),
            ([("Fellesadministrasjonen og åpenhet. " * 6)[:165]] * 8 + ["Jeg gir tillit. " * 8], 1),
            ([("Fellesadministrasjonen og åpenhet. " * 12)[:380]] * 8 + ["Jeg gir tillit. " * 18], 1),
            (["Fellesadministrasjonen og åpenhet. " * 57] * 8 + ["Jeg gir tillit. " * 18], None),
            (["a" * 2000, "<b>&\x00", "🏔️\u202eabc שלום", "linje\n" * 300, "{{7*7}}"], None),
        ],
    )
    def test_it_is_accessible_and_all_of_it_is_there(self, answers, pages) -> None:
        whole = sheet(*answers)
        pdf = printing.page(whole, colour="#0a4a56").pdf()
        assert problems(pdf) == []
        assert qpdf_check(pdf) == ""
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert pages is None or len(opened.pages) == pages
        said = "".join(text(pdf).split())
        assert said.count("Mittlederskapoppsummertiénsetning") == 1

    def test_every_word_of_a_full_stone_is_on_the_page(self) -> None:
        """Nothing is cut off at a stone's edge: the last word of the longest text is drawn above its lower border."""
        words = [f"{('ord' * 3)}{number}" for number in range(40)]
        for most in (165, 380):
            answer = " ".join(words)[:most].rsplit(" ", 1)[0]
            pdf = printing.page(sheet(*[answer] * 8), colour="#0a4a56").pdf()
            assert text(pdf).count(answer.split()[-1]) == 8

    def test_fonts_are_the_two_expected(self) -> None:
        pdf = printing.page(sheet(*demonstration.ANSWERS), colour="#0a4a56").pdf()
        assert fonts(pdf) == {"Inter", "Inter-Bold", "Inter-Semi-Bold"}

    def test_the_sentence_is_a_card(self) -> None:
        for answers in (demonstration.ANSWERS, [*demonstration.ANSWERS[:8], "Jeg gir tillit først. " * 13]):
            pdf = printing.card(sheet(*answers), colour="#0a4a56").pdf()
            assert problems(pdf) == []
            with pikepdf.open(io.BytesIO(pdf)) as opened:
                assert len(opened.pages) == 1
                assert [round(float(each) / 72 * 25.4) for each in opened.pages[0].MediaBox] == [0, 0, 148, 105]
            assert "Åse Lid" in text(pdf)

    @db
    def test_it_is_downloaded_under_its_name(self, here, as_person) -> None:
        client = as_person(here.leader)
        for name in ("platform-pdf", "platform-card"):
            response = client.get(url(here, name))
            assert response.headers["Content-Type"] == "application/pdf"
        assert client.get(reverse("platform-card", args=[fellow(here).public_id])).status_code == 404
        assert PlatformAnswer.objects.filter(platform__membership=here.membership).count() == 9
