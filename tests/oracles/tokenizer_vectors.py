"""Writes src/lib/core/pretrained-tokenizer/vectors with Hugging Face's tokenizers:
python tests/oracles/tokenizer_vectors.py [SmolLM2.gguf]

small.json: a tokenizer of 450 tokens learnt here, its tables and encodings. smollm2.json, where the model's file is given: encodings
by the tables in it."""
import random
import sys

from oracle import ROOT, need, write_json

(tokenizers,) = need('tokenizers')
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402

FOLDER = ROOT / 'src/lib/core/pretrained-tokenizer/vectors'
FOLDER.mkdir(exist_ok=True)
SPECIAL = ['<|endoftext|>', '<|im_start|>', '<|im_end|>']
LEARNT_FROM = [
    "The capital of France is Paris, and it's 2,148,000 people's home. I'll say we've won; they're late, you'd think I'm not.",
    'def add(a, b):\n    """Adds."""\n    return a + b  # 1234\n\n\nfor i in range(10):\n\tprint(f"{i}: {add(i, 1)}")\n',
    '{"name": "Zoë", "age": 42, "tags": ["x", "y"]}\r\nÜber den Wolken, où est-ce? Привет, мир. 你好，世界。こんにちは 🙂🙃',
]
TEXTS = [
    '', ' ', '  ', '\n', 'a', 'Hello world', "it's they've I'M 'S 'll''d", 'a  b   c', 'x\n\n  y', ' trailing  ', '\t\ttabs \t x',
    '1234567890', 'a1b22 333', ' 7', '  7  8', '²³½ ⅷ ٣ 四', 'e=mc^2; a[i]->b', '...---...', 'naïve café ', 'a\u00a0b\u2003c\u3000\ufeffd\u0085e',
    '\u2028\u2029x\u180ey', 'Straße İstanbul ǅ', 'Привет, мир 2026!', '你好，世界 123', 'こんにちは。', '한국어 텍스트', 'مرحبا بالعالم ١٢٣', 'नमस्ते दुनिया',
    'e\u0301 a\u0300\u0328', '🙂👩‍👩‍👧🇫🇷', '<|im_end|>', '<|im_start|>user\nHi<|im_end|>', '\u0000\u0001\u007f', '\r\n\r\n', 'a\r\n b',
    'const x = `${y}`;\n\treturn x;', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '= = = =', '\U0001d54f\U00010348 \U0002a6b2', "'' 's't",
]


def random_texts(count):
    draw = random.Random(11)
    alphabet = list("  \n\t'aeThsdré12²,.-{}\"🙂你й\u00a0\u0301<|>")
    for _ in range(count):
        yield ''.join(draw.choice(alphabet) for _ in range(draw.randrange(1, 40)))


def with_rules(tokenizer):
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.encode_special_tokens = True
    return tokenizer


def cases(tokenizer):
    found = []
    for text in [*TEXTS, *random_texts(150)]:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        found.append({'text': text, 'ids': ids})
    return found


learnt = with_rules(Tokenizer(models.BPE(unk_token=None)))
trainer = trainers.BpeTrainer(
    vocab_size=700, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), min_frequency=1, show_progress=False
)
learnt.train_from_iterator(LEARNT_FROM * 3, trainer)
by_id = sorted(learnt.get_vocab().items(), key=lambda entry: entry[1])
import json  # noqa: E402

merges = [merge if isinstance(merge, str) else ' '.join(merge) for merge in json.loads(learnt.to_str())['model']['merges']]
write_json(FOLDER / 'small.json', {'tokens': [text for text, _ in by_id], 'special': [0, 1, 2], 'merges': merges, 'cases': cases(learnt)})

if len(sys.argv) > 1:
    (gguf,) = need('gguf')
    reader = gguf.GGUFReader(sys.argv[1])

    def texts(key):
        field = reader.fields[key]
        return [bytes(field.parts[index]).decode() for index in field.data]

    tokens = texts('tokenizer.ggml.tokens')
    real = with_rules(
        Tokenizer(
            models.BPE(
                vocab={text: index for index, text in enumerate(tokens)},
                merges=[tuple(merge.split(' ')) for merge in texts('tokenizer.ggml.merges')],
                unk_token=tokens[0],
            )
        )
    )
    write_json(FOLDER / 'smollm2.json', {'cases': cases(real)})
