# Runs before a program, in its interpreter: waiting on the virtual clock, an entry that behaves as `python main.py` does. It is
# no boundary: a program may undo all of it and reaches what it could reach before.
import asyncio
import asyncio.base_events
import atexit
import gc
import json
import os
import random
import sys
import time
import types

# Loaded once, before the snapshot: what programs that write rows use most.
import argparse, collections, csv, dataclasses, datetime, enum, functools, hashlib, io, itertools, math  # noqa: E401, F401
import pathlib, re, string, textwrap, typing, uuid  # noqa: E401, F401

FOLDER = "/box"

HIDDEN_MODULES = frozenset(
    """js pyodide_js pyodide _pyodide _pyodide_core _ctypes ctypes _testcapi _testinternalcapi _testlimitedcapi _testclinic
    _testclinic_limited _xxtestfuzz _remote_debugging _posixsubprocess""".split()
)


class HiddenModules:
    """First of the finders: what belongs to the bridge to JavaScript, or tests the interpreter, is not there."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r} in this sandbox", name=name)


def sleep_on_clock(seconds):
    """`time.sleep`, which moves the clock and returns at once."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    with open("/dev/sleep", "wb", buffering=0) as clock:
        clock.write(b"%d\n" % round(seconds * 1e6))


class ClockLoop(asyncio.base_events.BaseEventLoop):
    """An event loop of timers and callbacks: there is nothing else to wait for."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        sleep_on_clock(timeout or 0)
        return ()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class ClockLoopPolicy(asyncio.events._AbstractEventLoopPolicy):
    loop = None

    def get_event_loop(self):
        if self.loop is None:
            raise RuntimeError("There is no current event loop.")
        return self.loop

    def set_event_loop(self, loop):
        self.loop = loop

    def new_event_loop(self):
        return ClockLoop()


def run_on_clock(main, *, debug=None, loop_factory=None):
    with asyncio.Runner(debug=debug, loop_factory=loop_factory or ClockLoop) as runner:
        return runner.run(main)


def make_deterministic(seed):
    time.sleep = sleep_on_clock
    asyncio.run = asyncio.runners.run = run_on_clock
    asyncio.events._set_running_loop(None)
    asyncio.events._event_loop_policy = ClockLoopPolicy()
    # It was loaded, and seeded, before the run.
    random.seed(seed)


def hide_modules():
    for name in [name for name in sys.modules if name.partition(".")[0] in HIDDEN_MODULES]:
        del sys.modules[name]
    ours = [finder for finder in sys.meta_path if "yodide" not in type(finder).__module__]
    sys.meta_path[:] = [HiddenModules(), *ours]


def exit_code_of(end):
    """Of a SystemExit, as the interpreter itself reads it."""
    if end.code is None:
        return 0
    if isinstance(end.code, int):
        return end.code & 255
    print(end.code, file=sys.stderr)
    return 1


def run_entry(entry):
    """Runs the program; its exit code."""
    path = f"{FOLDER}/{entry}"
    main = types.ModuleType("__main__")
    main.__file__ = path
    main.__builtins__ = __builtins__
    sys.modules["__main__"] = main
    try:
        with open(path, "rb") as source:
            code = compile(source.read(), path, "exec")
        exec(code, main.__dict__)
        result = 0
    except SystemExit as end:
        result = exit_code_of(end)
    except BaseException as error:
        # The frame of this function is not the program's.
        trace = error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        result = 1
    atexit._run_exitfuncs()
    # As at the end of an interpreter: files that were left open are written.
    main.__dict__.clear()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    return result


def _start(job):
    job = json.loads(job)
    entry = job["entry"]
    hide_modules()
    make_deterministic(job["seed"])
    os.environ.update(job["environment"])
    sys.excepthook = sys.__excepthook__
    folder = f"{FOLDER}/{os.path.dirname(entry)}".rstrip("/")
    sys.path[:] = [folder, *filter(None, sys.path)]
    # What it knew of the folder is older than the program's files.
    sys.path_importer_cache.pop(folder, None)
    sys.argv[:] = job["argv"]
    sys.dont_write_bytecode = True
    code = run_entry(entry)
    if code:
        os._exit(code)
