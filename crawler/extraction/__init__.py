"""An article page in, the fields of its record out."""
