"""SQLCipher, the connection, and the vault's files."""
