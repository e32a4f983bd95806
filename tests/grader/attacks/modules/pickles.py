"""Results are objects whose pickle would run a command, and the pickles themselves."""
import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/pickled",)


weighted_sum = lambda *arguments: Bomb()
step = lambda *arguments: pickle.dumps(Bomb())
firing_line = lambda *arguments: {"is": "pickle", "v": pickle.dumps(Bomb(), 0).decode()}
