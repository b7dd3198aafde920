"""Writes src/lib/core/llama/vectors with the Flax implementation of Hugging Face's transformers:
python tests/oracles/llama_vectors.py [SmolLM2.gguf]

tiny.json: losses of the tests' tiny Llama. smollm2.json, where the model's file is given: losses of a few texts."""
import subprocess
import sys
import tempfile
from pathlib import Path

from oracle import ROOT, need, write_json

gguf, np, jax, flax, transformers, tokenizers = need('gguf', 'numpy', 'jax', 'flax', 'transformers', 'tokenizers')
import jax.numpy as jnp  # noqa: E402
from gguf.quants import dequantize  # noqa: E402
from transformers import FlaxLlamaForCausalLM, LlamaConfig  # noqa: E402
from transformers.models.llama import modeling_flax_llama  # noqa: E402

FOLDER = ROOT / 'src/lib/core/llama/vectors'
FOLDER.mkdir(exist_ok=True)
NAMES = {
    'attn_q': ('self_attn', 'q_proj'), 'attn_k': ('self_attn', 'k_proj'), 'attn_v': ('self_attn', 'v_proj'),
    'attn_output': ('self_attn', 'o_proj'), 'ffn_gate': ('mlp', 'gate_proj'), 'ffn_up': ('mlp', 'up_proj'), 'ffn_down': ('mlp', 'down_proj'),
}


def sinusoids(count, width, base):
    angles = np.arange(count)[:, None] / base ** (np.arange(0, width, 2) / width)
    both = np.concatenate((angles, angles), axis=-1)[:, None, :]
    return jnp.array(np.concatenate((np.sin(both), np.cos(both)), axis=-1))


def load(path):
    reader = gguf.GGUFReader(path)

    def number(key):
        return reader.fields[key].parts[-1][0].item()

    heads, key_heads, layers = number('llama.attention.head_count'), number('llama.attention.head_count_kv'), number('llama.block_count')
    config = LlamaConfig(
        vocab_size=number('llama.vocab_size'), hidden_size=number('llama.embedding_length'),
        intermediate_size=number('llama.feed_forward_length'), num_hidden_layers=layers, num_attention_heads=heads,
        num_key_value_heads=key_heads, max_position_embeddings=256, rms_norm_eps=number('llama.attention.layer_norm_rms_epsilon'),
        rope_theta=float(number('llama.rope.freq_base')), tie_word_embeddings=False,
    )
    tensors = {
        t.name.removesuffix('.weight'): dequantize(t.data, t.tensor_type).reshape([int(n) for n in reversed(t.shape)]).astype(np.float32)
        for t in reader.tensors
    }

    def halves(matrix, count):
        """From neighbours that turn together, as llama.cpp has them, to halves, as transformers has them."""
        rows, width = matrix.shape
        return matrix.reshape(count, rows // count // 2, 2, width).swapaxes(1, 2).reshape(rows, width)

    def layer(index):
        tensor = lambda name: tensors[f'blk.{index}.{name}']  # noqa: E731
        found = {'input_layernorm': {'weight': tensor('attn_norm')}, 'post_attention_layernorm': {'weight': tensor('ffn_norm')}}
        for name, (part, kernel) in NAMES.items():
            matrix = tensor(name)
            if name in ('attn_q', 'attn_k'):
                matrix = halves(matrix, heads if name == 'attn_q' else key_heads)
            found.setdefault(part, {})[kernel] = {'kernel': matrix.T}
        return found

    table = tensors['token_embd']
    params = {
        'model': {'embed_tokens': {'embedding': table}, 'layers': {str(i): layer(i) for i in range(layers)}, 'norm': {'weight': tensors['output_norm']}},
        'lm_head': {'kernel': table.T},
    }
    # Its Flax form knows no other base than 10,000; the table is its own otherwise.
    modeling_flax_llama.create_sinusoidal_positions = lambda count, width: sinusoids(count, width, config.rope_theta)
    model = FlaxLlamaForCausalLM(config, dtype=jnp.float32, _do_init=False)
    return reader, model, jax.tree_util.tree_map(jnp.asarray, params)


def losses(model, params, tokens):
    with jax.default_matmul_precision('highest'):
        logits = model(np.array([tokens], dtype=np.int32), params=params).logits[0]
    shares = jax.nn.log_softmax(logits, axis=-1)
    return [round(float(-shares[at, token]), 6) for at, token in enumerate(tokens[1:])]


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / 'tiny.gguf'
    subprocess.run(['node', ROOT / 'tests/oracles/write-tiny-llama.ts', path], check=True)
    _, model, params = load(path)
tokens = [(11 + at * at * 13) % 440 for at in range(40)]
write_json(FOLDER / 'tiny.json', {'tokens': tokens, 'losses': losses(model, params, tokens)})

if len(sys.argv) > 1:
    reader, model, params = load(sys.argv[1])
    field = lambda key: [bytes(reader.fields[key].parts[i]).decode() for i in reader.fields[key].data]  # noqa: E731
    vocabulary = field('tokenizer.ggml.tokens')
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.BPE(
            vocab={text: index for index, text in enumerate(vocabulary)},
            merges=[tuple(merge.split(' ')) for merge in field('tokenizer.ggml.merges')],
        )
    )
    rules = tokenizers.pre_tokenizers
    tokenizer.pre_tokenizer = rules.Sequence([rules.Digits(individual_digits=True), rules.ByteLevel(add_prefix_space=False, use_regex=True)])
    encode = lambda text: tokenizer.encode(text, add_special_tokens=False).ids  # noqa: E731
    found = []
    for question, answer in [
        ('What is the capital of France?', 'The capital of France is Paris.'),
        ('What is the capital of France?', 'The capital of France is Lima.'),
        ('Add 2 and 3.', '2 + 3 = 5'),
    ]:
        head = [1, *encode(f'user\n{question}'), 2, *encode('\n'), 1, *encode('assistant\n')]
        tokens = [*head, *encode(answer), 2]
        found.append({'input': question, 'output': answer, 'tokens': tokens, 'losses': losses(model, params, tokens)[len(head) - 1 :]})
    write_json(FOLDER / 'smollm2.json', {'rows': found})
