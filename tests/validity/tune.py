"""Tunes SmolLM2-135M on rows and answers held-out ones: the larger model of docs/validity.md, independent of Assay's own code.

python3 tune.py MODEL.gguf NAME.cell.json ...

Every cell without a NAME.tuned.json beside it is done, one after another. It holds tokens only:
  {"train": [{"tokens": [...], "answerFrom": n}], "test": [the same], "end": token, "seed": n,
   "epochs": n, "leastTokens": n, "mostTokens": n, "rank": n, "learningRate": x, "newTokens": n}
What comes out: {"tokens": trained, "steps": n, "losses": nats of each test row's answer, "answers": [[...]], "seconds": x}.

Needs torch, numpy and gguf. All layers get adapters (LoRA, Hu et al. 2021) on all seven matrices; bfloat16 products, float32
adapters and optimizer; AdamW with a linear warm-up over a tenth of the steps and a linear fall to nothing.
"""

import json
import math
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from gguf import GGUFReader
from gguf.quants import dequantize

TOKENS_A_STEP = 320
MATRICES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
COMPUTE = torch.bfloat16


def read_model(path):
    reader = GGUFReader(path)
    tensors = {t.name: torch.from_numpy(dequantize(t.data, t.tensor_type).copy()).float() for t in reader.tensors}

    def number(key):
        field = reader.get_field(f"llama.{key}")
        return field.parts[field.data[0]][0].item()

    shape = {
        "layers": number("block_count"),
        "heads": number("attention.head_count"),
        "key_heads": number("attention.head_count_kv"),
        "epsilon": number("attention.layer_norm_rms_epsilon"),
        "base": number("rope.freq_base"),
    }
    return tensors, shape


def normed(x, weight, epsilon):
    x = x.float()
    return (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * weight).to(COMPUTE)


class Llama:
    """Frozen weights; `adapters[name]` is a pair (down [rank, in], up [out, rank]) in float32, or there is none."""

    def __init__(self, tensors, shape):
        self.shape = shape
        self.norms = {n: t for n, t in tensors.items() if t.ndim == 1}
        self.matrices = {n: t.to(COMPUTE) for n, t in tensors.items() if t.ndim == 2}
        self.embedding = self.matrices["token_embd.weight"]
        self.head_width = self.embedding.shape[1] // shape["heads"]
        self.adapters, self.scale = {}, 0.0

    def start_adapters(self, rank, scale, generator):
        self.adapters, self.scale = {}, scale
        for layer in range(self.shape["layers"]):
            for matrix in MATRICES:
                out, into = self.matrices[f"blk.{layer}.{matrix}.weight"].shape
                down = torch.randn(rank, into, generator=generator) / math.sqrt(into)
                self.adapters[f"blk.{layer}.{matrix}"] = (down.requires_grad_(), torch.zeros(out, rank).requires_grad_())

    def adapted(self):
        """Every matrix with its adapter added, once a step: cheaper here than two thin products for each token."""
        return {
            f"{name}.weight": self.matrices[f"{name}.weight"] + (self.scale * (up @ down)).to(COMPUTE)
            for name, (down, up) in self.adapters.items()
        }

    def rotated(self, x, positions):
        """x [batch, heads, length, head width]; pairs of neighbours turn, as the file stores queries and keys."""
        half = self.head_width // 2
        angles = positions[:, None, :, None].float() * self.shape["base"] ** (-torch.arange(half).float() / half)
        cos, sin = angles.cos(), angles.sin()
        even, odd = x[..., 0::2].float(), x[..., 1::2].float()
        return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2).to(COMPUTE)

    def hidden(self, matrices, tokens, positions, mask, memory=None):
        """tokens, positions [batch, length]; mask [batch, 1, length, seen], True where a place may look.
        memory: per layer (keys, values) of places before these, extended in place."""
        shape = self.shape
        hidden_places = torch.zeros(mask.shape, dtype=COMPUTE).masked_fill_(~mask, -1e4)
        batch, length = tokens.shape
        x = self.embedding[tokens]
        for layer in range(shape["layers"]):
            name = f"blk.{layer}"
            h = normed(x, self.norms[f"{name}.attn_norm.weight"], shape["epsilon"])

            def heads(matrix, count):
                return F.linear(h, matrices[f"{name}.{matrix}.weight"]).view(batch, length, count, self.head_width).transpose(1, 2)

            q = self.rotated(heads("attn_q", shape["heads"]), positions)
            k = self.rotated(heads("attn_k", shape["key_heads"]), positions)
            v = heads("attn_v", shape["key_heads"])
            if memory is not None:
                if memory[layer] is not None:
                    k, v = torch.cat((memory[layer][0], k), 2), torch.cat((memory[layer][1], v), 2)
                memory[layer] = (k, v)
            group = shape["heads"] // shape["key_heads"]
            k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
            looks = ((q * self.head_width**-0.5) @ k.transpose(2, 3) + hidden_places).softmax(-1)
            seen = (looks @ v).transpose(1, 2).reshape(batch, length, -1)
            x = x + F.linear(seen, matrices[f"{name}.attn_output.weight"])
            h = normed(x, self.norms[f"{name}.ffn_norm.weight"], shape["epsilon"])
            gate = F.silu(F.linear(h, matrices[f"{name}.ffn_gate.weight"])) * F.linear(h, matrices[f"{name}.ffn_up.weight"])
            x = x + F.linear(gate, matrices[f"{name}.ffn_down.weight"])
        return normed(x, self.norms["output_norm.weight"], shape["epsilon"])


def padded(rows):
    """Rows of tokens as [batch, length], filled at the end, with the causal mask."""
    length = max(map(len, rows))
    tokens = torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
    positions = torch.arange(length).expand(len(rows), length)
    mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None].expand(len(rows), 1, length, length)
    return tokens, positions, mask


def answer_losses(model, matrices, rows):
    """Nats of each answer token, one tensor a row."""
    tokens, positions, mask = padded([row["tokens"][:-1] for row in rows])
    hidden = model.hidden(matrices, tokens, positions, mask)
    spans = [(index, row["answerFrom"] - 1, len(row["tokens"]) - 1) for index, row in enumerate(rows)]
    at = torch.cat([hidden[index, start:end] for index, start, end in spans])
    aims = torch.tensor([t for row in rows for t in row["tokens"][row["answerFrom"] :]])
    losses = F.cross_entropy(F.linear(at, model.embedding).float(), aims, reduction="none")
    return losses.split([end - start for _, start, end in spans])


def batches(rows, generator):
    """One pass over the rows in an order drawn, in batches of neighbours in length: little is filled up."""
    order = torch.randperm(len(rows), generator=generator).tolist()
    chunks = []
    for start in range(0, len(order), 64):
        chunk = sorted(order[start : start + 64], key=lambda index: len(rows[index]["tokens"]))
        batch = []
        for index in chunk:
            longest = len(rows[index]["tokens"])
            if batch and (len(batch) + 1) * longest > TOKENS_A_STEP:
                chunks.append(batch)
                batch = []
            batch.append(index)
        chunks.append(batch)
    return [[rows[index] for index in chunks[at]] for at in torch.randperm(len(chunks), generator=generator).tolist()]


def tune(model, cell):
    generator = torch.Generator().manual_seed(cell["seed"])
    model.start_adapters(cell["rank"], 2.0, generator)
    parameters = [p for pair in model.adapters.values() for p in pair]
    optimizer = torch.optim.AdamW(parameters, lr=cell["learningRate"], betas=(0.9, 0.99), weight_decay=0.01)
    once = sum(len(row["tokens"]) for row in cell["train"])
    aim = min(cell["mostTokens"], max(cell["leastTokens"], cell["epochs"] * once))
    plan, tokens = [], 0
    while tokens < aim:
        for batch in batches(cell["train"], generator):
            if tokens >= aim:
                break
            plan.append(batch)
            tokens += sum(len(row["tokens"]) for row in batch)
    warm = max(1, len(plan) // 10)
    for step, batch in enumerate(plan):
        share = (step + 1) / warm if step < warm else 1 - (step - warm) / max(1, len(plan) - warm)
        for group in optimizer.param_groups:
            group["lr"] = cell["learningRate"] * share
        loss = torch.cat(answer_losses(model, model.adapted(), batch)).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
    return tokens, len(plan)


@torch.no_grad()
def written(model, matrices, rows, end, most):
    """Greedy answers to the rows' prompts."""
    prompts = [row["tokens"][: row["answerFrom"]] for row in rows]
    tokens, positions, mask = padded(prompts)
    memory = [None] * model.shape["layers"]
    lengths = torch.tensor([len(prompt) for prompt in prompts])
    hidden = model.hidden(matrices, tokens, positions, mask, memory)
    last = hidden[torch.arange(len(rows)), lengths - 1]
    looks = torch.arange(tokens.shape[1])[None] < lengths[:, None]
    answers, open_rows = [[] for _ in rows], [True] * len(rows)
    for _ in range(most):
        chosen = F.linear(last, model.embedding).float().argmax(-1)
        for index, token in enumerate(chosen.tolist()):
            if open_rows[index]:
                if token == end:
                    open_rows[index] = False
                else:
                    answers[index].append(token)
        if not any(open_rows):
            break
        looks = torch.cat((looks, torch.ones(len(rows), 1, dtype=torch.bool)), 1)
        last = model.hidden(matrices, chosen[:, None], lengths[:, None], looks[:, None, None], memory)[:, 0]
        lengths = lengths + 1
    return answers


@torch.no_grad()
def judged(model, cell):
    losses, answers = [], []
    matrices = {**model.matrices, **model.adapted()}
    test = cell["test"]
    for start in range(0, len(test), 60):
        part = test[start : start + 60]
        losses += [row.sum().item() for row in answer_losses(model, matrices, part)]
        if cell["newTokens"] > 0:
            answers += written(model, matrices, part, cell["end"], cell["newTokens"])
    return losses, answers


def main():
    _, path, *cells = sys.argv
    model = Llama(*read_model(path))
    for file in map(Path, cells):
        out = file.with_name(file.name.replace(".cell.json", ".tuned.json"))
        if out.exists():
            continue
        cell, started = json.loads(file.read_text()), time.monotonic()
        tokens, steps = tune(model, cell) if cell["train"] else (0, 0)
        if not cell["train"]:
            model.adapters = {}
        losses, answers = judged(model, cell)
        found = {"tokens": tokens, "steps": steps, "losses": losses, "answers": answers}
        part = out.with_suffix(".part")
        part.write_text(json.dumps({**found, "seconds": time.monotonic() - started}))
        part.rename(out)
        print(f"{out.name}: {tokens} tokens, {sum(losses) / len(losses):.2f} nats a row, {time.monotonic() - started:.0f} s", flush=True)


main()
