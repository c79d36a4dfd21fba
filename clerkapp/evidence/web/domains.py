"""Domain names: whose they are, and what they try to look like.

The owner's part comes from the Public Suffix List that ships inside `publicsuffixlist` (no fetching).
Look-alikes are found with Unicode's confusables (domain/lookalikes.py) and a few ASCII habits: 1 for l,
0 for o, rn for m.
"""

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from clerkapp.domain.text.lookalikes import mixes_scripts, scripts, skeleton
from clerkapp.evidence.web import lists, urls

_ASCII_HABITS = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("3", "e"), ("5", "s"))
_SHORTEST = 5


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=8192)
def owner(host: str) -> str:
    """The registrable domain of a host (`mail.county.example` -> `county.example`), or the host."""
    if not host or urls.is_address(host):
        return host
    name = host.lower().strip(".")
    return _suffixes().privatesuffix(name) or name


def same_owner(one: str, other: str) -> bool:
    """Whether two hosts belong to the same registrable domain."""
    return bool(one) and owner(one) == owner(other)


def owned_by(host: str, domain: str) -> bool:
    """Whether `host` is `domain` or below it. `.gov` stands for every host that ends so."""
    return host == domain.lstrip(".") or host.endswith("." + domain.lstrip("."))


def imitates_letters(host: str) -> str | None:
    """The ASCII name that an internationalised host imitates, or None.

    Two ways: one label mixes scripts, or a whole label of another script reads as ASCII under an
    ASCII top-level domain.
    """
    shown = urls.unicode_host(host)
    if shown.isascii():
        return None
    top = host.rpartition(".")[2]
    for label in shown.split("."):
        if label.isascii():
            continue
        like = skeleton(label)
        foreign = not scripts(label) <= {"LATIN"}
        if mixes_scripts(label) or (foreign and like.isascii() and not top.startswith("xn--")):
            return skeleton(shown)
    return None


@lru_cache(maxsize=8192)
def imitates_brand(host: str) -> str | None:
    """The shipped brand's or office's domain that `host` imitates, or None."""
    return imitates_owner(host, brand_domains())


@lru_cache(maxsize=8192)
def imitates_owner(host: str, protected: frozenset[str]) -> str | None:
    """The protected domain that `host` imitates, or None.

    `protected` are registrable domains. Imitation: the same letters after undoing the usual swaps,
    one letter changed, added, lost or moved, the same first label with words around it, or the whole
    protected name standing in front of another owner's.
    """
    own = owner(host)
    if not own or own in protected or urls.is_address(own):
        return None
    label = own.partition(".")[0]
    in_front = host[: -len(own)].rstrip(".")
    plain, pieces = _plain(label), label.replace("_", "-").split("-")
    for domain in sorted(protected):
        known = domain.partition(".")[0]
        if f".{domain}." in f".{in_front}.":
            return domain
        if len(known) < _SHORTEST or label == known:
            continue
        if plain == _plain(known) or known in pieces or _one_step(label, known):
            return domain
    return None


@lru_cache(maxsize=8192)
def _plain(label: str) -> str:
    text = skeleton(urls.unicode_host(label))
    for odd, usual in _ASCII_HABITS:
        text = text.replace(odd, usual)
    return text.replace("-", "")


def _one_step(one: str, other: str) -> bool:
    """Whether one edit turns one label into the other: replace, add, drop or swap neighbours."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _SHORTEST + 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    if len(one) == len(other):
        swapped = one[start : start + 2] == other[start : start + 2][::-1]
        return one[start + 1 :] == other[start + 1 :] or (
            swapped and one[start + 2 :] == other[start + 2 :]
        )
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]


@cache
def brand_domains() -> frozenset[str]:
    """The registrable domains of the shipped brands and offices, those of a whole ending left out."""
    return frozenset(
        domain for claim in lists.claims() for domain in claim.domains if not domain.startswith(".")
    )
