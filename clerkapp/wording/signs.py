"""Warning signs of a message in a clerk's words, and what could not be read.

Each sign has a title (what is there), evidence (the words or addresses, shown harmless) and a reason
(why it matters). No sentence says that a message is safe, and none says what it "is": a person
decides that.
"""

from clerkapp.domain.messages.examination import Params, Sign
from clerkapp.domain.text.defang import defang
from clerkapp.domain.text.rules import one_line
from clerkapp.wording.language import _, ngettext

SIGN_TITLES: dict[str, str] = {
    "check-failed": "The receiving server could not confirm the sender",
    "check-weak": "The receiving server doubted the sender",
    "check-none": "The sender's mail system gave no signed proof",
    "chain-broken": "The proof from an earlier server does not hold",
    "marked-dangerous": "The receiving server marked it as dangerous",
    "marked-unwanted": "The receiving server marked it as unwanted",
    "reply-elsewhere": "An answer goes to another place than the sender",
    "return-elsewhere": "Undelivered mail goes to another place than the sender",
    "name-is-other-address": "The sender's name shows another address",
    "name-claims-brand": "The sender's name is a known firm's, the address is not",
    "name-claims-office": "The sender's name is a public office's, the address is not",
    "name-claims-role": "The sender's name claims a role that the address does not show",
    "sender-lookalike": "The sender's address only looks like a known one",
    "sender-mixed-letters": "The sender's address is written with look-alike letters",
    "sender-free-hosting": "It was sent from a free web hosting name",
    "sender-unclear": "Who sent it is unclear",
    "subject-names-recipient": "The subject holds your address",
    "letters-disguised": "Words are written with disguised letters",
    "link-shows-other": "The link shows one address and leads to another",
    "link-lookalike": "A link leads to an address that only looks like a known one",
    "link-mixed-letters": "A link is written with look-alike letters",
    "link-address-literal": "A link leads to a bare number instead of a name",
    "link-user-part": "A link hides its place behind an @",
    "link-runs-code": "A link would run something instead of opening a page",
    "link-odd-port": "A link uses an unusual door of a server",
    "link-shortened": "A short link hides where it leads",
    "link-free-hosting": "A link leads to a free hosting service",
    "link-redirected": "A link goes through another site first",
    "link-names-recipient": "A link was made for you alone",
    "brand-elsewhere": "It speaks for a known firm, but nothing leads to that firm",
    "page-form": "The message holds a form",
    "page-password": "The message asks for a password in itself",
    "page-script": "The message holds program code",
    "page-frame": "The message would load another page inside itself",
    "page-leads-away": "The message would open another page by itself",
    "text-hidden": "Much of the text is hidden from the eye",
    "pictures-only": "The message is nearly all picture",
    "date-skew": "Its date does not match when it arrived",
    "pressure": "It presses you to hurry",
    "asks-sign-in": "It asks you to sign in or confirm",
    "pressed-to-sign-in": "It presses you to sign in somewhere else",
    "asks-payment": "It is about moving money",
    "asks-gift-cards": "It asks for gift cards",
    "extortion": "It threatens and asks for payment",
    "lure": "It promises something",
    "thread-hijack": "Something new inside an old conversation",
    "reply-without-thread": "It looks like an answer, but there was no question",
    "file-program": "An attached file is a program",
    "file-reversed-name": "An attached file's name is written backwards",
    "file-double-name": "An attached file's name has two endings",
    "file-macros": "An attached document holds macros",
    "file-encrypted": "An attached file is locked with a password",
    "file-disk-image": "An attached file is a disk image",
    "file-page-script": "An attached web page holds program code or a form",
    "file-page": "A web page is attached",
    "file-program-inside": "An attached archive holds a program",
    "file-other-type": "An attached file is not what it is called",
    "file-pdf-actions": "An attached PDF would do something when opened",
    "qr-code": "A QR code leads to a web address",
    "file-stops-reader": "An attached file stopped the reader",
    "text-stops-reader": "The message itself stopped the reader",
    "signs-together": "It wants something, and nothing speaks for its sender",
}

SIGN_EVIDENCE: dict[str, str] = {
    "check-failed": "SPF {spf}, DKIM {dkim}, DMARC {dmarc}",
    "check-weak": "SPF {spf}, DKIM {dkim}, DMARC {dmarc}",
    "check-none": "SPF {spf}, DKIM {dkim}, DMARC {dmarc}",
    "marked-dangerous": "Mark: {mark}",
    "marked-unwanted": "Mark: {mark}",
    "reply-elsewhere": "From {sender}, answers to {address}",
    "return-elsewhere": "From {sender}, returns to {address}",
    "name-is-other-address": "Shown: {shown}. Sent from: {address}",
    "name-claims-brand": "“{name}”, sent from {address}",
    "name-claims-office": "“{name}”, sent from {address}",
    "name-claims-role": "“{name}”, sent from {address}",
    "sender-lookalike": "{host} looks like {like}",
    "sender-mixed-letters": "{shown} is {host}",
    "sender-free-hosting": "{host}",
    "sender-unclear": "{found}",
    "subject-names-recipient": "{address}",
    "letters-disguised": "“{text}”",
    "link-shows-other": "Shown: {shown}. Leads to: {host}",
    "link-lookalike": "{host} looks like {like}",
    "link-mixed-letters": "{shown} is {host}",
    "link-address-literal": "{host}",
    "link-user-part": "Before the @: {user}. Leads to: {host}",
    "link-runs-code": "{url}",
    "link-odd-port": "{host}, port {port}",
    "link-shortened": "{host}",
    "link-free-hosting": "{host}",
    "link-redirected": "Through {through} to {host}",
    "link-names-recipient": "{host}",
    "brand-elsewhere": "Names {claim}, leads to {host}",
    "page-leads-away": "{url}",
    "text-hidden": "{characters} characters",
    "pictures-only": "Pictures: {pictures}",
    "date-skew": "Written {written}, received {received}",
    "pressure": "“{words}”",
    "asks-sign-in": "“{words}”",
    "pressed-to-sign-in": "“{words}”, leads to {host}",
    "asks-payment": "“{words}”",
    "asks-gift-cards": "“{words}”",
    "extortion": "“{words}”",
    "lure": "“{words}”",
    "file-program": "{name}",
    "file-reversed-name": "{name}",
    "file-double-name": "{name}",
    "file-macros": "{name}",
    "file-encrypted": "{name}",
    "file-disk-image": "{name}",
    "file-page-script": "{name}",
    "file-page": "{name}",
    "file-program-inside": "{name}",
    "file-other-type": "{name} is {type}",
    "file-pdf-actions": "{name}",
    "qr-code": "{name} leads to {host}",
}

SIGN_REASONS: dict[str, str] = {
    "check-failed": "The domain's owner tells servers who may send for it. This sender is not among them.",
    "check-weak": "The checks were not clean. That also happens to honest mail that was forwarded.",
    "check-none": "Nobody vouches for the address. Small offices and firms often have no such proof either.",
    "chain-broken": "A server on the way says that the checks before it cannot be relied on.",
    "marked-dangerous": "The office's own mail filter looked deeper than this program can.",
    "marked-unwanted": "The office's own mail filter took it for junk. Filters are sometimes wrong.",
    "reply-elsewhere": "Whoever answers writes to a stranger. Mailing lists and services do this honestly.",
    "return-elsewhere": "Often a mailing service. Beside other signs it shows that somebody else sent it.",
    "name-is-other-address": "Many programs show only the name. The address in it is not where it came from.",
    "name-claims-brand": "A firm writes from its own domain. Anyone can type its name.",
    "name-claims-office": "A public office writes from a government domain. Anyone can type its name.",
    "name-claims-role": "A help desk, payroll or leader of your office writes from the office's own domain.",
    "sender-lookalike": "One letter more, less or different is easily overlooked.",
    "sender-mixed-letters": "Letters of other alphabets look the same and lead elsewhere.",
    "sender-free-hosting": "Anyone can have such a name in minutes, and leave it again.",
    "sender-unclear": "Honest mail has one sender with an address that can exist.",
    "subject-names-recipient": "Mass mail fills in addresses to seem personal.",
    "letters-disguised": "Odd letters make words that a person can read and a filter cannot.",
    "link-shows-other": "People read the text. The program follows the address behind it.",
    "link-lookalike": "One letter more, less or different is easily overlooked.",
    "link-mixed-letters": "Letters of other alphabets look the same and lead elsewhere.",
    "link-address-literal": "Offices and firms use names. A bare number hides whose server it is.",
    "link-user-part": "What stands before the @ is not the place, it only looks like it.",
    "link-runs-code": "Honest mail has no use for such links.",
    "link-odd-port": "Public pages use the usual doors.",
    "link-shortened": "The real address shows only after a click.",
    "link-free-hosting": "Anyone can put a page there in minutes. Honest pages are there too.",
    "link-redirected": "The address that shows is not the one that opens.",
    "link-names-recipient": "The page would know who came. Made pages use this to fill in your address.",
    "brand-elsewhere": "A firm that writes about itself leads to its own pages.",
    "page-form": "What is typed into a message goes where the sender likes.",
    "page-password": "No honest sender asks for a password inside a message.",
    "page-script": "Honest mail needs no program code. Old newsletters sometimes had some.",
    "page-frame": "The other page can change after the mail was checked.",
    "page-leads-away": "Honest mail waits until somebody follows a link.",
    "text-hidden": "Hidden words mislead filters. Newsletters hide a short preview too.",
    "pictures-only": "Words in a picture cannot be checked by filters.",
    "date-skew": "The sender's clock is wrong or the date was made up. Delays happen too.",
    "pressure": "Hurry keeps people from checking. Honest reminders hurry too.",
    "asks-sign-in": "Go to the page you know by yourself, not through the message.",
    "pressed-to-sign-in": "Hurry, a sign-in and a strange address together are how passwords are taken.",
    "asks-payment": "Confirm by calling a number you know before anything is paid or changed.",
    "asks-gift-cards": "No office pays with gift cards. Call the person on a number you know.",
    "extortion": "Such mail is sent to thousands. Keep it, do not answer, tell the police if it frightens.",
    "lure": "Promises from strangers want something back. Advertising promises too.",
    "thread-hijack": "When somebody's mailbox was taken over, real conversations are used to send files and links.",
    "reply-without-thread": "RE: makes a first message seem expected.",
    "file-program": "Opening it runs it.",
    "file-reversed-name": "A hidden character turns the name around, so that the real ending is not seen.",
    "file-double-name": "The first ending is for the eye, the last one counts.",
    "file-macros": "Macros are programs that run inside a document.",
    "file-encrypted": "No filter could look inside. The password often stands in the message.",
    "file-disk-image": "Files inside it escape the computer's warning about files from outside.",
    "file-page-script": "Opened, it can show a false sign-in page or put a file together on the computer.",
    "file-page": "Opened, it looks like a page on the network. Few offices send one.",
    "file-program-inside": "Opening what is inside runs it.",
    "file-other-type": "What the file is called and what it holds do not match.",
    "file-pdf-actions": "It holds code or a file of its own. Many forms do too.",
    "qr-code": "A phone follows it outside the office's protection.",
    "file-stops-reader": "This file could not be looked into. Honest files do not stop a reader: do not open it.",
    "text-stops-reader": "That part could not be looked into. Honest mail does not stop a reader.",
    "signs-together": "Each alone is common in honest mail. Together they are not.",
}

PLACES: dict[str, str] = {
    "sender": "In the sender",
    "headers": "In the headers",
    "subject": "In the subject",
    "text": "In the text",
    "links": "In the links",
    "attachments": "In the attachments",
    "pictures": "In a picture or PDF",
}

PROBLEMS: dict[str, str] = {
    "attachment-empty": "An attachment is named but holds nothing.",
    "boundary-wrong": "The parts of the message are marked wrongly. They were told apart by their look.",
    "charset-unknown": "Some text is in an unknown character set ({charset}). Letters may be wrong.",
    "date-unread": "The date could not be read.",
    "file-large": "The file is larger than can be read. All of it is kept; the beginning was read.",
    "headers-cut": "The headers are too long. All of them are kept; the beginning was read.",
    "headers-lost": "The headers that show the way of the message are missing. Forwarding loses them: ask for the original, sent as an attachment.",
    "headers-not-kept": "Outlook did not keep the headers in this file. Who sent it is what Outlook shows.",
    "links-many": "There are more links than are listed ({limit}).",
    "mailbox": "This file holds {count} messages. Number {picked} is shown; you can choose another.",
    "mailbox-long": "This file holds more messages than are listed ({limit}).",
    "not-a-message": "This is not a message. The file is kept as it is.",
    "nothing": "There is nothing in it. Outlook gives no file when a message is dragged: save it first, then drop the file.",
    "object-embedded": "An embedded object could not be read. It is kept in the original.",
    "outlook-unread": "This Outlook file could not be read ({reason}). The file is kept as it is.",
    "page-cut": "The message's page is too long. The beginning was read.",
    "part-damaged": "A part of the message is damaged. It is kept in the original.",
    "part-depth": "Signs could not be looked for in {what}: it is built too deeply.",
    "part-died": "Signs could not be looked for in {what}: the reader broke off there.",
    "part-failed": "Signs could not be looked for in {what}: it could not be read.",
    "part-late": "Signs could not be looked for in {what}: the time for this message was over.",
    "part-memory": "Signs could not be looked for in {what}: it took too much memory.",
    "part-refused": "Signs could not be looked for in {what}: it made a library try what is not allowed.",
    "part-slow": "Signs could not be looked for in {what}: it stopped the reader after {seconds} s.",
    "page-deep": "The message's page is nested too deeply. Its text was taken without its order.",
    "parts-deep": "Parts are nested too deeply. The inner ones were not opened.",
    "parts-many": "There are more parts than are read ({limit}). The rest is kept in the original.",
    "parts-unread": "Signs could not be looked for in more parts ({count}).",
    "pdf-cut": "Not all of a PDF was looked through for QR codes: {name}",
    "pdf-unread": "A PDF could not be looked through for QR codes: {name}",
    "picture-large": "A picture is too large to be looked through for QR codes: {name}",
    "picture-unread": "A picture could not be looked through for QR codes: {name}",
    "pictures-many": "There are more pictures than are looked through for QR codes ({limit}).",
    "reader-absent": "The reader could not be started ({reason}). The message is kept whole; its headers are shown. Tell whoever looks after this computer.",
    "reader-depth": "The reading was stopped: the message is built too deeply. It is kept whole; its headers are shown.",
    "reader-died": "The reading stopped by itself. The message is kept whole; its headers are shown.",
    "reader-failed": "The message could not be read ({reason}). It is kept whole; its headers are shown.",
    "reader-memory": "The reading was stopped: it took too much memory. The message is kept whole; its headers are shown.",
    "reader-output": "The reading was stopped: there was too much to show. The message is kept whole; its headers are shown.",
    "reader-slow": "The reading was stopped: it took too long. The message is kept whole; its headers are shown.",
    "reader-stopped": "The reading was stopped: the message made a library try what is not allowed ({reason}). It is kept whole; its headers are shown.",
    "text-cut": "The text is too long. The beginning is shown ({limit} characters).",
}

UNREAD_PARTS: dict[str, str] = {
    "whole": "the message as a whole",
    "piece": "part {name} of the message",
    "text": "the text",
    "page": "the message's web page",
    "links": "the links",
    "file": "the attached file “{name}”",
    "codes": "the picture or PDF “{name}”",
    "inner": "the attached message “{name}”",
    "sender-signs": "what it says of its sender",
    "link-signs": "where the links lead",
    "file-signs": "what is attached",
    "text-signs": "what the text says",
    "indicators": "what is compared with other messages",
}
"""Parts of a message that were not read, as a sentence names them."""
STOPPED: dict[str, str] = {
    "slow": "{what}, after {seconds} s",
    "died": "{what}; the reader broke off",
    "memory": "{what}; it took too much memory",
    "depth": "{what}; it is built too deeply",
    "many": "{what}; more parts than honest mail has",
    "refused": "{what}; it tried what is not allowed",
}
"""How a part stopped the reader."""
NO_SIGNS = "No signs found. That does not make the message safe."
NO_SIGNS_IN_WHAT_WAS_READ = (
    "No signs found in what could be read. That does not make the message safe."
)
CAUTION = "Signs help you judge. Finding none would not make a message safe."
PASSED_CAUTION = (
    "The sender's domain passed the checks. That shows where it came from, not that it is honest."
)


def sign_title(code: str) -> str:
    """What is there, in one line."""
    return _(SIGN_TITLES.get(code, code))


def sign_reason(code: str) -> str:
    """Why it matters."""
    return _(SIGN_REASONS[code]) if code in SIGN_REASONS else ""


def sign_evidence(code: str, params: Params) -> str:
    """The words or addresses concerned, shown harmless; empty if the title says it all."""
    if code in ("file-stops-reader", "text-stops-reader"):
        return _(STOPPED.get(str(params["why"]), "{what}")).format_map(_Shown(_named(params)))
    if code not in SIGN_EVIDENCE:
        return ""
    return _(SIGN_EVIDENCE[code]).format_map(_Shown(params)).strip(" ,:")


def sign_in_full(sign: Sign) -> str:
    """Title, evidence and reason in one paragraph."""
    title, evidence = sign_title(sign.code), sign_evidence(sign.code, sign.params)
    found = f"{title}: {evidence}." if evidence else f"{title}."
    return f"{found} {sign_reason(sign.code)}".strip()


def sign_place(where: str) -> str:
    """Where in the message it stands."""
    return _(PLACES[where]) if where in PLACES else where


def problem(code: str, params: Params) -> str:
    """What could not be read, and what is safe."""
    return _(PROBLEMS[code]).format_map(_Shown(_named(params))) if code in PROBLEMS else code


def signs_found(strong: int, weak: int, *, everywhere: bool = True) -> str:
    """The heading over the signs. There is no better verdict than none found.

    `everywhere`: whether they could be looked for in all of the message.
    """
    if not strong and not weak:
        return _(NO_SIGNS if everywhere else NO_SIGNS_IN_WHAT_WAS_READ)
    counted = ngettext("{count} strong", "{count} strong", strong).format(count=strong)
    others = ngettext("{count} weak", "{count} weak", weak).format(count=weak)
    words = _("Signs found: {strong}, {weak}").format(strong=counted, weak=others)
    return words if everywhere else _("{found}. Not all could be read.").format(found=words)


def caution(*, passed: bool) -> str:
    """What to keep in mind beside the signs. `passed`: the receiving server's checks were passed."""
    return f"{_(PASSED_CAUTION)} {_(CAUTION)}" if passed else _(CAUTION)


def _named(params: Params) -> Params:
    """The parameters, with the part in words that they name by its code."""
    part = UNREAD_PARTS.get(str(params.get("part", "")))
    if part is None:
        return params
    name = str(params.get("name") or "") or _("without a name")
    return {**params, "what": _(part).replace("{name}", name)}


class _Shown(dict[str, str]):
    """Parameters that came from a stranger, made harmless."""

    def __init__(self, params: Params) -> None:
        super().__init__({name: defang(one_line(str(value))) for name, value in params.items()})

    def __missing__(self, place: str) -> str:
        return ""
