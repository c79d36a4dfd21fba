"""Use cases: one small function each, for the desktop and for clerkctl alike.

    reception      describe · people · look_into (before anybody is in)
    vaults         create · unlock · lock
    passphrases    choose (the own one) · change · recover · rekey
    recovery       state · renew · confirm
    accounts       add · people · disable
    recording      record · amend · add_action · strike · set_status
    signing        sign
    drafting       save · mine · read · discard · count
    reading        list_records · count_records · totals · distinct · show · history · timeline
    attaching      attach_file · attach_bytes · save_out
    messages       keep_file · keep_bytes · keep_text · read · original · seen_before · inspect_file
    originals      export (a dangerous file, in a locked archive)
    exporting      plan · run (a job beside the vault's thread) · export · accept_recipients
    verifying      verify · verify_public
    signers        own_lines
    state_keys     new
    outbox         look
    overview       at_a_glance
    office         present · set_present · zone · set_zone
    printing       sheet_pdf · message_pdf · save_sheet · releasing · announce_print · print_failed ·
                   fingerprint_pdf · recovery_key_pdf
    safekeeping    check · backup · restore · daily_backup
    demonstration  make

A use case takes a `Session` (or, before there is one, `Ports`), checks the permission, changes the
vault in one transaction together with the journal, and returns what it changed. Refusals and
failures are `Refused` and `EnvironmentFailure` with a code; `clerkapp.wording` has the sentence.
"""
