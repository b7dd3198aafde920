// Rows that try to pass without their tests, or to change what comes after them, and what each must come to.
import type { TestCase, TestFailure } from '#lib/core/program/test-batch.ts';

export interface HostileCase extends TestCase {
  name: string;
  /** Null: it passes, and tries to leave something behind. */
  fails: TestFailure | null;
  /** Takes its interpreter with it, and so another one's start: for the full tests. */
  wears?: true;
}

const TESTS = 'assert f(1) == 2';
const wrong = (name: string, output: string, fails: TestFailure = 'raised'): HostileCase => ({
  name,
  parts: [output, TESTS],
  fails
});
const leaves = (name: string, code: string, fails: TestFailure | null = null): HostileCase => ({
  name,
  parts: [`def f(x): return x + 1\n${code}`, TESTS],
  fails
});

/** Programs whose tests would fail, and what they do about it. */
export const FORGERIES: readonly HostileCase[] = [
  wrong('is wrong', 'def f(x): return 3'),
  wrong('is no Python', 'def f(x) return 2'),
  wrong('is nothing', ''),
  wrong('sys.exit(0)', 'import sys\nsys.exit(0)'),
  wrong('os._exit(0)', 'import os\nos._exit(0)'),
  { ...wrong('os.abort', 'import os\nos.abort()', 'crashed'), wears: true },
  wrong('exits inside of the tests', 'import sys\ndef f(x): sys.exit(0)'),
  wrong('os._exit inside of the tests', 'import os\ndef f(x): os._exit(0)'),
  wrong('exits at the end', 'import atexit, os\natexit.register(os._exit, 0)\ndef f(x): return 3'),
  wrong('prints that it passed', 'import sys\nprint("passed")\nprint("ok", file=sys.stderr)\ndef f(x): return 3'),
  wrong(
    'says so to the host',
    'import os\nfor fd in (1, 2):\n  os.write(fd, b\'{"kind":"tested","outcome":{"passed":true},"steps":0}\')\ndef f(x): return 3'
  ),
  wrong(
    'catches in the hook for exceptions',
    'import os, sys\nsys.excepthook = lambda *error: os._exit(0)\ndef f(x): return 3'
  ),
  wrong(
    'catches in the hook for what cannot be raised',
    'import os, sys\nsys.unraisablehook = lambda error: os._exit(0)\ndef f(x): return 3'
  ),
  wrong('has another AssertionError', 'import builtins\nbuiltins.AssertionError = SystemExit\ndef f(x): return 3'),
  wrong(
    'jumps over the tests by a trace function',
    `import sys
def trace(frame, event, argument):
    if frame.f_code.co_name == '<module>' and event == 'line':
        try: frame.f_lineno = 99
        except ValueError: pass
        frame.f_trace = None
    return trace
sys.settrace(trace)
sys._getframe().f_trace = trace
def f(x): return 3`
  ),
  wrong(
    'walks the frames to the judge',
    `import sys
def f(x):
    frame = sys._getframe()
    while frame:
        for name in ('passed', 'result', 'failed', 'outcome'): frame.f_locals[name] = True
        frame = frame.f_back
    return 3`
  ),
  wrong('has no frame of a judge above it', 'import sys\nassert sys._getframe().f_back is not None'),
  wrong(
    'has other functions of Python',
    'import builtins\nbuiltins.len = lambda _: 2\nbuiltins.__build_class__ = None\ndef f(x): return len("abc")'
  ),
  wrong('has functions of Python in its namespace', '__builtins__ = {"f": lambda x: 2}\ndef f(x): return 3'),
  wrong('ends in a comment that is not closed', 'def f(x): return 3\n"""'),
  wrong('goes on in the next line', 'def f(x): return 3\nif False: \\'),
  wrong('has a NUL before the rest', 'def f(x): return 2\n\0 this is not read'),
  wrong('has half a character', 'def f(x): return 2 # \ud800'),
  wrong('raises a false AssertionError', 'class AssertionError(BaseException): pass\ndef f(x): raise AssertionError'),
  wrong('raises what has a long name', `raise type('x' * 100_000, (Exception,), {})`),
  wrong('raises what has a name of markup', `raise type('<b>', (Exception,), {})`),
  wrong('waits for the tests in a thread', 'import threading\nthreading.Thread(target=print).start()'),
  wrong('never ends', 'while True: pass', 'budget'),
  wrong(
    'never ends, and catches',
    'def f(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass',
    'budget'
  ),
  wrong('calls without end', 'def f(x):\n  for _ in iter(int, 1): g()\ndef g(): pass', 'budget'),
  wrong('prints without end', 'while True: print("x" * 1000)', 'budget'),
  wrong(
    'prints without end, and catches',
    'while True:\n  try: print("x" * 1000)\n  except BaseException: pass',
    'budget'
  ),
  { ...wrong('takes all memory', 'x = []\nwhile True: x.append(bytearray(1_000_000))'), wears: true },
  wrong('fills the files', 'open("a", "wb").write(bytes(5_000_000))'),
  wrong('reaches for JavaScript', 'import js'),
  {
    ...wrong(
      'reaches for JavaScript past the preamble',
      'import gc, sys\nsys.meta_path.clear()\nfor o in gc.get_objects():\n  for r in gc.get_referents(o):\n    if type(r).__name__ == "JsProxy": r.constructor\nraise ValueError',
      'forbidden'
    ),
    wears: true
  },
  {
    ...wrong(
      'ends its interpreter',
      'import sys\nsys.meta_path[:] = [m for m in sys.meta_path if "Hidden" not in type(m).__name__]\nimport _testcapi\n_testcapi.crash_no_current_thread()',
      'crashed'
    ),
    wears: true
  }
];

/** Programs that pass, or not, and leave something to those behind them. */
export const LEFTOVERS: readonly HostileCase[] = [
  leaves('builtins', 'import builtins\nbuiltins.len = lambda _: 7\nbuiltins.mine = 1\ndel builtins.zip'),
  leaves(
    'modules',
    'import math, sys, types\nmath.pi = 3\nsys.modules["json"] = types.ModuleType("json")\ndel sys.modules["re"]'
  ),
  leaves('all modules gone', 'import sys\nsys.modules.clear()'),
  leaves('finders', 'import sys\nsys.meta_path.clear()\nsys.path_hooks.clear()\nsys.path.insert(0, "/mine")'),
  leaves('the namespace', 'x = 1\n__name__ = "mine"\n__builtins__ = {}'),
  leaves(
    'finalizers',
    'class A:\n  def __del__(self): open("left", "w").write("x"); globals()["y"] = 1\na = A()\na.a = a'
  ),
  leaves('atexit', 'import atexit\natexit.register(lambda: open("left", "w").write("x"))'),
  leaves('gc', 'import gc\ngc.disable()\ngc.set_threshold(1)\ngc.callbacks.append(print)\ngc.freeze()'),
  leaves('tracing', 'import sys\nsys.settrace(lambda *a: 1 / 0)\nsys.setprofile(lambda *a: 1 / 0)', 'raised'),
  leaves(
    'monitoring',
    'import sys\nm = sys.monitoring\nm.use_tool_id(3, "x")\nm.set_events(3, m.events.LINE)\nm.register_callback(3, m.events.LINE, lambda *a: None)'
  ),
  leaves('audit hooks', 'import sys\nsys.addaudithook(lambda *a: None)'),
  leaves('limits', 'import sys\nsys.setrecursionlimit(100)\nsys.set_int_max_str_digits(700)\nsys.setswitchinterval(9)'),
  leaves('streams', 'import sys\nsys.stdout.close()\nsys.stderr = None\nsys.stdout = open("left", "w")'),
  leaves('descriptors', 'import os\nos.close(0)\nos.dup2(1, 40)\nos.dup(2)\nos.open("/box", 0)'),
  leaves('files', 'import os\nopen("left", "w").write("x")\nopen("/tmp/left", "w").write("x")\nos.makedirs("/a/b/c")'),
  leaves(
    'the library',
    'import glob, os\npath = glob.glob("/lib/python*.zip")[0]\nwith open(path, "r+b") as z: z.write(b"0" * 100)\nos.rename(path, "/lib/x.zip")'
  ),
  leaves(
    'folders',
    'import os\nos.rmdir("/box/out")\nos.chdir("/tmp")\nos.rename("/home", "/house")\nos.chmod("/tmp", 0)\nos.utime("/tmp", (1, 1))\nos.umask(0)'
  ),
  leaves('a file cut short', 'import glob\nopen(glob.glob("/lib/python*.zip")[0], "w").close()'),
  leaves('devices', 'import os\nos.unlink("/dev/urandom")\nos.unlink("/dev/sleep")\nopen("/dev/null", "w").write("x")'),
  leaves('half a sleep', 'open("/dev/sleep", "wb", buffering=0).write(b"123")'),
  leaves('the clock', 'import time\ntime.sleep(10**6)\ntime.time = lambda: 0'),
  leaves('randomness', 'import os, random\nrandom.seed(1)\nos.urandom(100)\nrandom.random = lambda: 0'),
  leaves('the environment', 'import os\nos.environ["LEFT"] = "x"\nos.putenv("LEFT", "y")'),
  leaves(
    'warnings and locale',
    'import warnings, locale, decimal\nwarnings.simplefilter("error")\ndecimal.getcontext().prec = 2\nlocale.setlocale(locale.LC_ALL, "C")'
  ),
  leaves('interned texts and codecs', 'import codecs, sys\nsys.intern("left" * 9)\ncodecs.register(lambda name: None)'),
  leaves(
    'classes',
    'import collections\ncollections.Counter.__eq__ = lambda *a: True\nimport abc, numbers\nnumbers.Number.register(str)'
  ),
  leaves(
    'proxies',
    'import gc, sys\nfor name in [n for n in sys.modules if "yodide" in n]: del sys.modules[name]\ngc.collect()'
  ),
  leaves(
    'signals',
    'import signal\nsignal.signal(signal.SIGINT, lambda *a: 1 / 0)\nsignal.raise_signal(signal.SIGTERM) if False else None'
  ),
  leaves('memory', 'x = bytearray(10_000_000)\nfor i in range(0, len(x), 97): x[i] = 255'),
  { ...leaves('more memory', 'x = bytearray(60_000_000)\nfor i in range(0, len(x), 97): x[i] = 255'), wears: true },
  leaves('deep structures', 'x = []\nfor _ in range(100_000): x = [x]'),
  leaves(
    'a generator that is not closed',
    'def g():\n  try: yield\n  finally: open("left", "w").write("x")\nh = g()\nnext(h)'
  ),
  leaves(
    'an event loop',
    'import asyncio\nloop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\nloop.call_soon(print)'
  ),
  leaves('a running step count', 'for _ in range(300_000): pass'),
  leaves('much printed', 'print("x" * 1_000_000)')
];

/** Raises what its interpreter looks like, as the name of an exception. */
export const FINGERPRINT: TestCase = {
  parts: [
    `import asyncio, atexit, builtins, decimal, gc, hashlib, json, locale, math, os, random, signal, sys, threading, time, warnings
import collections, re, numbers

def files(top):
    for folder, folders, names in os.walk(top):
        for name in sorted(folders) + names:
            path = os.path.join(folder, name)
            if path.startswith('/proc/self/fd'): continue
            s = os.lstat(path)
            yield path, s.st_ino, s.st_mode, s.st_size, s.st_mtime_ns, s.st_ctime_ns
            if name in names and not folder.startswith(('/dev', '/proc')):
                yield hashlib.sha256(open(path, 'rb').read()).hexdigest()

def descriptors():
    for fd in range(64):
        try: yield fd, os.fstat(fd).st_ino
        except OSError: pass

seen = [
    id(object()), sorted(sys.modules), [(n, id(v)) for n, v in sorted(vars(builtins).items())], sorted(globals()), __name__,
    [type(f).__name__ for f in sys.meta_path], sys.path, len(gc.get_objects()), gc.get_threshold(), gc.isenabled(),
    gc.get_freeze_count(), repr(gc.callbacks), gc.get_stats(), sys.gettrace(), sys.getprofile(), sys.monitoring.get_tool(3),
    sys.getrecursionlimit(), sys.get_int_max_str_digits(), sys.getswitchinterval(), sys.stdout.closed, repr(sys.stderr),
    list(descriptors()), os.getcwd(), dict(os.environ), os.umask(0), decimal.getcontext().prec, repr(warnings.filters),
    locale.setlocale(locale.LC_ALL), threading.active_count(), atexit._ncallbacks(), math.pi, len('ab'), time.time_ns(),
    random.random(), os.urandom(8).hex(), collections.Counter('a') == collections.Counter('b'), isinstance('', numbers.Number),
    repr(signal.getsignal(signal.SIGINT)), sys._debugmallocstats and sys.getallocatedblocks(), sys.getrefcount(None),
    asyncio.events._get_running_loop(), list(files('/')), os.statvfs('/').f_files, id(object()), time.sleep(1), time.time_ns(),
    [bytes(bytearray(64)).hex(), id(bytearray(5_000_000))],
]
raise type('seen_' + hashlib.sha256(repr(seen).encode()).hexdigest(), (Exception,), {})
`
  ]
};
