"""What the spellings of one person's name share.

What belongs here: folding names of people, and romanisations that are one name. What does not:
who has the name.
"""

from __future__ import annotations

from tasks.plover.folding import fold

# Letters that decomposing leaves as they are, and marks that some outlets leave out.
LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}
    | {"þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae", "ə": "a", "Ə": "a"}
    | {".": "", '"': "", "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": ""}
)
ARTICLES = frozenset({"al", "el", "the"})
# Romanisations of one name; a line's first stands for all.
SPELLINGS = {
    spelling: line.split()[0]
    for line in """
    abdel abdul abdol
    abdullah abdallah abdollah abdulla abdalla
    ahmed ahmad
    alexander aleksandr aleksander
    alexei alexey aleksei aleksey
    anatoly anatoliy anatolii
    andrei andrey
    andriy andrii
    bin ibn
    dmitry dmitri dmitriy
    faisal faysal feisal
    fatima fatemeh fatimah fatma
    hamid hameed
    hassan hasan
    hussein hossein hussain husain hossain
    ibrahim ebrahim
    ismail esmail esmaeil ismael ismaeil
    khaled khalid
    mahmoud mahmud mahmood mehmood
    masoud massoud masud masood
    mohammed mohammad muhammad mohamed mohamad muhammed
    moussa musa mousa
    mustafa mostafa moustafa
    oleksiy oleksii
    omar umar
    qassem qasem qasim qassim kassem ghassem
    rashid rasheed
    riyad riad riyadh
    saeed said
    seyyed sayyed sayyid syed seyed
    sergei sergey
    sheikh shaikh shaykh sheik
    tariq tareq tarek tarik
    valery valeriy valerii
    vitaly vitali vitaliy
    volodymyr vladimir
    walid waleed
    yevgeny evgeny yevgeniy evgeniy
    yousef yusuf youssef yousuf yousaf
    yuri yury yuriy
    """.strip().splitlines()
    for spelling in line.split()
}
CHANGED = ARTICLES.union(SPELLINGS)


def person_key(text: str) -> str:
    """Return what the spellings of a person's name share.

    Folded as names of bodies are, and without dots, apostrophes and Arabic articles; a word of
    SPELLINGS becomes the first of its line.
    """
    plain = text.translate(LETTERS)
    # What `fold` does to ASCII, at a third of the time: it is most of what loading costs.
    words = (plain.replace("-", " ").casefold() if plain.isascii() else fold(plain)).split()
    if CHANGED.isdisjoint(words):
        return " ".join(words)
    return " ".join(SPELLINGS.get(word, word) for word in words if word not in ARTICLES)
