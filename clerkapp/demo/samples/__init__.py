"""Nine fictional stories for a demonstration, for screenshots and for trying things out.

Places, persons, firms and numbers are invented; domains end in .example, addresses are from
192.0.2.0/24. The vault that holds them belongs to Larkspur County in the fictional state ZZ.
"""

from clerkapp.demo.samples.equipment import EQUIPMENT
from clerkapp.demo.samples.messages import MESSAGES
from clerkapp.demo.samples.procedures import PROCEDURES
from clerkapp.demo.samples.story import Story

STORIES: tuple[Story, ...] = tuple(
    sorted((*MESSAGES, *EQUIPMENT, *PROCEDURES), key=lambda story: story.recorded)
)
"""In the order in which they were recorded."""
