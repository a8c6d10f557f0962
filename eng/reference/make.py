"""
Writes tests/data/reference/architectures.json: for each case its config.json, a prompt, and the log-probabilities of all next tokens
after some of the prompt's tokens.

    /usr/bin/python3 eng/reference/make.py    # needs numpy (Debian: python3-numpy)
"""
import json
import pathlib

import numpy as np

import decoder
from cases import CASES

OUT = pathlib.Path(__file__).parents[2] / "tests" / "data" / "reference" / "architectures.json"


def ids_of(config, count):
    return [(i * i + 5 * i + 3) % config["vocab_size"] for i in range(count)]


def main():
    made = []
    for case in CASES:
        config, context = case["config"], case["context"]
        ids = ids_of(config, min(40, context or 40))
        values = decoder.log_probabilities(config, ids, context)
        rows = {str(at): [round(float(v), 6) for v in values[at]] for at in (1, 11, len(ids) - 1)}
        made.append({**case, "ids": ids, "logprobs": rows})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(" " + json.dumps(one, separators=(",", ":")) for one in made)
    OUT.write_text(f'{{"seed": {decoder.SEED}, "cases": [\n{lines}\n]}}\n')
    print(OUT, OUT.stat().st_size, "bytes", len(made), "cases", "finite" if all(np.isfinite(list(c["logprobs"].values())).all() for c in made) else "NOT FINITE")


if __name__ == "__main__":
    main()
