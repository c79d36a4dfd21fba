"""What must not be in a record or leave with it: votes, persons, where a picture was taken."""
