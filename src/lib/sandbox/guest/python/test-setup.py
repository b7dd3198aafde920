# Makes an interpreter ready for small programs with tests, which then start from its memory one by one. Runs in the namespace of
# the preamble.
import builtins

# What such programs use most, beside what the snapshot has.
import bisect, copy, heapq, operator  # noqa: E401, F401


def _start_tests():
    hide_modules()
    make_deterministic(0)
    sys.excepthook = sys.__excepthook__
    sys.path[:] = [FOLDER, *filter(None, sys.path)]
    sys.path_importer_cache.pop(FOLDER, None)
    sys.argv[:] = ["main.py"]
    sys.dont_write_bytecode = True
    main = types.ModuleType("__main__")
    main.__builtins__ = builtins
    sys.modules["__main__"] = main
    gc.collect()


_start_tests()
