"""
The dense decoders of Hugging Face's transformers, written down in float64 with numpy: whole sequences, no cache, no cleverness.
It shares no code with the engine; it is what the engine is measured against.
"""
import math

import numpy as np

import seeded

SEED = 20261128


def weights_of(config):
    """All tensors by the names of Hugging Face's checkpoints."""
    kind, layers, hidden, width = config["model_type"], config["num_hidden_layers"], config["hidden_size"], config["intermediate_size"]
    size, heads, groups = head_size(config), config["num_attention_heads"], config["num_key_value_heads"]
    gemma = kind.startswith("gemma")
    bias = config.get("attention_bias", False)
    shapes = {"model.embed_tokens.weight": (config["vocab_size"], hidden), "model.norm.weight": (hidden,)}
    if not tied(config):
        shapes["lm_head.weight"] = (config["vocab_size"], hidden)
    for layer in range(layers):
        p = f"model.layers.{layer}."

        def linear(name, rows, columns, biased):
            shapes[f"{p}{name}.weight"] = (rows, columns)
            if biased:
                shapes[f"{p}{name}.bias"] = (rows,)

        norms = ["input_layernorm", "post_attention_layernorm"] + (["pre_feedforward_layernorm", "post_feedforward_layernorm"] if gemma else [])
        shapes.update({f"{p}{name}.weight": (hidden,) for name in norms})
        if kind == "phi3":
            linear("self_attn.qkv_proj", (heads + 2 * groups) * size, hidden, False)
            linear("mlp.gate_up_proj", 2 * width, hidden, False)
        else:
            linear("self_attn.q_proj", heads * size, hidden, bias or kind == "qwen2")
            linear("self_attn.k_proj", groups * size, hidden, bias or kind == "qwen2")
            linear("self_attn.v_proj", groups * size, hidden, bias or kind == "qwen2")
            linear("mlp.gate_proj", width, hidden, config.get("mlp_bias", False))
            linear("mlp.up_proj", width, hidden, config.get("mlp_bias", False))
        linear("self_attn.o_proj", hidden, heads * size, bias)
        linear("mlp.down_proj", hidden, width, config.get("mlp_bias", False))
        if kind in ("qwen3", "gemma3_text"):
            shapes.update({f"{p}self_attn.{name}.weight": (size,) for name in ("q_norm", "k_norm")})
    return {name: seeded.tensor(SEED, name, shape, less_one=gemma) for name, shape in shapes.items()}


def head_size(config):
    return config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]


def tied(config):
    return config.get("tie_word_embeddings", config["model_type"] in ("gemma2", "gemma3_text", "smollm3"))


def windows(config):
    """For each layer how many tokens it sees, itself included; None for all."""
    kind, layers, window = config["model_type"], range(config["num_hidden_layers"]), config.get("sliding_window")
    if "layer_types" in config:
        return [window if t == "sliding_attention" else None for t in config["layer_types"]]
    if kind == "gemma2":
        return [window if layer % 2 == 0 else None for layer in layers]
    if kind == "gemma3_text":
        return [window if (layer + 1) % config["sliding_window_pattern"] else None for layer in layers]
    if kind in ("qwen2", "qwen3"):
        return [window if config.get("use_sliding_window") and layer >= config["max_window_layers"] else None for layer in layers]
    return [window for _ in layers]


def rotary(config, windowed, context):
    """Frequencies, radians a token, and the factor on cosines and sines."""
    parameters = config.get("rope_parameters")
    if parameters and "full_attention" in parameters:
        parameters = parameters["sliding_attention" if windowed else "full_attention"]
        theta, scaling = parameters["rope_theta"], parameters
    else:
        absent = {"smollm3": 2000000.0, "gemma3_text": 1000000.0}.get(config["model_type"], 10000.0)
        theta, scaling = config.get("rope_theta", absent), config.get("rope_scaling")
        if windowed and config["model_type"] == "gemma3_text":
            theta, scaling = config["rope_local_base_freq"], None
    size = int(head_size(config) * config.get("partial_rotary_factor", 1.0))
    frequencies = theta ** (-np.arange(0, size, 2, dtype=np.float64) / size)
    kind = (scaling or {}).get("rope_type", (scaling or {}).get("type", "default"))
    if kind == "default":
        return frequencies, 1.0
    if kind == "linear":
        return frequencies / scaling["factor"], 1.0
    if kind == "llama3":
        original, low, high = scaling["original_max_position_embeddings"], scaling["low_freq_factor"], scaling["high_freq_factor"]
        wavelengths = 2 * math.pi / frequencies
        smooth = (original / wavelengths - low) / (high - low)
        blended = (1 - smooth) * frequencies / scaling["factor"] + smooth * frequencies
        out = np.where(wavelengths > original / low, frequencies / scaling["factor"], frequencies)
        return np.where((wavelengths <= original / low) & (wavelengths >= original / high), blended, out), 1.0
    if kind == "yarn":
        factor, original = scaling["factor"], scaling["original_max_position_embeddings"]

        def dimension(rotations):
            return size * math.log(original / (rotations * 2 * math.pi)) / (2 * math.log(theta))

        low = max(math.floor(dimension(scaling.get("beta_fast", 32))), 0)
        high = min(math.ceil(dimension(scaling.get("beta_slow", 1))), size - 1)
        ramp = np.clip((np.arange(size // 2) - low) / ((high - low) or 0.001), 0, 1)
        attention = scaling.get("attention_factor", 0.1 * math.log(factor) + 1)
        return frequencies / factor * ramp + frequencies * (1 - ramp), attention
    if kind == "longrope":
        original = config["original_max_position_embeddings"]
        stretch = config["max_position_embeddings"] / original
        factors = np.array(scaling["long_factor" if (context or config["max_position_embeddings"]) > original else "short_factor"])
        return frequencies / factors, math.sqrt(1 + math.log(stretch) / math.log(original)) if stretch > 1 else 1.0
    raise ValueError(kind)


def log_probabilities(config, ids, context=None):
    """After each token, the logarithm of every next token's probability."""
    kind, w = config["model_type"], {name: value.astype(np.float64) for name, value in weights_of(config).items()}
    gemma, size, count = kind.startswith("gemma"), head_size(config), len(ids)
    heads, groups = config["num_attention_heads"], config["num_key_value_heads"]

    def norm(x, name):
        weight = w[name + ".weight"] + (1 if gemma else 0)
        return x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + config["rms_norm_eps"]) * weight

    def linear(x, name):
        return x @ w[name + ".weight"].T + w.get(name + ".bias", 0)

    def turn(x, frequencies, factor):
        angles = np.arange(count)[:, None] * frequencies
        cos, sin = (np.concatenate([f(angles)] * 2, axis=1)[:, None, :] * factor for f in (np.cos, np.sin))
        turned, kept = x[..., : 2 * len(frequencies)], x[..., 2 * len(frequencies):]
        half = len(frequencies)
        rotated = np.concatenate([-turned[..., half:], turned[..., :half]], axis=-1)
        return np.concatenate([turned * cos + rotated * sin, kept], axis=-1)

    def cap(x, field):
        bound = config.get(field)
        return x if bound is None else np.tanh(x / bound) * bound

    unrotated = {
        layer for layer in range(config["num_hidden_layers"])
        if kind == "smollm3" and (config["no_rope_layers"][layer] == 0 if "no_rope_layers" in config
                                  else (layer + 1) % config.get("no_rope_layer_interval", 4) == 0)
    }
    scale = config["query_pre_attn_scalar"] ** -0.5 if gemma else size ** -0.5
    distance = np.arange(count)[:, None] - np.arange(count)[None, :]
    x = w["model.embed_tokens.weight"][ids] * (math.sqrt(config["hidden_size"]) if gemma else 1)
    for layer, window in enumerate(windows(config)):
        p = f"model.layers.{layer}."
        h = norm(x, p + "input_layernorm")
        if kind == "phi3":
            q, k, v = np.split(linear(h, p + "self_attn.qkv_proj"), [heads * size, (heads + groups) * size], axis=1)
        else:
            q, k, v = (linear(h, p + f"self_attn.{name}_proj") for name in "qkv")
        q, k, v = q.reshape(count, heads, size), k.reshape(count, groups, size), v.reshape(count, groups, size)
        if kind in ("qwen3", "gemma3_text"):
            q, k = norm(q, p + "self_attn.q_norm"), norm(k, p + "self_attn.k_norm")
        if layer not in unrotated:
            angles = rotary(config, window is not None, context)
            q, k = turn(q, *angles), turn(k, *angles)
        k, v = np.repeat(k, heads // groups, axis=1), np.repeat(v, heads // groups, axis=1)
        scores = cap(np.einsum("qhd,khd->hqk", q, k) * scale, "attn_logit_softcapping" if kind == "gemma2" else "")
        hidden = (distance < 0) | (False if window is None else distance >= window)
        scores = np.where(hidden[None], -np.inf, scores)
        attention = np.exp(scores - scores.max(axis=-1, keepdims=True))
        attention /= attention.sum(axis=-1, keepdims=True)
        out = linear(np.einsum("hqk,khd->qhd", attention, v).reshape(count, heads * size), p + "self_attn.o_proj")
        x = x + (norm(out, p + "post_attention_layernorm") if gemma else out)
        h = norm(x, p + ("pre_feedforward_layernorm" if gemma else "post_attention_layernorm"))
        if kind == "phi3":
            gate, up = np.split(linear(h, p + "mlp.gate_up_proj"), 2, axis=1)
        else:
            gate, up = linear(h, p + "mlp.gate_proj"), linear(h, p + "mlp.up_proj")
        if gemma:
            gate = 0.5 * gate * (1 + np.tanh(math.sqrt(2 / math.pi) * (gate + 0.044715 * gate**3)))
        else:
            gate = gate / (1 + np.exp(-gate))
        out = linear(gate * up, p + "mlp.down_proj")
        x = x + (norm(out, p + "post_feedforward_layernorm") if gemma else out)
    logits = norm(x, "model.norm") @ w["model.embed_tokens.weight" if tied(config) else "lm_head.weight"].T
    logits = cap(logits, "final_logit_softcapping" if kind == "gemma2" else "")
    logits = logits - logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
