"""Mild observations about a sentence somebody writes about themselves, in bokmål, nynorsk and English.

Word lists, no grammar: each function answers only where it is rather sure, and what it says is asked, never ruled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

READ = 2000
NORWEGIAN, ENGLISH = "norwegian", "english"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def family(language: str) -> str:
    return ENGLISH if language == "en" else NORWEGIAN


def written_in(text: str) -> str:
    """The family that a text's words are of; empty where they say nothing, or as much of the one as of the other."""
    found = tokens(text)
    count = {kind: sum(word in only for word in found) for kind, only in ONLY_IN.items()}
    if count[NORWEGIAN] == count[ENGLISH]:
        return ""
    return max(count, key=lambda kind: count[kind])


def tokens(text: str) -> list[str]:
    return [word.replace("’", "'") for word in WORD.findall(text[:READ].lower())]


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(*texts: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(texts) + r")\b")


I = {NORWEGIAN: words("jeg eg"), ENGLISH: words("i i'm i'll i've i'd my")}  # noqa: E741
# Words that the other language does not have: a goal is read in the language that it is written in.
ONLY_IN = {
    NORWEGIAN: words(
        "jeg eg og å er det som på til med av ikke ikkje ein ei et min mitt mine skal vil ønsker ynskjer de dei vi "
        "hver kvar meg ved når slik bli blir mer meir"
    ),
    ENGLISH: words(
        "the and to of is my with will that this each every it we they want not become more than when which would "
        "should i'm i'll i've i'd"
    ),
}
LATER = {
    NORWEGIAN: words(
        "skal vil ville ønsker ynskjer ynskje ønskjer burde bør må kan kunne håper håpar tenker tenkjer planlegger "
        "planlegg kommer kjem skulle prøver forsøker"
    ),
    ENGLISH: words("will shall want wish hope plan intend should would could must may might try i'll i'd going"),
}
AMOUNTS = {
    NORWEGIAN: words(
        "hver hvert kvar kvart alle minst høyst ukentlig vekentleg daglig dagleg månedlig månadleg prosent ganger "
        "gong gonger gang score poeng halvparten dobbelt én ein to tre fire fem seks sju syv åtte ni ti elleve tolv "
        "annenhver annakvar maks minimum antall talet andel"
    ),
    ENGLISH: words(
        "every each all least most weekly daily monthly percent times once twice score points half double one two "
        "three four five six seven eight nine ten eleven twelve maximum minimum number share"
    ),
}
EFFORT = {
    NORWEGIAN: words(
        "gir gjev gir snakker snakkar øver deltar deltek leser les spør sett setter gjennomfører gjennomfører holder "
        "held følger følgjer møter møter lytter lyttar skriver skriv inviterer tar tek tek bruker brukar kjører køyrer "
        "lager lagar deler delegerer delegere ber oppsøker trener trenar lærer forteller fortel kartlegger kartlegg "
        "prioriterer roser rosar informerer ringer ringjer avtaler avtalar besøker besøkjer stiller evaluerer støtter "
        "arbeider arbeidar jobber jobbar gjør gjer øve lese snakke lytte spørre gjennomføre praktisere trene øving "
        "takker takkar viser rydder ryddar starter startar legger legg rapporterer veileder rettleier samtaler"
    ),
    ENGLISH: words(
        "give talk speak practise practice take read ask set hold follow meet listen write plan invite use make share "
        "delegate train learn tell map praise inform call visit support work do attend start lead coach evaluate "
        "thank show keep spend book schedule giving reading talking listening asking practising"
    ),
}
BY_EFFORT = {
    NORWEGIAN: phrases("ved å", "gjennom å", "ved hjelp av", "ved at jeg", "ved at eg"),
    ENGLISH: phrases(r"by \w+ing", "through"),
}
ACHIEVEMENT = {
    NORWEGIAN: words(
        "bedre betre bli blir oppnå oppnår nå når mestrer meistrar mestre opplever opplev får tryggere tryggare trygg "
        "dyktigere dyktig dyktigare flinkere flinkare øke øker aukar auke redusere reduserer mindre mer meir flere "
        "fleire slik sånn resultat resultatet effekt målet kjenner klarer klarar er har lykkes lukkast"
    ),
    ENGLISH: words(
        "better become achieve reach master experience get safer confident increase reduce less more fewer result "
        "effect feel manage succeed improve am have so"
    ),
}
TOWARDS = {
    NORWEGIAN: phrases(
        "slik at", "sånn at", "for at", "for å", "så at", "så vi", "så de", "så alle", "så medarbeiderne"
    ),
    ENGLISH: phrases("so that", "in order to", "so my", "so the", "so we"),
}


def has(text: str, wanted: Iterable[str]) -> bool:
    return not frozenset(wanted).isdisjoint(tokens(text))


def in_first_person(text: str, language: str) -> bool:
    return has(text, I[family(language)])


def puts_it_off(text: str, language: str) -> bool:
    """Whether the verb that follows «jeg» speaks of later: skal, vil, ønsker."""
    found = tokens(text)
    kind = family(language)
    after = [found[number + 1] for number, word in enumerate(found[:-1]) if word in I[kind]]
    return (after[0] in LATER[kind] if after else False) or (kind == ENGLISH and found[:1] in (["i'll"], ["i'd"]))


def names_an_amount(text: str, language: str) -> bool:
    return any(char.isdigit() for char in text[:READ]) or has(text, AMOUNTS[family(language)])


def describes_effort(text: str, language: str) -> bool:
    """Whether it says what one does."""
    kind = family(language)
    return has(text, EFFORT[kind]) or bool(BY_EFFORT[kind].search(text[:READ].lower()))


def describes_achievement(text: str, language: str) -> bool:
    """Whether it says what comes of it."""
    kind = family(language)
    return has(text, ACHIEVEMENT[kind]) or bool(TOWARDS[kind].search(text[:READ].lower()))
