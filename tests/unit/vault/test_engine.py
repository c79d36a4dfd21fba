"""sqlite_utils runs on SQLCipher, and nothing else opens a database."""

import subprocess
import sys


def test_sqlite_utils_uses_the_encrypted_engine() -> None:
    """In a process of its own, because the alias counts before the first import."""
    program = (
        "from clerkapp.vault.engine import driver\n"
        "reader = driver.reader(driver.connect(':memory:'))\n"
        "import sqlite_utils.utils as u, sqlcipher3\n"
        "assert u.sqlite3 is sqlcipher3, u.sqlite3\n"
        "assert u.dbapi2 is sqlcipher3.dbapi2, u.dbapi2\n"
        "assert list(reader.query('PRAGMA cipher_version'))\n"
        "reader['t'].insert({'a': 1})\n"
        "assert reader['t'].count == 1\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_unlocking_does_not_import_sqlite_utils() -> None:
    program = "import sys, clerkapp.vault.api\nassert 'sqlite_utils' not in sys.modules"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
