"""Codes about a place and the people in it. No code describes a person, and none names a group."""

PLACE_CATEGORIES = (
    "threat_people",
    "parcel",
    "hoax_call",
    "evacuation",
    "power_out",
    "weather",
    "crowd",
    "other",
    "unsure",
)
CAME_BY = (
    "letter",
    "parcel",
    "powder",
    "phone_call",
    "voicemail",
    "in_person",
    "message",
    "social_media",
    "found_there",
    "not_known",
)
WRITTEN = ("letter", "parcel", "powder", "message", "social_media", "found_there")
"""What leaves something that can be kept."""
CALLED = ("police", "fire", "medical", "building", "nobody")
PLACE_LEFT = ("no", "part", "whole", "not_known")
KEPT = ("as_it_came", "handed_over", "partly", "no", "not_known")
WENT_ON = (
    "other_room",
    "other_place",
    "outside",
    "hand_marked",
    "paper_poll_book",
    "phone_check_in",
    "spare",
)
