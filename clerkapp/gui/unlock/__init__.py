"""Before anybody is in: who is working, a passphrase, recovery, a vault that is there already."""
