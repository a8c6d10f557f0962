"""The models whose log-probabilities are committed: one small model for each way in which the architectures differ."""

BASE = {
    "vocab_size": 96, "hidden_size": 64, "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2,
    "intermediate_size": 96, "max_position_embeddings": 256, "rms_norm_eps": 1e-5, "tie_word_embeddings": False,
}
LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 32}
SHORT = [1.0, 1.05, 1.1, 1.2, 1.3, 1.45, 1.6, 1.8]
LONG = [1.0, 1.4, 2.1, 3.3, 5.2, 8.5, 13.0, 21.0]
LONGROPE = {"type": "longrope", "short_factor": SHORT, "long_factor": LONG}


def case(name, model_type, context=None, **fields):
    config = {**BASE, "model_type": model_type, **fields}
    return {"name": name, "config": {key: value for key, value in config.items() if value != "absent"}, "context": context}


CASES = [
    case("llama2", "llama", num_key_value_heads=4, rope_theta=10000.0),
    case("llama3.1", "llama", rope_theta=500000.0, rope_scaling=LLAMA3),
    case("llama-linear", "llama", rope_scaling={"type": "linear", "factor": 4.0}),
    case("llama-biases", "llama", attention_bias=True, mlp_bias=True),
    case("smollm2", "llama", tie_word_embeddings=True, rope_theta=100000.0, head_dim=16),
    case("mistral", "mistral", sliding_window=7),
    case("mistral-nemo", "mistral", sliding_window=None, head_dim=24, rope_theta=1000000.0),
    case("qwen2", "qwen2", rope_theta=1000000.0, tie_word_embeddings=True),
    case("qwen2.5-yarn", "qwen2", rope_theta=1000000.0,
         rope_scaling={"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64}),
    case("qwen2-window", "qwen2", use_sliding_window=True, sliding_window=5, max_window_layers=2),
    case("qwen3", "qwen3", head_dim=32, rope_theta=1000000.0, tie_word_embeddings=True),
    case("qwen3-yarn", "qwen3", head_dim=16,
         rope_scaling={"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 32, "beta_fast": 8.0, "beta_slow": 0.5,
                       "attention_factor": 1.1}),
    case("gemma2", "gemma2", head_dim=16, query_pre_attn_scalar=24, attn_logit_softcapping=1.5, final_logit_softcapping=2.5,
         sliding_window=6, hidden_activation="gelu_pytorch_tanh", tie_word_embeddings="absent"),
    case("gemma3", "gemma3_text", head_dim=16, query_pre_attn_scalar=24, sliding_window=6, sliding_window_pattern=3, rope_theta=1000000.0,
         rope_local_base_freq=10000.0, rope_scaling={"rope_type": "linear", "factor": 8.0}, tie_word_embeddings="absent"),
    case("gemma3-transformers5", "gemma3_text", head_dim=16, query_pre_attn_scalar=16, sliding_window=4,
         layer_types=["sliding_attention", "full_attention", "full_attention", "sliding_attention"],
         rope_parameters={"full_attention": {"rope_type": "linear", "factor": 2.0, "rope_theta": 500000.0},
                          "sliding_attention": {"rope_type": "default", "rope_theta": 5000.0}}),
    case("phi3", "phi3", sliding_window=9, num_key_value_heads=4),
    case("phi3-long", "phi3", rope_scaling=LONGROPE, original_max_position_embeddings=20, sliding_window=None),
    case("phi3-short", "phi3", rope_scaling=LONGROPE, original_max_position_embeddings=20, sliding_window=None, context=20),
    case("phi4-mini", "phi3", rope_scaling={**LONGROPE, "short_factor": SHORT[:6], "long_factor": LONG[:6]}, partial_rotary_factor=0.75,
         original_max_position_embeddings=20, tie_word_embeddings=True),
    case("smollm3", "smollm3", no_rope_layers=[1, 1, 0, 1], rope_theta=2000000.0, tie_word_embeddings="absent"),
    case("smollm3-interval", "smollm3", no_rope_layer_interval=2, attention_bias=True),
]
