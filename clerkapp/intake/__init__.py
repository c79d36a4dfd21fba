"""The state's side: chain rules, trust, quarantine, receipts."""
