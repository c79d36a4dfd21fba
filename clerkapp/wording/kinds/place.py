"""Words of place and safety: its name, labels and help, blocks, reasons, answers."""

from clerkapp.wording.kinds.common_answers import ATTACHMENT_CLASS, ROLE, YES_NO
from clerkapp.wording.kinds.declare import KindWords
from clerkapp.wording.kinds.equipment import VOTING

_CATEGORY = {
    "threat_people": "Threat to people",
    "parcel": "Parcel, letter or powder nobody expected",
    "hoax_call": "False call that sent police or others here",
    "evacuation": "Place cleared or alarm",
    "power_out": "Power, heat or water out",
    "weather": "Weather or road",
    "crowd": "Crowd or blocked entrance",
}
_USE_WHEN = {
    "threat_people": "Somebody means to harm workers, voters or others, however it was said.",
    "parcel": "Do not open or shake it. Leave it where it is and keep others away.",
    "hoax_call": "Police, fire or others came because of a call that was not true.",
    "evacuation": "Everybody had to leave, or an alarm rang, whatever the reason.",
    "power_out": "Voting or work had to do without it.",
    "weather": "Storm, flood, snow, or a road that cannot be used.",
    "crowd": "People could not come in, or felt that they could not.",
}
_CAME_BY = {
    "letter": "Letter or note",
    "parcel": "Parcel",
    "powder": "Powder or other substance",
    "phone_call": "Phone call",
    "voicemail": "Voicemail",
    "in_person": "In person",
    "message": "Email or text message",
    "social_media": "Social media",
    "found_there": "Left or found at the place",
    "not_known": "Not known",
}
_CALLED = {
    "police": "Police or sheriff",
    "fire": "Fire service",
    "medical": "Ambulance",
    "building": "Building, utility or road service",
    "nobody": "Nobody",
}
_LEFT = {"no": "No", "part": "In part", "whole": "Wholly", "not_known": "Not known"}
_KEPT = {
    "as_it_came": "Yes, as it came",
    "handed_over": "Handed to the police",
    "partly": "In part",
    "no": "No",
    "not_known": "Not known",
}
_WENT_ON = {
    "other_room": "Another room",
    "other_place": "Another place",
    "outside": "Outside or at the curb",
    "hand_marked": "Hand-marked paper",
    "paper_poll_book": "Paper poll book",
    "phone_check_in": "Check-in by phone",
    "spare": "Battery, generator or spare unit",
}

WORDS = KindWords(
    name="Place and safety",
    title="Place and safety",
    hint="Threat, alarm, power, weather",
    new="New place and safety record",
    tile="What it was",
    fields={
        "all_safe": ("Is everybody safe now?", "“Not known” is an answer. Look again later."),
        "called": ("Who was called for help?", "Tick all that were called."),
        "called_reference": (
            "Number of the police or fire report",
            "Ask for it on the phone. In the place of names, give this number.",
        ),
        "came_by": ("How did it come?", ""),
        "aimed_at": (
            "Whom was it meant for?",
            "Functions, never names. Never describe who said or sent it: that is for the police.",
        ),
        "person_named": (
            "Does it name a person?",
            "If it does, think of “Restricted” at the end of this form: then only few see the record.",
        ),
        "original_kept": (
            "Was the writing, message or parcel kept?",
            "Keep it as it is. Do not delete or forward it. Do not open or shake a parcel.",
        ),
        "original_where": ("Where is it kept?", ""),
        "original": (
            "The message itself",
            "Save an email as a file and add it here. It is kept as it came, and stays in the office.",
        ),
        "place_left": ("Was the place left?", ""),
        "left_from": ("Left from", ""),
        "left_to": ("Back at", "Leave it empty if nobody is back yet."),
        "voting": ("Did voting go on?", "Was anybody delayed or kept from voting?"),
        "still_from": ("Voting stood still from", ""),
        "still_to": ("Voting went on at", "Leave it empty if it still stands still."),
        "went_on": ("How did voting go on?", ""),
        "ballots_watched": (
            "Did two people stay with ballots and equipment?",
            "People first: a place that had to be left at once is an honest “No”.",
        ),
    },
    sections={"safety": "People and the place", "voting": "Voting"},
    computed={"minutes_left": "Left for", "minutes_still": "Voting stood still for"},
    reasons={
        "not-everybody-safe": "Not everybody is safe yet.",
        "voting-stopped-everywhere": "Voting stopped for the whole place.",
        "threat-or-parcel": "A threat, or something sent that nobody expected.",
        "ballots-alone": "Ballots or equipment were left alone.",
        "voter-left": "A voter left without voting.",
        "voting-stopped-part": "Voting stopped for part of the place.",
        "place-left": "The place was left.",
        "voter-delayed": "A voter had to wait.",
        "hoax-or-crowd": "People were called out, cleared or hindered.",
        "false-alarm-or-exercise": "It was a false alarm or an exercise.",
        "place-settled": "As far as recorded, nobody was harmed and no voter waited.",
    },
    meanings={"category": _USE_WHEN},
    heads={
        "all_safe": "Everybody safe",
        "called": "Called for help",
        "called_reference": "Police or fire report",
        "came_by": "Came by",
        "aimed_at": "Meant for",
        "person_named": "Names a person",
        "original_kept": "Kept",
        "original_where": "Kept at",
        "place_left": "Place left",
        "voting": "Voting",
        "still_from": "Stood still from",
        "still_to": "Went on at",
        "went_on": "Went on with",
        "ballots_watched": "Two with ballots",
    },
    answers={
        "category": _CATEGORY,
        "all_safe": YES_NO,
        "called": _CALLED,
        "came_by": _CAME_BY,
        "aimed_at": ROLE,
        "person_named": YES_NO,
        "original_kept": _KEPT,
        "original": ATTACHMENT_CLASS,
        "place_left": _LEFT,
        "voting": VOTING,
        "went_on": _WENT_ON,
        "ballots_watched": YES_NO,
    },
)
