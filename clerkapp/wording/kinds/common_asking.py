"""What is asked about answers that contradict each other, and what to do now, where several kinds share it.

A question names both answers and blames nobody. A step fits on a line beside the form.
"""

CONTRADICTIONS = {
    "no-ballots-but-handled": "No ballot was affected, and it is said how they were handled. Which is right?",
    "information-safe-but-which": "No information was seen, changed or lost, and it is said which. Which is right?",
    "false-alarm-but-information": "It turned out to be nothing, and information was seen, changed or lost. Which is right?",
    "near-miss-but-voters": "It was caught before it had an effect, and voters waited or left. Which is right?",
    "stopped-nobody-waited": "Voting stopped, and nobody had to wait. Is that so, or is the number not known?",
    "normal-but-waited": "Voting went on as normal, and voters had to wait. Which is right?",
    "normal-but-left": "Voting went on as normal, and voters left without voting. Which is right?",
    "no-voting-but-waited": "There was no voting at the time, and voters had to wait. Which is right?",
    "no-voting-but-left": "There was no voting at the time, and voters left without voting. Which is right?",
    "seal-missing-but-read": "A seal is missing, and a number was read on it. Which is right?",
}
CHECKLISTS = {
    "danger": "Do now: people first",
    "seal": "Do now: the seal is not right",
    "count": "Do now: the count differs",
}
STEPS = {
    "call_911": "Call 911",
    "to_safety": "Bring people to safety",
    "leave_as_is": "Leave things as they are",
    "call_sheriff": "Call the sheriff",
    "call_county": "Call the county",
    "write_down": "Write it down in the record",
    "stop_use": "Stop; do not use it",
    "second_reader": "A second person reads it",
    "check_log": "Check the log: swapped digits?",
    "photograph_seal": "Photograph the seal",
    "call_supervisor": "Call the supervisor",
    "set_aside": "Set it aside, sealed",
    "both_statement": "Both write what they saw",
    "authority_decides": "The authority decides on its use",
    "recount": "Count again calmly, two people",
    "check_other_ballots": "Spoiled, provisional, curbside, bin",
    "write_difference": "Write the difference down",
    "explain_or_say_so": "Explain it, or say “unexplained”",
    "both_sign": "Both sign",
}
