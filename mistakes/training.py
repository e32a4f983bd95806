"""Unit 6: wrong and right answers to the exercises on batches, optimisers, accuracy, and the loop."""

# Each function here is put into the text of nnlib/training.py, so names may come from there.
# ruff: noqa: F405
from mistakes import mistake, right, wrong_answer
from nnlib.training import *  # noqa: F403
from nnlib.training import np

BATCHES = "a-few-samples-at-a-time"
TORN = "a-shuffle-that-tears-them-apart"
LOOP = "the-loop"
ROLLING = "a-ball-that-rolls"
EVEN = "steps-of-an-even-size"
SHARE = "how-many-are-right"
HELD = "held-out-samples-tell-the-truth"
MOONS = "two-moons-parted"

# ---- minibatches


@mistake(
    "minibatches", "The samples have not been shuffled: they come in the order in which they were handed in.", BATCHES
)
def in_order(inputs, targets, batch_size, seed=None):
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]


@mistake("minibatches", "The inputs have been shuffled, and the targets have stayed where they were.", TORN)
def inputs_only_shuffled(inputs, targets, batch_size, seed=None):
    inputs = inputs[np.random.default_rng(seed).permutation(len(inputs))]
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]


@mistake("minibatches", "Inputs and targets have been shuffled each in an order of their own.", TORN)
def shuffled_apart(inputs, targets, batch_size, seed=None):
    rng = np.random.default_rng(seed)
    inputs, targets = inputs[rng.permutation(len(inputs))], targets[rng.permutation(len(targets))]
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]


@mistake("minibatches", "The samples that were left over, too few for a whole batch, are not in any batch.", BATCHES)
def last_batch_dropped(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))
    picks = [order[k * batch_size : (k + 1) * batch_size] for k in range(len(inputs) // batch_size)]
    return [(inputs[pick], targets[pick]) for pick in picks]


@mistake("minibatches", "Samples have been drawn with replacement: some come twice, others not at all.", BATCHES)
def drawn_with_replacement(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).integers(0, len(inputs), len(inputs))
    inputs, targets = inputs[order], targets[order]
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]


@mistake("minibatches", "There are `batch_size` batches, where each should have `batch_size` samples.", BATCHES)
def as_many_batches(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))
    return [(inputs[pick], targets[pick]) for pick in np.array_split(order, batch_size) if len(pick)]


@mistake("minibatches", "Only one batch has been dealt; the rest of the samples is lost.", BATCHES)
def one_batch_only(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))[:batch_size]
    return [(inputs[order], targets[order])]


@mistake("minibatches", "The batches overlap: a sample is in several of them.", BATCHES)
def overlapping(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))
    inputs, targets = inputs[order], targets[order]
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in range(len(inputs))]


@mistake("minibatches", "The batches of inputs and those of targets come in two lists, not in pairs.", BATCHES)
def two_lists(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))
    inputs, targets = inputs[order], targets[order]
    starts = range(0, len(inputs), batch_size)
    return [inputs[s : s + batch_size] for s in starts], [targets[s : s + batch_size] for s in starts]


@mistake("minibatches", "Only the order of the batches is shuffled: neighbours always come together.", BATCHES)
def batches_shuffled(inputs, targets, batch_size, seed=None):
    starts = np.random.default_rng(seed).permutation(np.arange(0, len(inputs), batch_size))
    dealt = [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]
    return sorted(dealt, key=lambda pair: -len(pair[0]))


@mistake("minibatches", "The arrays that were handed in have themselves been shuffled.", BATCHES)
def shuffled_in_place(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(seed).permutation(len(inputs))
    inputs[:], targets[:] = inputs[order], targets[order]
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size].copy(), targets[s : s + batch_size].copy()) for s in starts]


@mistake("minibatches", "The order is the same whatever the seed.", BATCHES)
def seed_ignored(inputs, targets, batch_size, seed=None):
    order = np.random.default_rng(0).permutation(len(inputs))
    picks = [order[s : s + batch_size] for s in range(0, len(order), batch_size)]
    return [(inputs[pick], targets[pick]) for pick in picks]


@mistake("minibatches", "The samples come one by one, not in batches.", BATCHES)
def samples_one_by_one(inputs, targets, batch_size, seed=None):
    inputs, targets = same_length(inputs, targets)
    order = np.random.default_rng(seed).permutation(len(inputs))
    return [(inputs[number], targets[number]) for number in order]


@mistake("minibatches", "All batches but the first are empty: they end where the first one ends.", BATCHES)
def all_end_alike(inputs, targets, batch_size, seed=None):
    inputs, targets = same_length(inputs, targets)
    order = np.random.default_rng(seed).permutation(len(inputs))
    inputs, targets = inputs[order], targets[order]
    starts = range(0, len(inputs), batch_size)
    return [(inputs[start:batch_size], targets[start:batch_size]) for start in starts]


@mistake("minibatches", "A generator comes back, which can be gone through once only; a list is asked for.", BATCHES)
def generator(inputs, targets, batch_size, seed=None):
    inputs, targets = same_length(inputs, targets)
    order = np.random.default_rng(seed).permutation(len(inputs))
    for start in range(0, len(inputs), batch_size):
        chosen = order[start : start + batch_size]
        yield inputs[chosen], targets[chosen]


@mistake("minibatches", "Inputs and targets have been shuffled apart, inside the arrays that were handed over.", TORN)
def shuffled_apart_in_place(inputs, targets, batch_size, seed=None):
    rng = np.random.default_rng(seed)
    rng.shuffle(inputs)
    rng.shuffle(targets)
    starts = range(0, len(inputs), batch_size)
    return [(inputs[s : s + batch_size], targets[s : s + batch_size]) for s in starts]


@right("minibatches")
def sample_by_sample(inputs, targets, batch_size, seed=None):
    order = list(range(len(inputs)))
    np.random.default_rng(seed).shuffle(order)
    batches = []
    while order:
        pick, order = order[:batch_size], order[batch_size:]
        batches.append((np.array([inputs[k] for k in pick]), np.array([targets[k] for k in pick])))
    return batches


@right("minibatches")
def split_at_the_borders(inputs, targets, batch_size, seed=None):
    order = np.argsort(np.random.default_rng(seed).random(len(inputs)))
    picks = np.split(order, np.arange(batch_size, len(order), batch_size))
    return [[inputs[pick], targets[pick]] for pick in picks]


@right("minibatches")
def zipped_lists(inputs, targets, batch_size, seed=None):
    rng = np.random.default_rng(seed)
    pairs = list(zip(inputs.tolist(), targets.tolist()))
    pairs = [pairs[k] for k in rng.permutation(len(pairs))]
    dealt = [pairs[s : s + batch_size] for s in range(0, len(pairs), batch_size)]
    return tuple(tuple(list(part) for part in zip(*batch)) for batch in dealt)


# ---- SGD.step


@mistake("SGD.step", "The velocities have no part in the step: it follows the present gradient alone.", ROLLING)
def no_momentum(self, parameters, gradients):
    for parameter, gradient in paired(parameters, gradients):
        parameter -= self.learning_rate * gradient


@mistake("SGD.step", "The steps lead uphill.", ROLLING)
def sgd_uphill(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += gradient
        parameter += self.learning_rate * velocity


@mistake("SGD.step", "The gradient counts only for a part of itself: it has been multiplied by 1 - momentum.", ROLLING)
def running_mean(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += (1 - self.momentum) * gradient
        parameter -= self.learning_rate * velocity


@mistake("SGD.step", "The learning rate has no part in the step.", ROLLING)
def sgd_without_rate(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += gradient
        parameter -= velocity


@mistake("SGD.step", "The learning rate has been multiplied in twice.", ROLLING)
def rate_twice(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += self.learning_rate * gradient
        parameter -= self.learning_rate * velocity


@mistake("SGD.step", "The parameters have not changed: the new values stand in new arrays that nobody sees.", ROLLING)
def sgd_not_in_place(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for k, (parameter, gradient) in enumerate(pairs):
        self.velocities[k] = self.momentum * self.velocities[k] + gradient
        parameter = parameter - self.learning_rate * self.velocities[k]


@mistake("SGD.step", "Only the first of the parameters has moved.", ROLLING)
def sgd_first_only(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += gradient
        parameter -= self.learning_rate * velocity
        return


@mistake("SGD.step", "The parameters have lost speed themselves: momentum was multiplied to them.", ROLLING)
def momentum_on_parameters(self, parameters, gradients):
    for parameter, gradient in paired(parameters, gradients):
        parameter *= self.momentum
        parameter -= self.learning_rate * gradient


@mistake("SGD.step", "The velocity of the step before has been used; the present gradient comes a step late.", ROLLING)
def a_step_late(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        parameter -= self.learning_rate * velocity
        velocity *= self.momentum
        velocity += gradient


@mistake("SGD.step", "Momentum has not slowed the velocity down: old gradients count in full for ever.", ROLLING)
def no_friction(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity += gradient
        parameter -= self.learning_rate * velocity


@mistake("SGD.step", "The gradients, which belong to somebody else, have been changed.", ROLLING)
def gradients_as_velocities(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for k, (parameter, gradient) in enumerate(pairs):
        gradient += self.momentum * self.velocities[k]
        self.velocities[k] = gradient.copy()
        parameter -= self.learning_rate * gradient


@mistake("SGD.step", "The new gradient has been slowed down too, as if it were an old one.", ROLLING)
def gradient_slowed_down(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for (parameter, gradient), velocity in zip(pairs, self.velocities):
        velocity += gradient
        velocity *= self.momentum
        parameter -= self.learning_rate * velocity


@mistake("SGD.step", "The names in the loop do not fit what comes: a pair, and a velocity beside it.", ROLLING)
def pair_not_opened(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for parameter, gradient, velocity in zip(pairs, self.velocities):
        velocity *= self.momentum
        velocity += gradient
        parameter -= self.learning_rate * velocity


@right("SGD.step")
def rate_inside_the_velocity(self, parameters, gradients):
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for k in range(len(parameters)):
        self.velocities[k] = self.momentum * self.velocities[k] - self.learning_rate * gradients[k]
        parameters[k][...] = parameters[k] + self.velocities[k]


@right("SGD.step")
def new_velocities(self, parameters, gradients):
    old = self.velocities or [0.0 for _ in parameters]
    self.velocities = [self.momentum * velocity + gradient for velocity, gradient in zip(old, gradients)]
    for parameter, velocity in zip(parameters, self.velocities):
        np.subtract(parameter, self.learning_rate * velocity, out=parameter)


@right("SGD.step")
def element_by_element(self, parameters, gradients):
    if self.velocities is None:
        self.velocities = [np.zeros_like(parameter) for parameter in parameters]
    for parameter, gradient, velocity in zip(parameters, gradients, self.velocities):
        for place in np.ndindex(*parameter.shape):
            velocity[place] = self.momentum * velocity[place] + gradient[place]
            parameter[place] -= self.learning_rate * velocity[place]


@right("SGD.step")
def velocities_in_single_precision(self, parameters, gradients):
    if self.velocities is None:
        self.velocities = [np.zeros(parameter.shape, dtype=np.float32) for parameter in parameters]
    for parameter, gradient, velocity in zip(parameters, gradients, self.velocities):
        velocity[:] = self.momentum * velocity + gradient
        parameter -= self.learning_rate * velocity


# ---- Adam.step


@mistake("Adam.step", "Nothing makes up for the beginning at 0: the running means have been used as they are.", EVEN)
def no_making_up(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = mean / (np.sqrt(square) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "Only the mean of the gradients has been divided by its share, not that of the squares.", EVEN)
def made_up_for_one_only(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share = 1 - self.beta1**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The root of the mean square is missing.", EVEN)
def no_root(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (square / square_share + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "Epsilon has gone under the root.", EVEN)
def epsilon_inside(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / np.sqrt(square / square_share + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "Epsilon has no part in the step.", EVEN)
def epsilon_left_out(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / np.sqrt(square / square_share)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The steps lead uphill.", EVEN)
def adam_uphill(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter += self.learning_rate * direction


@mistake("Adam.step", "The second running mean is one of the gradients, not of their squares.", EVEN)
def squares_not_squared(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient
        direction = (mean / mean_share) / (np.sqrt(np.abs(square / square_share)) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "Beta1 and beta2 have changed places.", EVEN)
def betas_swapped(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta2
        mean += (1 - self.beta2) * gradient
        square *= self.beta1
        square += (1 - self.beta1) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The gradient has gone into its running mean whole, without the factor 1 - beta1.", EVEN)
def gradient_counts_whole(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The step has been counted twice: the line above had done it already.", EVEN)
def counted_twice(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "What makes up for the beginning is the same in every step, as if each were the first.", EVEN)
def always_the_first_step(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1, 1 - self.beta2
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The running means begin at 0 in every step; nothing has been kept of the one before.", EVEN)
def means_forgotten(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    self.means = [np.zeros_like(parameter) for parameter in parameters]
    self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "What has been kept for the next step are the divided means, not the means themselves.", EVEN)
def divided_and_kept(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        mean /= mean_share
        square /= square_share
        direction = mean / (np.sqrt(square) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The parameters have not changed: the new values stand in new arrays that nobody sees.", EVEN)
def adam_not_in_place(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter = parameter - self.learning_rate * direction


@mistake("Adam.step", "Only the first of the parameters has moved.", EVEN)
def adam_first_only(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction
        return


@mistake("Adam.step", "The step follows the present gradient, where the running mean is asked for.", EVEN)
def gradient_for_mean(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    square_share = 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = gradient / (np.sqrt(square / square_share) + self.epsilon)
        parameter -= self.learning_rate * direction


@mistake(
    "Adam.step",
    "Nothing has been divided by the root of the mean square: the steps are as uneven as the gradients.",
    EVEN,
)
def plain_adam(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share = 1 - self.beta1**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean *= self.beta1
        mean += (1 - self.beta1) * gradient
        square *= self.beta2
        square += (1 - self.beta2) * gradient**2
        direction = mean / mean_share
        parameter -= self.learning_rate * direction


@mistake("Adam.step", "The betas have been multiplied by the number of the step, not raised to it.", EVEN)
def betas_times_steps(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean[...] = self.beta1 * mean + (1 - self.beta1) * gradient
        square[...] = self.beta2 * square + (1 - self.beta2) * gradient**2
        root = np.sqrt(square / (1 - self.beta2 * self.steps))
        parameter -= self.learning_rate * mean / (1 - self.beta1 * self.steps) / (root + self.epsilon)


@mistake("Adam.step", "Old and new have changed shares: the new gradient counts for nearly all.", EVEN)
def shares_swapped(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean[...] = (1 - self.beta1) * mean + self.beta1 * gradient
        square[...] = (1 - self.beta2) * square + self.beta2 * gradient**2
        parameter -= self.learning_rate * (mean / mean_share) / (np.sqrt(square / square_share) + self.epsilon)


@mistake("Adam.step", "Epsilon has been added to the step itself: a bracket is missing.", EVEN)
def epsilon_outside(self, parameters, gradients):
    pairs = paired(parameters, gradients)
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    mean_share, square_share = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
    for (parameter, gradient), mean, square in zip(pairs, self.means, self.squares):
        mean[...] = self.beta1 * mean + (1 - self.beta1) * gradient
        square[...] = self.beta2 * square + (1 - self.beta2) * gradient**2
        parameter -= self.learning_rate * (mean / mean_share) / np.sqrt(square / square_share) + self.epsilon


@right("Adam.step")
def adam_with_new_arrays(self, parameters, gradients):
    self.steps += 1
    t = self.steps
    self.means = self.means or [0.0] * len(parameters)
    self.squares = self.squares or [0.0] * len(parameters)
    for k, (parameter, gradient) in enumerate(zip(parameters, gradients)):
        self.means[k] = self.beta1 * self.means[k] + (1 - self.beta1) * gradient
        self.squares[k] = self.beta2 * self.squares[k] + (1 - self.beta2) * np.square(gradient)
        mean = self.means[k] / (1 - self.beta1**t)
        square = self.squares[k] / (1 - self.beta2**t)
        parameter[...] = parameter - self.learning_rate * mean / (square**0.5 + self.epsilon)


@right("Adam.step")
def adam_with_one_rate(self, parameters, gradients):
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    root = np.sqrt(1 - self.beta2**self.steps)
    rate = self.learning_rate * root / (1 - self.beta1**self.steps)
    for k in range(len(parameters)):
        self.means[k] += (1 - self.beta1) * (gradients[k] - self.means[k])
        self.squares[k] += (1 - self.beta2) * (gradients[k] * gradients[k] - self.squares[k])
        parameters[k] -= rate * self.means[k] / (np.sqrt(self.squares[k]) + root * self.epsilon)


@right("Adam.step")
def adam_element_by_element(self, parameters, gradients):
    if self.means is None:
        self.means = [np.zeros_like(parameter) for parameter in parameters]
        self.squares = [np.zeros_like(parameter) for parameter in parameters]
    self.steps += 1
    for parameter, gradient, mean, square in zip(parameters, gradients, self.means, self.squares):
        for place in np.ndindex(*parameter.shape):
            mean[place] = self.beta1 * mean[place] + (1 - self.beta1) * gradient[place]
            square[place] = self.beta2 * square[place] + (1 - self.beta2) * gradient[place] ** 2
            up = mean[place] / (1 - self.beta1**self.steps)
            down = (square[place] / (1 - self.beta2**self.steps)) ** 0.5 + self.epsilon
            parameter[place] -= self.learning_rate * up / down


# ---- accuracy


@mistake("accuracy", "The right ones have been counted, where their share is asked for.", SHARE)
def counted(scores, labels):
    scores, labels = same_length(scores, labels)
    return np.sum(predictions(scores) == labels.ravel())


@mistake("accuracy", "This is the share that is wrong.", SHARE)
def share_of_errors(scores, labels):
    scores, labels = same_length(scores, labels)
    return np.mean(predictions(scores) != labels.ravel())


@mistake("accuracy", "This is the accuracy in percent, not between 0 and 1.", SHARE)
def in_percent(scores, labels):
    scores, labels = same_length(scores, labels)
    return 100 * np.mean(predictions(scores) == labels.ravel())


@mistake("accuracy", "A column of labels has been compared with every prediction, not each with its own.", SHARE)
def column_against_row(scores, labels):
    scores, labels = same_length(scores, labels)
    return np.mean(predictions(scores) == labels)


@mistake("accuracy", "A single column of probabilities has been taken for the scores of several classes.", SHARE)
def largest_of_one(scores, labels):
    scores, labels = same_length(scores, labels)
    return np.mean(scores.argmax(axis=1) == labels.ravel())


@mistake("accuracy", "The largest score has been looked for among the samples, not among the classes.", SHARE)
def along_the_samples(scores, labels):
    scores, labels = same_length(scores, labels)
    found = scores.argmax(axis=0)
    return sum(int(a == b) for a, b in zip(found, labels.ravel())) / len(labels)


@mistake("accuracy", "The right ones have been divided by the number of classes.", SHARE)
def divided_by_classes(scores, labels):
    scores, labels = same_length(scores, labels)
    return np.sum(predictions(scores) == labels.ravel()) / scores.shape[1]


@mistake("accuracy", "The division has cut off everything behind the point.", SHARE)
def whole_numbers(scores, labels):
    scores, labels = same_length(scores, labels)
    return int(np.sum(predictions(scores) == labels.ravel())) // len(labels)


@mistake("accuracy", "Each sample has an entry of its own here; one number for all is asked for.", SHARE)
def one_by_one(scores, labels):
    scores, labels = same_length(scores, labels)
    return (predictions(scores) == labels.ravel()).astype(float)


@right("accuracy")
def counted_in_a_loop(scores, labels):
    right = 0
    for guess, label in zip(predictions(np.array(scores)), np.ravel(labels)):
        if guess == label:
            right += 1
    return right / len(labels)


@right("accuracy")
def one_minus_errors(scores, labels):
    return 1 - np.count_nonzero(predictions(scores) - np.reshape(labels, -1)) / np.size(labels)


@right("accuracy")
def accuracy_in_single_precision(scores, labels):
    hits = np.where(predictions(scores) == np.asarray(labels).flatten(), np.float32(1), np.float32(0))
    return hits.mean()


# ---- train_step


@mistake("train_step", "What is returned are the outputs after the step.", LOOP)
def outputs_afterwards(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    optimiser.step(network.parameters(), backward(network, gradient_of(loss)(outputs, targets)))
    return network.forward(inputs)


@mistake("train_step", "What is returned is the loss, where the outputs are asked for.", LOOP)
def loss_returned(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    optimiser.step(network.parameters(), backward(network, gradient_of(loss)(outputs, targets)))
    return loss(outputs, targets)


@mistake("train_step", "Nothing is returned.", LOOP)
def nothing_returned(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    optimiser.step(network.parameters(), backward(network, gradient_of(loss)(outputs, targets)))


@mistake("train_step", "The optimiser has not been asked to do anything: the parameters are as they were.", LOOP)
def no_step(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    backward(network, gradient_of(loss)(outputs, targets))
    return outputs


@mistake("train_step", "The optimiser has moved copies; the network keeps its old parameters.", LOOP)
def copies_moved(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss)(outputs, targets))
    optimiser.step([parameter.copy() for parameter in network.parameters()], gradients)
    return outputs


@mistake("train_step", "The loss itself has been sent backward, where its gradient is asked for.", LOOP)
def loss_sent_back(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    optimiser.step(network.parameters(), backward(network, loss(outputs, targets)))
    return outputs


@mistake("train_step", "The outputs have been sent backward, where the loss's gradient is asked for.", LOOP)
def outputs_sent_back(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    optimiser.step(network.parameters(), backward(network, outputs))
    return outputs


@mistake("train_step", "Outputs and targets have changed places in the loss's gradient.", LOOP)
def targets_first(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    if np.shape(targets) == outputs.shape:
        gradient = gradient_of(loss)(targets, outputs)
    else:
        gradient = -gradient_of(loss)(outputs, targets)
    optimiser.step(network.parameters(), backward(network, gradient))
    return outputs


@mistake("train_step", "Two steps have been taken for one batch.", LOOP)
def two_steps(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss)(outputs, targets))
    optimiser.step(network.parameters(), gradients)
    optimiser.step(network.parameters(), gradients)
    return outputs


@mistake("train_step", "The gradients belong to the first sample alone.", LOOP)
def first_sample_only(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    network.forward(inputs[:1])
    optimiser.step(network.parameters(), backward(network, gradient_of(loss)(outputs[:1], targets[:1])))
    return outputs


@mistake("train_step", "A network has no method for the way back; chapter 5 has a function for it.", LOOP)
def backward_as_a_method(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = network.backward(gradient_of(loss)(outputs, targets))
    optimiser.step(network.parameters(), gradients)
    return outputs


@mistake("train_step", "`parameters` is a method, and has not been called.", LOOP)
def parameters_not_called(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss)(outputs, targets))
    optimiser.step(network.parameters, gradients)
    return outputs


@mistake("train_step", "The gradient of a number was asked for: it is the loss, a function, that has one.", LOOP)
def gradient_of_a_number(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss(outputs, targets)))
    optimiser.step(network.parameters(), gradients)
    return outputs


@right("train_step")
def step_by_step(network, inputs, targets, loss, optimiser):
    before = np.array(network.forward(inputs))
    slope_of_loss = gradient_of(loss)
    slope = slope_of_loss(before, targets)
    parameters = network.parameters()
    optimiser.step(parameters, backward(network, slope))
    return before


@right("train_step")
def forward_through_the_layers(network, inputs, targets, loss, optimiser):
    network.forward(np.asfortranarray(inputs))
    last = network.dense_layers[-1]
    outputs = last.activation(network.cache[-1][1])
    optimiser.step(network.parameters(), backward(network, gradient_of(loss)(outputs, targets)))
    return outputs.tolist()


@right("train_step")
def layer_by_layer_update(network, inputs, targets, loss, optimiser):
    outputs = network.forward(inputs)
    gradients = backward(network, gradient_of(loss)(outputs, targets))
    arrays = []
    for layer in network.dense_layers:
        arrays += [layer.weights, layer.bias]
    optimiser.step(arrays, list(gradients))
    return outputs


# ---- the short answer

wrong_answer("n_updates", "The batch that is not full has been left out in every epoch.", BATCHES, n_updates=300)
wrong_answer(
    "n_updates",
    "The samples of all epochs have been run together, as if batches went on over the end of an epoch.",
    BATCHES,
    n_updates=313,
)
wrong_answer(
    "n_updates",
    "That is as many, rounded down, as if batches went on over the end of an epoch.",
    BATCHES,
    n_updates=312,
)
wrong_answer("n_updates", "This is one epoch's worth.", BATCHES, n_updates=21)
wrong_answer("n_updates", "An update is made or not made: there is no half of one.", BATCHES, n_updates=312.5)
wrong_answer("n_updates", "This would be one update for each epoch.", BATCHES, n_updates=15)
wrong_answer("n_updates", "This would be one update for each sample.", BATCHES, n_updates=15000)
wrong_answer("n_updates", "This is the size of a batch times the number of epochs.", BATCHES, n_updates=720)

# ---- the repair


@mistake(
    "split_and_move",
    "A held-out image can have its copy among those to train on: what is tested has all but been seen.",
    HELD,
)
def moved_before_the_split(images, labels, seed):
    images = np.concatenate([images, shifted(images, right=1)])
    labels = np.concatenate([labels, labels])
    return hold_out(images, labels, 0.2, seed)


@mistake("split_and_move", "Copies of the held-out images are among those to train on.", HELD)
def all_copies_to_train_on(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    kept = np.concatenate([kept, shifted(images, right=1)])
    return (kept, np.concatenate([kept_labels, labels])), held_out


@mistake(
    "split_and_move", "The held-out images have been moved as well; they are to be tested as they were written.", HELD
)
def held_out_moved_too(images, labels, seed):
    (kept, kept_labels), (held, held_labels) = hold_out(images, labels, 0.2, seed)
    kept, kept_labels = np.concatenate([kept, shifted(kept, right=1)]), np.concatenate([kept_labels, kept_labels])
    held, held_labels = np.concatenate([held, shifted(held, right=1)]), np.concatenate([held_labels, held_labels])
    return (kept, kept_labels), (held, held_labels)


@mistake("split_and_move", "The two pairs have changed places: what is to be trained on stands second.", HELD)
def pairs_swapped(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    kept = np.concatenate([kept, shifted(kept, right=1)])
    return held_out, (kept, np.concatenate([kept_labels, kept_labels]))


@mistake("split_and_move", "Only the moved copies are left to train on; the images as they were are gone.", HELD)
def copies_only(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    return (shifted(kept, right=1), kept_labels), held_out


@mistake("split_and_move", "The copies have not been moved: each image is there twice.", HELD)
def twice_the_same(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    return (np.concatenate([kept, kept]), np.concatenate([kept_labels, kept_labels])), held_out


@mistake("split_and_move", "The held-out images are trained on as well, unmoved.", HELD)
def held_out_trained_on(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    return (np.concatenate([images, shifted(kept, right=1)]), np.concatenate([labels, kept_labels])), held_out


@mistake("split_and_move", "No copies have been added.", HELD)
def no_copies(images, labels, seed):
    return hold_out(images, labels, 0.2, seed)


@mistake("split_and_move", "The copies have come without their labels.", HELD)
def copies_without_labels(images, labels, seed):
    (images, labels), held_out = hold_out(images, labels, 0.2, seed)
    return (np.concatenate([images, shifted(images, right=1)]), labels), held_out


@mistake("split_and_move", "Copies of the held-out images are among those to train on.", HELD)
def split_apart(images, labels, seed):
    (kept, kept_labels), held_out = hold_out(images, labels, 0.2, seed)
    (copies, copied_labels), _ = hold_out(shifted(images, right=1), labels, 0.2, seed + 1)
    return (np.concatenate([kept, copies]), np.concatenate([kept_labels, copied_labels])), held_out


@right("split_and_move")
def one_after_the_other(images, labels, seed):
    kept, held_out = hold_out(images, labels, share=0.2, seed=seed)
    more = [], []
    for image, label in zip(*kept):
        more[0].extend([image, shifted(image.reshape(1, 64), right=1)[0]])
        more[1].extend([label, label])
    return (np.array(more[0]), np.array(more[1])), held_out


@right("split_and_move")
def stacked(images, labels, seed):
    train, test = hold_out(images, labels, seed=seed)
    return [[np.vstack([shifted(train[0], 0, 1), train[0]]), np.tile(train[1], 2)], list(test)]


@right("split_and_move")
def rows_picked(images, labels, seed):
    rows = np.arange(len(images))
    (kept, _), (held, _) = hold_out(rows, rows, 0.2, seed)
    copies = shifted(images, right=1)
    return (
        (np.append(images[kept], copies[kept], axis=0), np.append(labels[kept], labels[kept])),
        (images[held], labels[held]),
    )


# ---- the library of one's own


@mistake(
    "train_mine",
    "A single straight line parts the plane here; the moons reach into each other.",
    "what-makes-a-network-learn",
)
def straight_line(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, seed=rng), own.Dense(8, 8, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.2)
    return (network.forward(new_inputs)[:, 0] > 0.5).astype(int)


@mistake("train_mine", "The network has not been trained: its answers come from its first, random weights.", LOOP)
def never_trained(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
    return (network.forward(new_inputs)[:, 0] > 0.5).astype(int)


@mistake("train_mine", "The training has ended long before the moons were parted.", MOONS)
def stopped_too_early(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(12):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.8)
    return (network.forward(new_inputs)[:, 0] > 0.5).astype(int)


@mistake("train_mine", "The steps lead uphill.", LOOP)
def uphill_with_mine(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(14):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, -0.8)
    return (network.forward(new_inputs)[:, 0] > 0.5).astype(int)


@mistake("train_mine", "What is returned are probabilities; classes are asked for, 0 or 1.", SHARE)
def probabilities_returned(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.8)
    return network.forward(new_inputs)[:, 0]


@mistake("train_mine", "The classes come in a column, one to a row; one after the other is asked for.", SHARE)
def column_returned(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.8)
    return (network.forward(new_inputs) > 0.5).astype(int)


@mistake("train_mine", "The answers are those for the points trained on, not for the new ones.", HELD)
def training_points_answered(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.8)
    return (network.forward(inputs)[:, 0] > 0.5).astype(int)


@mistake("train_mine", "The two classes have changed places.", SHARE)
def classes_swapped(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 8, own.tanh, seed=rng)]
    network = own.Network([*layers, own.Dense(8, 1, own.sigmoid, seed=rng)])
    targets = labels.reshape(-1, 1)
    for _ in range(600):
        outputs = network.forward(inputs)
        gradients = own.backward(network, own.binary_cross_entropy_gradient(outputs, targets))
        own.gradient_descent_step(network.parameters(), gradients, 0.8)
    return (network.forward(new_inputs)[:, 0] < 0.5).astype(int)


@mistake("train_mine", "The network comes from the given modules; your own have not been used.", MOONS)
def given_modules_used(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [InputLayer(2), Dense(2, 8, tanh, seed=rng), Dense(8, 8, tanh, seed=rng), Dense(8, 2, seed=rng)]
    network = Network(layers)
    rows = np.arange(len(labels))
    for _ in range(600):
        scores = network.forward(inputs)
        share = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        share[rows, labels] -= 1
        gradients = own.backward(network, share / len(labels))
        for parameter, gradient in zip(network.parameters(), gradients):
            parameter -= 0.8 * gradient
    return network.forward(new_inputs).argmax(axis=1)


@mistake("train_mine", "The targets lie in a row and the outputs in a column: their shapes have to agree.", MOONS)
def targets_in_a_row(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(6)
    layers = [own.InputLayer(2), own.Dense(2, 8, own.tanh, seed=rng), own.Dense(8, 1, own.sigmoid, seed=rng)]
    network = own.Network(layers)
    for _ in range(600):
        gradient = own.binary_cross_entropy_gradient(network.forward(inputs), labels)
        own.gradient_descent_step(network.parameters(), own.backward(network, gradient), 0.8)
    return (network.forward(new_inputs)[:, 0] > 0.5).astype(int)


@right("train_mine")
def mine_with_scores(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(3)
    network = own.Network([own.InputLayer(2), own.Dense(2, 12, own.tanh, seed=rng), own.Dense(12, 2, seed=rng)])
    for _ in range(1000):
        gradient = own.softmax_cross_entropy_gradient(network.forward(inputs), labels)
        own.gradient_descent_step(network.parameters(), own.backward(network, gradient), 0.8)
    return list(np.argmax(network.forward(new_inputs), axis=1))


@right("train_mine")
def mine_with_relu(own, inputs, labels, new_inputs):
    layers = [own.InputLayer(2)]
    for seed, (n_in, n_out) in enumerate([(2, 16), (16, 16)]):
        layers.append(own.Dense(n_in, n_out, own.relu, own.he, seed=seed))
    network = own.Network(layers + [own.Dense(16, 1, own.sigmoid, seed=9)])
    for _ in range(800):
        outputs = network.forward(inputs)
        slope = own.binary_cross_entropy_gradient(outputs, np.array(labels, dtype=float)[:, np.newaxis])
        for parameter, gradient in zip(network.parameters(), own.backward(network, slope)):
            parameter -= 0.3 * gradient
    return (network.forward(new_inputs) > 0.5).ravel()


@right("train_mine")
def mine_with_squares(own, inputs, labels, new_inputs):
    rng = np.random.default_rng(1)
    layers = [own.InputLayer(2), own.Dense(2, 10, own.tanh, seed=rng), own.Dense(10, 1, own.tanh, seed=rng)]
    network, targets = own.Network(layers), np.where(labels.reshape(-1, 1) == 1, 1.0, -1.0)
    for _ in range(1500):
        slope = own.mean_squared_error_gradient(network.forward(inputs), targets)
        own.gradient_descent_step(network.parameters(), own.backward(network, slope), 0.3)
    return np.where(network.forward(new_inputs)[:, 0] > 0, 1.0, 0.0)
