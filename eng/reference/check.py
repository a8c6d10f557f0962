"""Holds the numpy decoder against the implementations that it was written after. Needs torch and transformers; not part of any build."""
import numpy as np

import decoder


def against_transformers(config, ids, expected):
    import torch
    import transformers
    kind = config["model_type"]
    names = {"llama": "Llama", "mistral": "Mistral", "qwen2": "Qwen2", "qwen3": "Qwen3", "gemma2": "Gemma2", "gemma3_text": "Gemma3", "phi3": "Phi3",
             "smollm3": "SmolLM3"}
    causal = getattr(transformers, names[kind] + "ForCausalLM", None)
    shape = getattr(transformers, names[kind] + ("TextConfig" if kind == "gemma3_text" else "Config"), None)
    if causal is None or shape is None:
        return "not in this version of transformers"
    fields = {key: value for key, value in config.items() if key != "model_type"}
    if kind == "phi3":
        fields.setdefault("pad_token_id", 0)
    model = causal(shape(**fields, attn_implementation="eager")).double().eval()
    state = {name: torch.tensor(value.astype(np.float64)) for name, value in decoder.weights_of(config).items()}
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or [name for name in missing if name != "lm_head.weight" and "inv_freq" not in name]:
        return f"missing {missing}, unexpected {unexpected}"
    model.tie_weights()
    with torch.no_grad():
        logits = model(torch.tensor([ids]), use_cache=False).logits[0].double()
    return f"largest difference {np.abs(torch.log_softmax(logits, -1).numpy() - expected).max():.1e}"
