"""Twelve fictional stories for a demonstration, for screenshots and for trying things out.

Three messages, four matters of equipment, three of procedure, one of a place; and one that was typed
twice and is struck. What each holds is settled with the offices that told it.

Places, persons, firms and numbers are invented; domains end in .example, addresses are from
192.0.2.0/24. The vault that holds them belongs to Larkspur County in the fictional state ZZ.
"""

from clerkapp.demo.samples.equipment import EQUIPMENT
from clerkapp.demo.samples.messages import MESSAGES
from clerkapp.demo.samples.places import PLACES
from clerkapp.demo.samples.procedures import PROCEDURES
from clerkapp.demo.samples.story import Story

STORIES: tuple[Story, ...] = tuple(
    sorted((*MESSAGES, *EQUIPMENT, *PROCEDURES, *PLACES), key=lambda story: story.recorded)
)
"""In the order in which they were recorded."""
