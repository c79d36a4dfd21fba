"""The guard: what it stops at, whatever it is written like, and what it lets by."""

import time

import pytest

from clerkapp.domain.privacy import guard
from clerkapp.domain.privacy.guard import Rule

STOPS = [
    (Rule.VOTE, "She told us she voted for the blue one."),
    (Rule.VOTE, "He voted\nfor Marlow."),
    (Rule.VOTE, "VOTED  FOR  OKONJO"),
    (Rule.VOTE, "the voter had voted against Proposition 4"),
    (Rule.VOTE, "voted straight ticket"),
    (Rule.VOTE, "voted Republican"),
    (Rule.VOTE, "voted yes on question 2"),
    (Rule.VOTE, "marked her ballot for Hale"),
    (Rule.VOTE, "cast his ballot for the challenger"),
    (Rule.VOTE, "Two votes for Hale were on the screen"),
    (Rule.VOTE, "chose the Democratic candidate"),
    (Rule.VOTE, "marked the oval next to Hale"),
    (Rule.VOTE, "Votó por el candidato azul."),
    (Rule.VOTE, "dijo que votaron por Hale"),
    (Rule.VOTE, "votó a favor de la medida"),
    (Rule.VOTE, "eligió al candidato del pueblo"),
    (Rule.VOTE, "votó en contra"),
    (Rule.VOTE, "ｖｏｔｅｄ ｆｏｒ Hale"),
    (Rule.SSN, "SSN 123-45-6789"),
    (Rule.SSN, "123-45-6789"),
    (Rule.SSN, "123 45 6789"),
    (Rule.SSN, "123.45.6789"),
    (Rule.SSN, "123 - 45 - 6789"),
    (Rule.SSN, "123‑45‑6789"),
    (Rule.SSN, "123\u2013\n45\u20136789"),
    (Rule.SSN, "１２３－４５－６７８９"),
    (Rule.SSN, "1 2 3-4 5-6 7 8 9"),
    (Rule.SSN, "12\u200b3-45-67\u00ad89"),
    (Rule.SSN, "social security number: 123456789"),
    (Rule.SSN, "Social Security no. 1 2 3 4 5 6 7 8 9"),
    (Rule.SSN, "seguro social 123456789"),
    (Rule.SSN, "last four of the SSN: 6789"),
    (Rule.LICENCE, "driver's license S012345678"),
    (Rule.LICENCE, "Driver’s licence no. K00-12-3456"),
    (Rule.LICENCE, "DL# 123456789"),
    (Rule.LICENCE, "licencia de conducir K12345678"),
    (Rule.LICENCE, "she showed K00-12-3456 at the table"),
    (Rule.LICENCE, "she showed S012345678 at the table"),
    (Rule.LICENCE, "she showed A123456R"),
    (Rule.VOTER_ID, "voter ID 00482211"),
    (Rule.VOTER_ID, "Voter registration number: 4822113"),
    (Rule.VOTER_ID, "voter id no. 0048 2211"),
    (Rule.VOTER_ID, "clave de elector ABCD12345678"),
    (Rule.VOTER_ID, "número de votante 4822113"),
    (Rule.BIRTH_DATE, "born 4/5/1961"),
    (Rule.BIRTH_DATE, "DOB: 04-05-61"),
    (Rule.BIRTH_DATE, "date of birth 1961-04-05"),
    (Rule.BIRTH_DATE, "born on April 5, 1961"),
    (Rule.BIRTH_DATE, "born\nin 1961"),
    (Rule.BIRTH_DATE, "nacida el 5 de abril de 1961"),
    (Rule.BIRTH_DATE, "fecha de nacimiento: 05/04/1961"),
    (Rule.BIRTH_DATE, "DOB 04051961"),
    (Rule.CARD, "4111 1111 1111 1111"),
    (Rule.CARD, "4111-1111-1111-1111 12/28"),
    (Rule.CARD, "paid with 5555555555554444."),
    (Rule.CARD, "３７８２ ８２２４６３ １０００５"),
    (Rule.BANK, "bank account 00123456789"),
    (Rule.BANK, "routing number 081000032"),
    (Rule.BANK, "número de cuenta 00123456789"),
    (Rule.BANK, "IBAN DE89 3704 0044 0532 0130 00"),
    (Rule.VOTE, "voted for: Jo Hale"),
    (Rule.VOTE, "voted for “Hale”"),
    (Rule.VOTE, "voted for Judge Hale"),
    (Rule.VOTE, "filled in the oval for Hale"),
    (Rule.VOTE, "he picked Hale for mayor"),
    (Rule.VOTE, "wrote in Jo Hale for sheriff"),
    (Rule.SSN, "SSN123456789"),
    (Rule.LICENCE, "OLN 12345678"),
    (Rule.LICENCE, "CDL no. 12345678"),
    (Rule.LICENCE, "License: D1234567"),
    (Rule.VOTER_ID, "Voter-ID: 00482211"),
    (Rule.VOTER_ID, "voter reg. no. 00482211"),
    (Rule.BIRTH_DATE, "DOB 5-Apr-1961"),
    (Rule.BIRTH_DATE, "DOB: 05APR1961"),
    (Rule.BIRTH_DATE, "dob Apr-05-1961"),
    (Rule.BIRTH_DATE, "dob 4/5/'61"),
    (Rule.BIRTH_DATE, "D/O/B 4/5/1961"),
    (Rule.BIRTH_DATE, "Birth Date (mm/dd/yyyy): 04/05/1961"),
    (Rule.BIRTH_DATE, "born in April of 1961"),
    (Rule.BIRTH_DATE, "birth year 1961"),
    (Rule.BIRTH_DATE, "year of birth: 1961"),
    (Rule.BIRTH_DATE, "fecha de nac. 05/04/1961"),
    (Rule.CARD, "4111.1111.1111.1111"),
    (Rule.CARD, "4111_1111_1111_1111"),
    (Rule.CARD, "4111/1111/1111/1111"),
    (Rule.CARD, "3530 1113 3330 0000"),
]

ORDINARY = [
    "The voter voted at Oak Hall.",
    "She voted for the first time and was shown the unit.",
    "voted for the last time in 2020",
    "He waited to vote for 20 minutes.",
    "They had been voting for two hours.",
    "The contest said “Vote for 2” instead of “Vote for one”.",
    "41 ballots for precinct 4 were in the bin.",
    "The provisional ballot for the second voter was set aside.",
    "Votes for governor were not on the tape.",
    "The board voted to accept the count.",
    "The voter asked for a ballot.",
    "Nobody said how anyone voted.",
    "his vote was counted",
    "Votó por correo.",
    "votaron por primera vez",
    "voto por anticipado",
    "La votante votó en el Oak Hall.",
    "Serial NT3-004417, firmware 4.2.1, EAC no. NLS-300-42.",
    "Seal 0083312 found 0083312, new 0083390.",
    "Seal A123456789 was whole; serial K12345678.",
    "counter 00041 237, lifetime 1 204 881",
    "Public counter 62, check-ins 66, bin 4 at 7:40 a.m.",
    "From 2026-11-03 07:40 to 2026-11-03 08:15.",
    "11/3/2026 6:30, 413 or 412, 1 unexplained",
    "LARK-2026-W1-0007",
    "Call the vendor at 555-201-0147.",
    "Precinct 12, 214 Oak Street",
    "The DOB column in the poll book was empty.",
    "Voter ID was shown; the voter registration card too.",
    "The driver's license reader did not work.",
    "Scanner 2 of 14, voters 1 to 250.",
    "0123456789abcdef0123456789abcdef",
    "1234 5678 9012 3456",
    "IMG_20261103_074012.jpg",
    "ticket 1000000 and case 20261103-4471",
    "The routing slip was signed. The account was locked on 11/03/2026.",
    "The voter, 41 years old, waited.",
    "the newborn was asleep; the year 1961",
    "Voting for governor was not on ballot style 12.",
    "The vote for mayor was not printed on the tape.",
    "A vote for each race was counted.",
    "the ballot was marked for duplication",
    "marked ballots for transport to the county",
    "voted early for work",
    "picked up the box for the clerk",
    "Registered voters: 12345",
    "software license number 1234567",
    "born in the county, May 3 was the deadline",
    "192.168.100.200, build 2026.11.03.1234",
    "photos_2026_11_03_074012",
]


@pytest.mark.parametrize(("rule", "text"), STOPS)
def test_it_stops_at(rule: Rule, text: str) -> None:
    assert rule in {one.rule for one in guard.findings(text)}
    around = f"At 7:40 a.m. the judge wrote: {text} Then the line moved."
    assert rule in {one.rule for one in guard.findings(around)}


@pytest.mark.parametrize("text", ORDINARY)
def test_it_lets_by(text: str) -> None:
    assert guard.findings(text) == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.PHONE, "Call 555-201-0147"),
        (Rule.PHONE, "(555) 201-0147"),
        (Rule.ADDRESS, "lives at 214 Oak Street"),
        (Rule.ADDRESS, "Calle Robles 214"),
    ],
)
def test_it_only_hints_at(rule: Rule, text: str) -> None:
    assert {one.rule for one in guard.hints(text)} == {rule}
    assert guard.findings(text) == ()


PIECES = [
    "1",
    "1 ",
    "1-",
    "voted ",
    "voted for ",
    "voted for the first ",
    "ssn ",
    "driver's license ",
    "voter id ",
    "voter registration ",
    "born on ",
    "account number ",
    "the ",
    "numero de registro de ",
    "4111 ",
    "calle robles ",
    "iban de89 ",
    "4_",
    "voted for: ",
    "chose the ",
    "dob jan ",
    "voter-id-",
    "\u0301",
    " ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_its_time_follows_the_length_of_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        tries = []
        for _ in range(3):
            begun = time.process_time()
            guard.findings(text)
            tries.append(time.process_time() - begun)
        return min(tries)

    assert seconds(80_000) < 20 * max(seconds(10_000), 0.002)
