"""The self-check: is everything that was recorded still there, whole, in order and as it was done?

One module a part; `whole` goes through all of them. What has to agree with what is listed in
docs/formats/vault.md, section 10. Every finding is a code with parameters and has its sentence.
"""

from clerkapp.vault.check.report import Progress
from clerkapp.vault.check.whole import check, rebuild

__all__ = ["Progress", "check", "rebuild"]
