"""The database as it lies on the disk, decrypted page by page without the engine: free pages too.

SQLCipher 4: AES-256-CBC under the raw key, each page with its own vector and HMAC at its end; the first 16
bytes of the file are the salt (https://www.zetetic.net/sqlcipher/design/).
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE = 16384
_RESERVED = 80
_VECTOR = 16


def plain(database: Path, data_key: bytes) -> bytes:
    """All pages of the database, one after another."""
    data = database.read_bytes()
    assert len(data) % _PAGE == 0
    return b"".join(
        _page(data[start : start + _PAGE], data_key, skip=16 if start == 0 else 0)
        for start in range(0, len(data), _PAGE)
    )


def _page(page: bytes, key: bytes, *, skip: int) -> bytes:
    end = _PAGE - _RESERVED
    vector = page[end : end + _VECTOR]
    if not any(vector):
        return page[:end]  # never written
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(page[skip:end]) + decryptor.finalize()
