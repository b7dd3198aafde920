"""Writes src/lib/core/gguf/vectors with gguf-py, llama.cpp's own package: python tests/oracles/gguf_vectors.py"""
from oracle import ROOT, need, write_json

gguf, np = need('gguf', 'numpy')
from gguf.constants import GGMLQuantizationType as Type, GGUFValueType as Value  # noqa: E402
from gguf.quants import dequantize, quantize  # noqa: E402

FOLDER = ROOT / 'src/lib/core/gguf/vectors'
FOLDER.mkdir(exist_ok=True)
SCALARS = {
    'uint8': (Value.UINT8, 255), 'int8': (Value.INT8, -128), 'uint16': (Value.UINT16, 65535),
    'int16': (Value.INT16, -32768), 'uint32': (Value.UINT32, 2**32 - 1), 'int32': (Value.INT32, -(2**31)),
    'uint64': (Value.UINT64, 2**53 - 1), 'int64': (Value.INT64, -(2**53 - 1)), 'float32': (Value.FLOAT32, 0.15625),
    'float64': (Value.FLOAT64, 0.1), 'yes': (Value.BOOL, True), 'no': (Value.BOOL, False), 'text': (Value.STRING, 'Zürich 🙂'),
}
ARRAYS = {'texts': ['Ġt', 'né', ''], 'numbers': [1, -2, 3], 'shares': [0.5, -0.25]}

writer = gguf.GGUFWriter(FOLDER / 'quantised.gguf', 'llama')
for key, (kind, value) in SCALARS.items():
    writer.add_key_value(key, value, kind)
for key, value in ARRAYS.items():
    writer.add_array(key, value)

random = np.random.default_rng(7)
tensors = {}
for name, kind, shape in (('f32', Type.F32, (3, 5)), ('f16', Type.F16, (2, 7)), ('q4_1', Type.Q4_1, (3, 64)), ('q8_0', Type.Q8_0, (2, 96))):
    numbers = random.normal(0, 0.3, shape).astype(np.float32)
    if kind == Type.F16:
        numbers[0, :4] = [0, 6e-8, 65504, -0.0]
    stored = numbers if kind == Type.F32 else numbers.astype(np.float16) if kind == Type.F16 else quantize(numbers, kind)
    writer.add_tensor(name, stored, raw_dtype=kind if kind in (Type.Q4_1, Type.Q8_0) else None)
    back = stored.astype(np.float32) if kind in (Type.F32, Type.F16) else dequantize(stored, kind)
    tensors[name] = {'dimensions': list(reversed(shape)), 'type': kind.name, 'numbers': [float(x) for x in back.ravel()]}
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
metadata = {key: value for key, (_, value) in SCALARS.items()} | ARRAYS | {'general.architecture': 'llama'}
write_json(FOLDER / 'quantised.json', {'metadata': metadata, 'tensors': tensors})
