"""Use cases: one small function each, for the desktop and for clerkctl alike.

On the ground what every family uses (session, ports, office, reception, announcing); then a room a family:

    reception              describe · people · look_into (before anybody is in)
    vaults.opening         create · unlock · lock
    vaults.passphrases     choose (one's own) · change · recover · rekey
    vaults.recovery        state · renew · confirm
    vaults.accounts        add · people · disable
    vaults.safekeeping     check · backup · restore · daily_backup
    records.recording      record · amend · add_action · strike · set_status
    records.signing        sign
    records.drafting       save · mine · read · discard · count
    records.reading        list_records · count_records · totals · distinct · show · history ·
                           timeline
    records.attaching      attach_file · attach_bytes · save_out
    messages.keeping       keep_file · keep_bytes · keep_text · read · original · seen_before ·
                           inspect_file
    messages.originals     export (a dangerous file, in a locked archive)
    export.outbox          look
    export.exporting       plan · run (a job beside the vault's thread) · export ·
                           accept_recipients
    export.verifying       verify · verify_public
    export.signers         own_lines
    export.state_keys      new
    overview               at_a_glance
    office                 present · set_present · countdown · zone · set_zone
    office_lists.reading   entries · find · history
    office_lists.writing   add · change · close · reopen
    office_lists.carrying  import_csv · export_csv · save_csv
    office_lists.units     find · only · filled · life · earlier
    office_lists.offering  places · elections · procedures · told
    printing.prints        about · make · save · releasing · announce_print · print_failed

A use case takes a `Session` (or, before there is one, `Ports`), checks the permission, changes the
vault in one transaction together with the journal, and returns what it changed. Refusals and
failures are `Refused` and `EnvironmentFailure` with a code; `clerkapp.wording` has the sentence.
"""
