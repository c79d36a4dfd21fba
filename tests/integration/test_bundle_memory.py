"""A large attachment goes through writer and reader without being held."""

import tempfile
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256

from clerkapp.bundle.reader import read
from clerkapp.bundle.sealed import seal_parts
from clerkapp.bundle.writer import AttachmentSource, Content, prepare, sign, tar_length, tar_stream
from tests.fakes import bag, people

MIB = 1 << 20
SIZE = 64 * MIB
CHUNK = bytes(range(256)) * (MIB // 256)


def _chunks() -> Iterator[bytes]:
    for _ in range(SIZE // MIB):
        yield bytes(bytearray(CHUNK))


def test_memory_does_not_grow_with_the_attachment() -> None:
    hasher = sha256()
    for chunk in _chunks():
        hasher.update(chunk)
    named = bag.attachment_value(b"") | {"sha256": hasher.hexdigest(), "size": SIZE}
    revision = bag.revision(bag.IDS[0], {"attachment.1": named})
    content = Content(
        lambda: iter((revision,)),
        lambda: iter((bag.authored(revision),)),
        people.accounts(),
        [AttachmentSource(named["sha256"], SIZE, _chunks)],
    )
    bag.recipient()
    tracemalloc.start()
    prepared = prepare(bag.draft(), content)
    signature = sign(prepared, bag.station_key())
    with tempfile.TemporaryFile() as whole:
        tar = tar_stream(prepared, signature)
        length = tar_length(prepared, signature)
        for part in seal_parts(tar, length, [bag.recipient().recipient]):
            whole.writelines(part.chunks)
        verified = read([whole], ours=bag.recipient(), signers=bag.trust())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert verified.missing == ()
    assert verified.statement.payload.octets > SIZE
    assert peak < 8 * MIB
