"""All that is said of a website."""

from clerkapp.wording.kinds.declare import KindWords

WORDS = KindWords(
    name="Website",
    title="Website trouble",
    hint="Down, slow, changed",
    new="New website trouble",
    tile="Address of the site",
    example="The results page showed another county’s seal.",
    fields={
        "site_address": ("Which site?", "Type its address. Do not open it."),
        "site_run_by": ("Who runs it?", ""),
        "site_down_from": ("Down from", ""),
        "site_down_to": ("Down until", "Leave it empty if it is still down."),
        "site_pages": ("Pages that were changed", ""),
    },
    columns={"page": "Page", "said_before": "Said before", "said_after": "Says now"},
    rows={"site_pages": ("Page", "Add a page")},
    computed={"minutes_down": "Down for"},
    sections={"site": "The site", "pages": "Pages"},
    folds={"pages": "Opens when a page was changed."},
    questions={
        "up-but-down": "The site is slow, and it is said from when it was down. Which is right?"
    },
    checklists={"site": "Do now: the site is not ours any more"},
    steps={
        "take_down": "Ask IT to take it down",
        "photograph_page": "Photograph the page",
        "say_where": "Say where the right results are",
        "new_sign_in": "Change the sign-in",
        "tell_state": "Tell the state",
    },
    reasons={
        "site-changed": "Somebody changed what a site says.",
        "site-slow": "A site was slow or down.",
    },
    answers={
        "category": {
            "site_down": "Site down",
            "too_slow": "Site too slow",
            "site_changed": "Site says something else",
        },
        "site_run_by": {
            "office": "This office",
            "county_it": "County IT",
            "site_vendor": "A vendor",
            "not_known": "Not known",
        },
    },
)
