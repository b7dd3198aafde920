# A program that tries to be different each time and in each place: a line of output for each source of difference.
import asyncio, datetime, gc, glob, hashlib, json, locale, math, os, platform, random, secrets, sys, tempfile
import threading, time, traceback, uuid, weakref


def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 0


def memory():
    held = []
    try:
        while True:
            held.append(bytearray(1_000_003))
    except MemoryError:
        return len(held)


def nested_repr():
    x = []
    for _ in range(3000):
        x = [x]
    try:
        return len(repr(x))
    except RecursionError as error:
        return str(error)


def deepest_json():
    low, high = 0, 100_000
    while low < high:
        middle = (low + high + 1) // 2
        try:
            json.dumps(json.loads("[" * middle + "]" * middle))
            low = middle
        except RecursionError:
            high = middle - 1
    return low


def freed():
    class Node:
        def __del__(self):
            order.append(len(order))

    order, head = [], None
    for _ in range(5000):
        node = Node()
        node.next, head = head, node
    del node, head
    return len(order), hashlib.sha256(repr(order).encode()).hexdigest()


async def race():
    finished = []

    async def runner(name, seconds):
        await asyncio.sleep(seconds)
        finished.append((name, time.time()))

    await asyncio.gather(*(runner(n, random.random()) for n in range(9)))
    return finished


class Thing:
    pass


things = [Thing() for _ in range(50)]


def written():
    for name in ("z", "10", "9", "a", "é", "__proto__"):
        with open(f"/tmp/{name}", "w"):
            pass
    return os.listdir("/tmp"), [entry.inode() for entry in os.scandir("/tmp")]


TRIES = {
    "random": lambda: (random.random(), random.getrandbits(64), random.SystemRandom().random()),
    "tempfile": lambda: (tempfile.mktemp(), tempfile.mkdtemp()),
    "entropy": lambda: (os.urandom(8).hex(), secrets.token_hex(8), open("/dev/urandom", "rb").read(8).hex()),
    "uuid": lambda: (str(uuid.uuid1()), str(uuid.uuid4()), uuid.getnode(), str(uuid.uuid7())),
    "time": lambda: (time.time_ns(), time.perf_counter(), time.monotonic_ns(), time.process_time(), os.times()),
    "clocks": lambda: (repr(time.get_clock_info("monotonic")), time.get_clock_info("time").resolution),
    "dates": lambda: (str(datetime.datetime.now()), str(datetime.datetime.now().astimezone()), time.strftime("%c %Z")),
    "zone": lambda: (time.tzname, time.timezone, time.mktime((2026, 7, 1, 0, 0, 0, 0, 0, -1)), time.localtime(1.75e9)),
    "locale": lambda: (locale.getlocale(), locale.setlocale(locale.LC_ALL, ""), f"{1234567.891:n}"),
    "environment": lambda: (sorted(os.environ.items()), os.getcwd(), sys.argv, sys.path, sys.executable, sys.flags),
    "platform": lambda: (platform.platform(), sys.version, os.uname(), os.cpu_count(), os.getpid(), str(sys._emscripten_info)),
    "threads": lambda: (threading.get_ident(), threading.active_count()),
    "hashes": lambda: (hash("abc"), hash((1, "a")), list({"a", "b", "c", "dd", "eee"}), sorted(sys.modules)),
    "addresses": lambda: (id(things[0]), id(things[1]) - id(things[0]), repr(things[2]), hash(things[3]), id(print)),
    "references": lambda: (repr(weakref.ref(things[0])), sys.getrefcount(None), sys.getrefcount(things)),
    "sets": lambda: ([things.index(t) for t in set(things)], [things.index(t) for t in sorted(things, key=id)]),
    "collector": lambda: (gc.get_count(), gc.get_stats(), len(gc.get_objects())),
    "folders": lambda: (os.listdir("/"), glob.glob("/*"), written(), os.statvfs("/")),
    "files": lambda: [os.stat(path)[:10] for path in ("/", "/box/main.py", "out/dataset.jsonl", "/dev/null")],
    "floats": lambda: (math.sin(1e22), math.gamma(5.5), sum(math.sin(i) * math.log(i + 1) for i in range(2000))),
    "sums": lambda: (math.hypot(*[0.1] * 9), math.fsum([0.1] * 10), 2.0**0.5, math.exp(1.1), math.tan(1e5)),
    "depth": lambda: (depth(), nested_repr(), deepest_json(), freed()),
    "stack": lambda: traceback.format_stack(),
    "memory": lambda: (memory(), id(Thing())),
    "waiting": lambda: (next(i for i in range(10**9) if time.perf_counter() > 30), time.sleep(7200), time.time()),
    "tasks": lambda: (asyncio.run(race()), asyncio.run(asyncio.wait_for(asyncio.sleep(2, "slept"), 3))),
}

with open("out/dataset.jsonl", "w") as out:
    for name, attempt in TRIES.items():
        out.write(json.dumps({name: attempt()}, default=repr) + "\n")
print(hash("printed"), random.random())
