"""The store as the use cases see it: protocols, and what an adapter has to promise.

`clerkapp.vault` is the adapter for an office: one SQLCipher file. Another one passes the same contract
(`tests/integration/store`), which says in tests what the docstrings here say in words. A protocol has the
name of what it keeps; so has the class of an adapter that implements it.

What holds for all of them:

- **Transactions.** Every call that changes something joins the transaction that is open, or is one of its
  own. What fails leaves nothing behind, and what was done before it in the same transaction stays.
- **Recorded once.** Revisions, acts, entries of the journal, attachments, bundles and lines of signers are
  added, never changed and never removed.
- **Any order.** A revision may come before its parents, an act before its revision; whatever is here is
  shown, and what comes later only completes it.
- **Errors.** `Refused(code)` for what was asked wrongly, `EnvironmentFailure(code)` for what the place where
  the store lies did. Each docstring names its codes.
"""
