"""The one preview of every print."""
