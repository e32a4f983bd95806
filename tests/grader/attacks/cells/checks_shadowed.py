"""The names of the checks are defined anew in a cell."""
class Content:
    def __getattr__(self, name):
        return lambda *a, **k: self
    def __call__(self, *a, **k):
        return self

check = build = answer = examine = numbers = np = Content()
weighted_sum = step = Neuron = firing_line = Content()
cell_bias = nor_weights = nor_bias = Content()
