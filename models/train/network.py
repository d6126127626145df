"""The networks that were compared, as functions of JAX. All read a vector a token, the sum of its rows of one table."""

import jax
import jax.numpy as jnp
import numpy as np

LABELS = 5


def rows_init(random, rows, channels):
    table = (random.standard_normal((rows, channels)) * 0.08).astype(np.float32)
    table[0] = 0
    return table


def dense_init(random, inputs, outputs, gain=1.0):
    return (random.standard_normal((inputs, outputs)) * gain / inputs**0.5).astype(np.float32)


class Cnn:
    """Dilated convolutions over three tokens, each with a ReLU and added to what it read."""

    def __init__(self, channels=64, dilations=(1, 2, 4, 8, 16, 1)):
        self.channels, self.dilations, self.name = channels, tuple(dilations), f"cnn-{channels}x{len(dilations)}"

    def init(self, random):
        c = self.channels
        params = {"out.weight": dense_init(random, c, LABELS), "out.bias": np.zeros(LABELS, np.float32)}
        for i, _ in enumerate(self.dilations):
            params[f"layer.{i}.weight"] = dense_init(random, 3 * c, c).reshape(3, c, c)
            params[f"layer.{i}.bias"] = np.zeros(c, np.float32)
        return params

    def logits(self, params, x, mask, drop=lambda x, layer: x):
        x = drop(x, len(self.dilations))
        for i, d in enumerate(self.dilations):
            w = params[f"layer.{i}.weight"]
            # Three products of matrices are faster than a convolution on a CPU.
            back = jnp.pad(x, ((0, 0), (d, 0), (0, 0)))[:, :-d]
            ahead = jnp.pad(x, ((0, 0), (0, d), (0, 0)))[:, d:]
            y = back @ w[0] + x @ w[1] + ahead @ w[2] + params[f"layer.{i}.bias"]
            x = x + drop(jax.nn.relu(y), i) * mask[..., None]
        return x @ params["out.weight"] + params["out.bias"]

    def exported(self, params):
        """Weights of the layers as `[out, in, 3]`."""
        return {
            name: np.transpose(np.asarray(value), (2, 1, 0)) if name.startswith("layer") and value.ndim == 3
            else np.asarray(value)
            for name, value in params.items()
        }


class BiLstm:
    """One layer of LSTM in each direction."""

    def __init__(self, channels=64, hidden=64):
        self.channels, self.hidden, self.name = channels, hidden, f"bilstm-{hidden}"

    def init(self, random):
        c, h = self.channels, self.hidden
        params = {"out.weight": dense_init(random, 2 * h, LABELS), "out.bias": np.zeros(LABELS, np.float32)}
        for side in "fb":
            params[f"{side}.in"] = dense_init(random, c, 4 * h)
            params[f"{side}.state"] = dense_init(random, h, 4 * h)
            params[f"{side}.bias"] = np.concatenate([np.zeros(h), np.ones(h), np.zeros(2 * h)]).astype(np.float32)
        return params

    def logits(self, params, x, mask):
        def run(side, x, mask):
            gates = x @ params[f"{side}.in"] + params[f"{side}.bias"]

            def step(carry, now):
                h, c = carry
                gate, real = now
                i, f, o, g = jnp.split(gate + h @ params[f"{side}.state"], 4, axis=-1)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                h = jax.nn.sigmoid(o) * jnp.tanh(c) * real[:, None]
                return (h, c * real[:, None]), h

            zero = jnp.zeros((x.shape[0], self.hidden))
            _, out = jax.lax.scan(step, (zero, zero), (jnp.swapaxes(gates, 0, 1), mask.T))
            return jnp.swapaxes(out, 0, 1)

        ahead = run("f", x, mask)
        back = run("b", x[:, ::-1], mask[:, ::-1])[:, ::-1]
        return jnp.concatenate([ahead, back], -1) @ params["out.weight"] + params["out.bias"]


class Transformer:
    """Layers of attention over windows of tokens, with positions."""

    def __init__(self, channels=128, layers=2, heads=4, window=64):
        self.channels, self.layers, self.heads, self.window = channels, layers, heads, window
        self.name = f"transformer-{layers}x{channels}"

    def init(self, random):
        c = self.channels
        params = {"out.weight": dense_init(random, c, LABELS), "out.bias": np.zeros(LABELS, np.float32)}
        params["position"] = (random.standard_normal((self.window, c)) * 0.02).astype(np.float32)
        for i in range(self.layers):
            params[f"{i}.qkv"] = dense_init(random, c, 3 * c)
            params[f"{i}.mix"] = dense_init(random, c, c, 0.5)
            params[f"{i}.up"] = dense_init(random, c, 4 * c)
            params[f"{i}.down"] = dense_init(random, 4 * c, c, 0.5)
            params[f"{i}.norm1"] = np.ones(c, np.float32)
            params[f"{i}.norm2"] = np.ones(c, np.float32)
        return params

    def logits(self, params, x, mask):
        norm = lambda x, g: (x - x.mean(-1, keepdims=True)) * jax.lax.rsqrt(x.var(-1, keepdims=True) + 1e-5) * g
        shape = x.shape
        w, h, c = self.window, self.heads, self.channels
        x = x.reshape(-1, w, c) + params["position"]
        real = mask.reshape(-1, 1, 1, w)
        for i in range(self.layers):
            q, k, v = jnp.split(norm(x, params[f"{i}.norm1"]) @ params[f"{i}.qkv"], 3, -1)
            heads = lambda t: t.reshape(t.shape[0], w, h, c // h).swapaxes(1, 2)
            weights = heads(q) @ heads(k).swapaxes(-1, -2) / (c // h) ** 0.5
            weights = jax.nn.softmax(jnp.where(real > 0, weights, -1e9), -1)
            mixed = (weights @ heads(v)).swapaxes(1, 2).reshape(x.shape)
            x = x + mixed @ params[f"{i}.mix"]
            x = x + jax.nn.relu(norm(x, params[f"{i}.norm2"]) @ params[f"{i}.up"]) @ params[f"{i}.down"]
        return x.reshape(shape) @ params["out.weight"] + params["out.bias"]
