/** The notebook's seeded source of randomness (`src/base/random.ts`) in Python: a training that draws from it starts, shuffles and hides as the one in the page. */
export const seededRandom = `# The notebook's own source of randomness: the same seed gives the same numbers here and there.
def mix(value):
    """The finaliser of MurmurHash3: every bit of the input moves every bit of the output."""
    value &= 0xFFFFFFFF
    value = (value ^ (value >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ (value >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ (value >> 16)


def seed_for(seed, *uses):
    """A seed of its own for each use of one seed: parameters, the order of an epoch, what dropout hides in a step."""
    mixed = mix(seed)
    for use in uses:
        fnv1a = 0x811C9DC5
        for byte in str(use).encode():
            fnv1a = (fnv1a ^ byte) * 0x01000193 & 0xFFFFFFFF
        mixed = mix(mixed ^ fnv1a)
    return mixed


class Random:
    """mulberry32, many numbers at a time."""

    def __init__(self, seed):
        self.state = mix(seed)

    def draw(self, count):
        """Even in [0, 1)."""
        states = ((self.state + np.arange(1, count + 1, dtype="uint64") * 0x6D2B79F5) & 0xFFFFFFFF).astype("uint32")
        self.state = (self.state + count * 0x6D2B79F5) & 0xFFFFFFFF
        t = (states ^ (states >> 15)) * (states | 1)
        t = (t + (t ^ (t >> 7)) * (t | 61)) ^ t
        return (t ^ (t >> 14)) / 2.0**32

    def permutation(self, count):
        """0 to count - 1 in random order (Fisher-Yates)."""
        order = list(range(count))
        for i, drawn in zip(range(count - 1, 0, -1), self.draw(count - 1)):
            j = int(drawn * (i + 1))
            order[i], order[j] = order[j], order[i]
        return np.array(order)


class Embedding(layers.Embedding):
    """Where a word stands several times in a batch, Keras on TensorFlow squares each of its gradients by itself. Times one, they are added up first, as in the notebook."""

    def call(self, ids):
        return ops.take(self.embeddings * 1.0, ids, axis=0)


def start_like_the_notebook(model, seed, names):
    """Gives every layer the numbers that it starts with in the notebook: kernels even in +-sqrt(6 / (in + out)), embeddings in +-0.05 (biases stay 0, gains 1)."""
    random = Random(seed_for(seed, "parameters"))
    for layer in map(model.get_layer, names):
        for weight in layer.trainable_weights:
            shape = tuple(weight.shape)
            if weight.name == "embeddings":
                limit = 0.05
            elif weight.name == "kernel":
                heads = isinstance(layer, layers.MultiHeadAttention)
                limit = math.sqrt(6 / (2 * layer.num_heads * layer.key_dim if heads else math.prod(shape[:-2]) * (shape[-2] + shape[-1])))
            else:
                continue
            weight.assign((-limit + random.draw(math.prod(shape)) * 2 * limit).astype("float32").reshape(shape))`;

/** A dropout that hides what the notebook's does. @param batchSize as Python writes it */
export const seededDropout = (batchSize: string): string => `class Dropout(layers.Layer):
    """Hides the same numbers in the same step as the notebook, and enlarges the rest by 1 / (1 - rate). What a step hides is drawn before it; it is no parameter, and nothing of it is trained."""

    def __init__(self, rate, place=None):
        super().__init__()
        self.rate, self.place = rate, place

    def build(self, shape):
        self.mask = self.add_weight(shape=(${batchSize}, *shape[1:]), initializer="ones", trainable=False, name="mask")

    def draw(self, seed, step, texts):
        own = seed_for(seed, "dropout", step) % 0x7FFFFFFF + 1
        if self.place:
            own = seed_for(own, self.place) % 0x7FFFFFFF + 1
        mask = np.ones(self.mask.shape, dtype="float32")
        drawn = Random(own).draw(texts * math.prod(mask.shape[1:])).reshape(texts, *mask.shape[1:])
        mask[:texts] = np.where(drawn < self.rate, 0, 1 / (1 - self.rate))
        self.mask.assign(mask)

    def call(self, x, training=False):
        return x * self.mask[: ops.shape(x)[0]] if training else x`;
