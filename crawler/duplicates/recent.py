"""A memory of keys that forgets the oldest when it is full."""

from __future__ import annotations

from typing import Generic, TypeVar

# About 150 bytes a key: 30 MB at most. What is forgotten here is still known to the store.
MOST = 200_000
Key = TypeVar("Key", str, int, bytes)


class Recent(Generic[Key]):
    """Keys met, the latest `most` of them."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._keys: dict[Key, None] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._keys

    def met(self, key: Key) -> bool:
        """Whether the key was met before; it is from now on.

        >>> recent = Recent[str]()
        >>> recent.met("a"), recent.met("a")
        (False, True)
        """
        if key in self._keys:
            return True
        self._keys[key] = None
        if len(self._keys) > self.most:
            del self._keys[next(iter(self._keys))]
        return False
