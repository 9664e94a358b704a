"""The same text known again."""
