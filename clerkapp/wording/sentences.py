"""A sentence for every code: what happened, what is safe, what to do.

`{name}` stands for a parameter of the error. One section a layer, codes in alphabetical order.
"""

SENTENCES: dict[str, str] = {
    # domain
    "code-form": "“{text}” cannot be a code for the {what}. Use capital letters and digits, as the state issued it.",
    "not-permitted": "Your account may not do this. Ask a person whose role allows it, or your administrator.",
    "number-form": "“{number}” is not a record number. A number looks like LARK-2026-W1-0007.",
    "role-unknown": "There is no role “{role}”. Roles are recorder, staff, reviewer, authority, administrator and auditor.",
    "time-form": "This time cannot be read. Write it as 2026-11-03T07:40:00-06:00, or the day as 2026-11-03.",
    "time-missing": "Type a time, or choose “Unknown”.",
    "time-unknown-with-value": "The time is marked unknown but a time is given. Take one of the two away.",
    # vault
    # codec, crypto, bundle
    # report, host
    # services
}
