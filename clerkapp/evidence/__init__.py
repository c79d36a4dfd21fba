"""Messages as evidence: read in a child process that can be killed, shown as text, never opened.

`reading.examine` is the way in. The bytes are hashed and kept by the caller whatever happens here;
nothing in this room touches the network, renders HTML or writes a file. docs/formats/evidence.md
describes the result and every warning sign.
"""
