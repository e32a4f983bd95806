"""The arrays that have crossed between the rooms, by id, with the content that both sides last agreed on."""

import weakref


class Arrays:
    """One side's table. `first` and every second number after it are this side's ids for its own arrays.

    The judge's side holds its arrays weakly and reports those that nobody uses any more (`forgotten`); the student's
    side keeps an array until the judge has forgotten it.
    """

    def __init__(self, first, weak):
        self.next, self.weak = first, weak
        self.held = {}  # id -> array, or weak reference to it
        self.ids = {}  # id() of the array -> id
        self.agreed = {}  # id -> content
        self.forgotten = []

    def id_of(self, array):
        """The id of an array that has crossed before, else None."""
        identifier = self.ids.get(id(array))
        return identifier if identifier is not None and self.get(identifier) is array else None

    def get(self, identifier):
        """The array of this id, or None."""
        held = self.held.get(identifier)
        return held() if self.weak and held is not None else held

    def add(self, array, identifier=None):
        """Enter an array, under a new id or under that of the other side."""
        if identifier is None:
            identifier, self.next = self.next, self.next + 2
        if self.weak:
            key = id(array)
            if identifier in self.forgotten:
                self.forgotten.remove(identifier)
            self.held[identifier] = weakref.ref(array, lambda _: self._forget(identifier, key))
        else:
            self.held[identifier] = array
        self.ids[id(array)] = identifier
        return identifier

    def agree(self, identifier, array):
        """Both sides know the present content."""
        self.agreed[identifier] = _content(array)

    def is_known(self, identifier, array):
        """Whether the other side already has this content."""
        return self.agreed.get(identifier) == _content(array)

    def changed(self):
        """The (id, array) whose content the other side does not know yet."""
        present = [(identifier, self.get(identifier)) for identifier in list(self.held)]
        return [(i, array) for i, array in present if array is not None and not self.is_known(i, array)]

    def drop(self, identifiers):
        """Let go of what the other side has forgotten."""
        for identifier in identifiers:
            array = self.get(identifier)
            if array is not None and self.ids.get(id(array)) == identifier:
                del self.ids[id(array)]
            self.held.pop(identifier, None)
            self.agreed.pop(identifier, None)

    def forget_reported(self):
        """The ids that nobody on this side uses any more, once."""
        gone, self.forgotten = self.forgotten, []
        return gone

    def _forget(self, identifier, key):
        if self.ids.get(key) == identifier:
            del self.ids[key]
        if self.get(identifier) is None:  # not meanwhile in use again
            self.held.pop(identifier, None)
            self.agreed.pop(identifier, None)
            self.forgotten.append(identifier)


def _content(array):
    return array.dtype.str, array.shape, array.tobytes()
