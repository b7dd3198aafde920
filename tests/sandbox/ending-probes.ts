// Programs that end their run, each in one of its own.
import type { EndingProbe } from './probe.ts';

export const ENDING_PROBES: readonly EndingProbe[] = [
  {
    area: 'bridge',
    name: 'a dynamic library',
    code: 'import importlib.machinery as m, importlib.util as u\nopen("x.so", "wb").write(b"\\0asm")\nm.ExtensionFileLoader("x", "/box/x.so").create_module(u.spec_from_file_location("x", "/box/x.so"))',
    ends: { reason: 'forbidden', detail: /dlopen/ }
  },
  {
    area: 'network',
    name: 'select',
    code: 'import select\nselect.select([0], [], [], 1)',
    ends: { reason: 'forbidden', detail: /saveState/ }
  },
  {
    area: 'bridge',
    name: 'a proxy of JavaScript found on the heap',
    code: 'import gc\nseen = set()\nqueue = list(gc.get_objects())\nwhile queue:\n    o = queue.pop()\n    if id(o) in seen: continue\n    seen.add(id(o))\n    if not isinstance(o, type) and "JsProxy" in str(type(o).__mro__): print(o.constructor)\n    queue.extend(gc.get_referents(o))',
    ends: { reason: 'forbidden', detail: /Js/ }
  },
  {
    area: 'bridge',
    name: 'ctypes, once the preamble is undone',
    code: 'import sys\nsys.meta_path[:] = sys.meta_path[1:]\nimport ctypes\nprint(ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1)())',
    ends: { reason: 'forbidden', detail: /ffi|dl/ }
  },
  {
    area: 'bridge',
    name: 'a script by its address',
    code: 'import sys\nsys.meta_path[:] = sys.meta_path[1:]\nimport ctypes\nrun = ctypes.pythonapi.emscripten_run_script\nrun(b"globalThis.x = 1")',
    ends: { reason: 'forbidden', detail: /ffi|dl|emscripten/ }
  },
  {
    area: 'interpreter',
    name: 'bytecode that is none',
    code: 'import types\nf = lambda: None\nf.__code__ = f.__code__.replace(co_code=bytes([255, 255] * 40), co_stacksize=1)\nf()\nprint("went on")',
    ends: { reason: 'crashed', detail: /interpreter/ }
  },
  {
    area: 'interpreter',
    name: 'memory read and written past its objects',
    code: 'import types\nf = lambda: None\nf.__code__ = f.__code__.replace(co_code=bytes([84, 0, 84, 255, 35, 0]), co_consts=())\nprint(f())',
    ends: { reason: 'crashed', detail: /interpreter/ }
  },
  {
    area: 'interpreter',
    name: 'an end in the middle',
    code: 'import os\nf = open("out/dataset.jsonl", "w")\nf.write("{}\\n" * 10)\nf.flush()\nf.write("half")\nos._exit(3)',
    ends: { exitCode: 3 }
  },
  {
    area: 'interpreter',
    name: 'an end by abort',
    code: 'import os\nos.abort()',
    ends: { reason: 'crashed', detail: /interpreter/ }
  },
  {
    area: 'interpreter',
    name: 'an exit within an exit',
    code: 'import atexit, os, sys\natexit.register(lambda: os._exit(5))\nsys.exit(4)',
    ends: { exitCode: 5 }
  },
  {
    area: 'clock',
    name: 'a loop without end',
    code: 'while True: pass',
    ends: { reason: 'clock', detail: /500 ms/ },
    limits: { wallMs: 500 }
  },
  {
    area: 'clock',
    name: 'a power without end',
    code: 'print(len(str(7 ** (10 ** 8))))',
    ends: { reason: 'clock', detail: /500 ms/ },
    limits: { wallMs: 500 }
  },
  {
    area: 'clock',
    name: 'a search without end',
    code: 'import re\nprint(re.match("(a*)*b", "a" * 40))',
    ends: { reason: 'clock', detail: /500 ms/ },
    limits: { wallMs: 500 }
  },
  {
    area: 'flood',
    name: 'standard output',
    code: 'while True: print("x" * 10_000)',
    ends: { reason: 'budget', detail: /printed more than 1000000 bytes/ },
    limits: { printedBytes: 1_000_000 }
  },
  {
    area: 'flood',
    name: 'standard error, a byte at a time',
    code: 'import os\nwhile True: os.write(2, b"x")',
    ends: { reason: 'budget', detail: /printed more than 100000 bytes/ },
    limits: { printedBytes: 100_000 }
  },
  {
    area: 'flood',
    name: 'both, and every error caught',
    code: 'import sys\nwhile True:\n    try: print("x" * 1000, file=sys.stderr)\n    except BaseException: pass',
    ends: { reason: 'budget', detail: /printed more/ },
    limits: { printedBytes: 1_000_000 }
  },
  {
    area: 'flood',
    name: 'an output larger than it may be',
    code: 'open("out/dataset.jsonl", "w").write("x" * 2_000_000)',
    ends: { reason: 'budget', detail: /has 2000000 bytes and may have 1000000/ },
    limits: { outputBytes: 1_000_000 }
  },
  {
    area: 'files',
    name: 'a device in place of the output',
    code: 'import os\nos.rename("/dev/urandom", "/box/out/dataset.jsonl")',
    ends: { exitCode: 0 }
  },
  {
    area: 'files',
    name: 'a folder in place of the output',
    code: 'import os\nos.mkdir("out/dataset.jsonl")',
    ends: { exitCode: 0 }
  },
  {
    area: 'files',
    name: 'the interpreter deleted',
    code: 'import os, shutil\nshutil.rmtree("/lib", ignore_errors=True)\nfor n in os.listdir("/dev"):\n    try: os.unlink("/dev/" + n)\n    except OSError: pass\nprint("on")',
    ends: { exitCode: 0 }
  },
  {
    area: 'depth',
    name: 'iterators of iterators',
    code: 'import itertools\nx = iter([1])\nfor _ in range(100_000): x = itertools.chain(x)\nprint(list(x))',
    ends: { reason: 'crashed', detail: /interpreter/ }
  }
];
