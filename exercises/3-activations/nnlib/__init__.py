"""nnlib: a small neural network library, one module a chapter.

neurons      one neuron: weighted sum, bias, threshold
layers       many neurons side by side, and layers one after the other
activations  the gates between the layers, and their slopes
forward      a network that turns a batch of inputs into outputs
backprop     losses, and the way back through the network
training     mini-batches, optimisers and the loop that learns

Each module uses only those above it. `arrays` holds what all of them share, `data` two data sets,
`draw` the book's figures.
"""
