"""Whom to tell: lines on Home, a card on a record's page, the call sheet."""
