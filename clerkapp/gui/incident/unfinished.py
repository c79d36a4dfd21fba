"""Over a record's page: a change of it that this person began and did not finish."""

from clerkapp.domain.records.drafts import Draft
from clerkapp.gui.navigation.barring import bar
from clerkapp.gui.navigation.places import Form
from clerkapp.gui.navigation.screen import Desk
from clerkapp.gui.parts.record_words import saved_words
from clerkapp.gui.widgets.basic.buttons import SecondaryButton
from clerkapp.gui.widgets.page.banner import Banner
from clerkapp.wording.language import _


def unfinished_note(desk: Desk, draft: Draft, number: str) -> Banner:
    """When it was saved, and the way to go on with it."""
    button = SecondaryButton(_("Go on with it"), "arrow-right")
    place = Form(kind=draft.kind, draft=draft.id, number=number)
    button.clicked.connect(lambda: desk.go(place))
    bar(desk, button)
    saved = saved_words(draft.saved, desk.session.ports.clock.now())
    words = _("You have a change you did not finish, saved {time}").format(time=saved)
    return Banner("info", words, action=button)
