// Programs that must come to nothing and leave the interpreter running, so that all of them share one run.
import type { TriedProbe } from './probe.ts';

const NO_BRIDGE = /^ModuleNotFoundError: No module named '[\w.]+' in this sandbox/;
const NO_NETWORK = /^(PermissionError|OSError|gaierror|URLError|NotImplementedError|BlockingIOError)/;

export const TRIED_PROBES: readonly TriedProbe[] = [
  {
    area: 'network',
    name: 'a connection',
    code: 'import socket\nresult = socket.create_connection((HOST, PORT), 1)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a bare socket',
    code: 'import socket\ns = socket.socket()\ns.connect((HOST, PORT))\nresult = s',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a datagram',
    code: 'import socket\nresult = socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (HOST, PORT))',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a raw socket',
    code: 'import socket\nresult = socket.socket(socket.AF_INET, socket.SOCK_RAW)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a listening socket',
    code: 'import socket\ns = socket.socket()\ns.bind(("0.0.0.0", 0))\ns.listen()\nresult = s',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a pair of sockets',
    code: 'import socket\nresult = socket.socketpair()',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'an IPv6 socket',
    code: 'import socket\nresult = socket.socket(socket.AF_INET6)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a name to look up',
    code: 'import socket\nresult = socket.getaddrinfo("localhost", PORT)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'a name to look up, the old way',
    code: 'import socket\nresult = socket.gethostbyname("example.org")',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'an address to look up',
    code: 'import socket\nresult = socket.getnameinfo((HOST, PORT), 0)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'urllib',
    code: 'import urllib.request\nresult = urllib.request.urlopen(URL, timeout=1).read()',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'http.client',
    code: 'import http.client\nc = http.client.HTTPConnection(HOST, PORT, timeout=1)\nc.request("GET", "/")\nresult = c.getresponse()',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'ftplib',
    code: 'import ftplib\nresult = ftplib.FTP().connect(HOST, PORT, 1)',
    gives: NO_NETWORK
  },
  {
    area: 'network',
    name: 'asyncio streams',
    code: 'import asyncio\nresult = asyncio.run(asyncio.open_connection(HOST, PORT))',
    gives: /^(NotImplementedError|PermissionError|gaierror|OSError|AttributeError|RuntimeError)/
  },
  { area: 'network', name: 'pyfetch', code: 'from pyodide.http import pyfetch', gives: NO_BRIDGE },

  { area: 'page', name: 'the module js', code: 'import js', gives: NO_BRIDGE },
  { area: 'page', name: 'fetch of js', code: 'from js import fetch\nresult = fetch(URL)', gives: NO_BRIDGE },
  {
    area: 'page',
    name: 'the storage of js',
    code: 'from js import localStorage, indexedDB\nresult = localStorage',
    gives: NO_BRIDGE
  },
  {
    area: 'page',
    name: 'messages of js',
    code: 'from js import postMessage, parent\nresult = postMessage("ended")',
    gives: NO_BRIDGE
  },
  { area: 'page', name: 'run_js', code: 'from pyodide.code import run_js\nresult = run_js("1")', gives: NO_BRIDGE },
  {
    area: 'page',
    name: 'a browser',
    code: 'import webbrowser\nresult = webbrowser.open(URL)',
    gives: /^(ok False|Error|ModuleNotFoundError|AttributeError)/
  },
  {
    area: 'page',
    name: 'packages from elsewhere',
    code: 'import pyodide_js\nresult = pyodide_js.loadPackage("numpy")',
    gives: NO_BRIDGE
  },
  { area: 'page', name: 'micropip', code: 'import micropip', gives: /^ModuleNotFoundError/ },

  {
    area: 'bridge',
    name: 'the preamble undone',
    code: 'import sys\nkept = sys.meta_path[:]\nsys.meta_path[:] = kept[1:]\ntry:\n    import _pyodide_core\n    result = [n for n in dir(_pyodide_core) if n in ("fetch", "document", "globalThis")]\nfinally:\n    sys.modules.pop("_pyodide_core", None)\n    sys.meta_path[:] = kept',
    gives: /^ok \[\]/
  },
  {
    area: 'bridge',
    name: 'modules of the bridge among those that are loaded',
    code: 'import sys\nresult = [n for n in sys.modules if "yodide" in n or n == "js"]',
    gives: /^ok \[\]/
  },
  {
    area: 'bridge',
    name: 'every class there is',
    code: 'import sys\nresult = [c.__name__ for c in object.__subclasses__() if c.__module__ in ("js", "pyodide_js")]',
    gives: /^ok \[\]/
  },
  {
    area: 'bridge',
    name: 'loaders that remember the bridge',
    code: 'import importlib.util\nresult = importlib.util.find_spec("js")',
    gives: NO_BRIDGE
  },
  { area: 'bridge', name: 'ctypes', code: 'import ctypes', gives: NO_BRIDGE },

  { area: 'memory', name: 'a gigabyte at once', code: 'result = len(bytearray(1 << 30))', gives: /^MemoryError/ },
  {
    area: 'memory',
    name: 'as much as there is',
    code: 'held = []\ntry:\n    while True: held.append(bytearray(4_000_000))\nexcept MemoryError:\n    result = 40 < len(held) < 64\nheld.clear()',
    gives: /^ok True/
  },
  { area: 'memory', name: 'a long list', code: 'result = len([None] * (1 << 28))', gives: /^MemoryError/ },
  { area: 'memory', name: 'a long text', code: 'result = len("x" * (1 << 30))', gives: /^MemoryError/ },
  {
    area: 'memory',
    name: 'a large number',
    code: 'result = (1 << (1 << 31)).bit_length()',
    gives: /^(MemoryError|OverflowError)/
  },
  {
    area: 'memory',
    name: 'mapped memory',
    code: 'import mmap\nresult = len(mmap.mmap(-1, 1 << 20))',
    gives: /^(PermissionError|OSError|ok)/
  },

  {
    area: 'files',
    name: 'files of the host',
    code: 'result = open("/etc/passwd").read()',
    gives: /^FileNotFoundError/
  },
  {
    area: 'files',
    name: 'what lies at the root',
    code: 'import os\nresult = sorted(os.listdir("/"))',
    gives: /^ok \['box', 'dev', 'home', 'lib', 'proc', 'tmp'\]/
  },
  {
    area: 'files',
    name: 'the folder above',
    code: 'import os\nresult = os.listdir("/box/../../../..") == os.listdir("/")',
    gives: /^ok True/
  },
  {
    area: 'files',
    name: 'open files of the process',
    code: 'import os\nresult = sorted(os.listdir("/proc/self/fd"))[:3]',
    gives: /^(ok|FileNotFoundError|OSError|NotADirectoryError)/
  },
  { area: 'files', name: 'a link', code: 'import os\nos.symlink("/dev", "link")', gives: /^(PermissionError|OSError)/ },
  { area: 'files', name: 'a pipe', code: 'import os\nresult = os.pipe()', gives: /^(PermissionError|OSError)/ },
  {
    area: 'files',
    name: 'a named pipe',
    code: 'import os\nresult = os.mkfifo("pipe")',
    gives: /^(PermissionError|OSError|AttributeError)/
  },
  {
    area: 'files',
    name: 'a device',
    code: 'import os\nresult = os.mknod("null", 0o20666, os.makedev(1, 3))',
    gives: /^(PermissionError|OSError|AttributeError)/
  },
  {
    area: 'files',
    name: 'names that objects have',
    code: 'import os\nos.mkdir("names")\nfor n in ("__proto__", "constructor", "toString", "10", "9"): open("names/" + n, "w").write(n)\nresult = sorted(os.listdir("names")), open("names/__proto__").read()',
    gives: /^ok \(\['10', '9', '__proto__', 'constructor', 'toString'\], '__proto__'\)/
  },
  {
    area: 'files',
    name: 'a sparse file',
    code: 'f = open("sparse", "wb")\nf.seek(1 << 33)\nf.write(b"x")\nf.flush()',
    gives: /^OSError: \[Errno \d+\]/
  },
  {
    area: 'files',
    name: 'a file made long',
    code: 'import os\nopen("long", "w").close()\nos.truncate("long", 1 << 33)',
    gives: /^OSError: \[Errno \d+\]/
  },
  {
    area: 'files',
    name: 'as many files as there are names',
    code: 'n = 0\ntry:\n    while True:\n        open(f"/tmp/f{n}", "w").close()\n        n += 1\nexcept OSError: result = 900 < n < 1000',
    gives: /^ok True/
  },
  {
    area: 'files',
    name: 'a terminal that keeps a line',
    code: 'f = open("/dev/tty", "wb", buffering=0)\nwhile True: f.write(b"x" * 100_000)',
    gives: /^OSError: \[Errno \d+\] No space left/
  },
  {
    area: 'files',
    name: 'a disk that is full',
    code: 'f = open("long", "wb")\nwhile True: f.write(bytes(1 << 20))',
    gives: /^OSError: \[Errno \d+\] No space left/
  },

  { area: 'processes', name: 'a shell', code: 'import os\nresult = os.system("id")', gives: /^ok -1/ },
  {
    area: 'processes',
    name: 'a child',
    code: 'import os\nresult = os.fork()',
    gives: /^(OSError|AttributeError|BlockingIOError)/
  },
  {
    area: 'processes',
    name: 'subprocess',
    code: 'import subprocess\nresult = subprocess.run(["id"])',
    gives: /^(OSError|ModuleNotFoundError|AttributeError)/
  },
  {
    area: 'processes',
    name: 'popen',
    code: 'import os\nresult = os.popen("id").read()',
    gives: /^(OSError|ModuleNotFoundError|AttributeError)/
  },
  {
    area: 'processes',
    name: 'exec',
    code: 'import os\nresult = os.execv("/bin/sh", ["sh"])',
    gives: /^(OSError|PermissionError|FileNotFoundError|AttributeError)/
  },
  {
    area: 'processes',
    name: 'a thread',
    code: 'import threading\nthreading.Thread(target=print).start()',
    gives: /^RuntimeError: can't start new thread/
  },
  {
    area: 'processes',
    name: 'a pool',
    code: 'import multiprocessing\nresult = multiprocessing.Pool(2)',
    gives: /^(ImportError|OSError|ModuleNotFoundError|RuntimeError|PermissionError)/
  },
  {
    area: 'processes',
    name: 'a signal',
    code: 'import os, signal\nresult = os.kill(os.getppid(), 0)',
    gives: /^(OSError|PermissionError|ProcessLookupError|ok|AttributeError)/
  },
  {
    area: 'processes',
    name: 'an alarm',
    code: 'import signal\nresult = signal.setitimer(signal.ITIMER_REAL, 1)',
    gives: /^(OSError|PermissionError|ItimerError|AttributeError|error)/
  },

  {
    area: 'clock',
    name: 'a day of sleep',
    code: 'import time\nt = time.time()\ntime.sleep(86400)\nresult = round(time.time() - t)',
    gives: /^ok 86400/
  },
  {
    area: 'clock',
    name: 'a wait for the clock',
    code: 'import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass\nresult = True',
    gives: /^ok True/
  },
  {
    area: 'clock',
    name: 'the date',
    code: 'import datetime\nresult = datetime.date.today().isoformat()',
    gives: /^ok '2026-01-0\d'/
  },
  {
    area: 'clock',
    name: 'a wait for nothing',
    code: 'import queue\nq = queue.Queue()\nresult = q.get(timeout=1)',
    gives: /^Empty/
  },

  { area: 'interpreter', name: 'modules that test the interpreter', code: 'import _testcapi', gives: NO_BRIDGE },
  {
    area: 'interpreter',
    name: 'another interpreter',
    code: 'import _interpreters\nresult = _interpreters.create()',
    gives: /^(ModuleNotFoundError|RuntimeError|InterpreterError|ok)/
  },
  {
    area: 'interpreter',
    name: 'objects without their check',
    code: 'import gc\nresult = len(gc.get_objects()) > 1000',
    gives: /^ok True/
  },

  { area: 'depth', name: 'recursion', code: 'def f(): f()\nf()', gives: /^RecursionError/ },
  {
    area: 'depth',
    name: 'a deep list, freed',
    code: 'x = []\nfor _ in range(100_000): x = [x]\ndel x\nresult = True',
    gives: /^ok True/
  },
  {
    area: 'depth',
    name: 'a long chain of objects, freed',
    code: 'class Node: pass\nhead = None\nfor _ in range(100_000):\n    node = Node()\n    node.next, head = head, node\ndel node, head\nresult = True',
    gives: /^ok True/
  },
  {
    area: 'depth',
    name: 'deep generators, freed',
    code: 'def g(x): yield x\nx = None\nfor _ in range(20_000):\n    y = g(x)\n    next(y)\n    x = y\ndel x, y\nresult = True',
    gives: /^ok True/
  },
  {
    area: 'depth',
    name: 'a deep list, printed',
    code: 'x = []\nfor _ in range(100_000): x = [x]\nresult = repr(x)',
    gives: /^RecursionError/
  },
  {
    area: 'depth',
    name: 'deep lists, compared',
    code: 'x, y = [], []\nfor _ in range(100_000): x, y = [x], [y]\nresult = x == y',
    gives: /^RecursionError/
  },
  {
    area: 'depth',
    name: 'deep JSON',
    code: 'import json\nresult = json.loads("[" * 100_000)',
    gives: /^RecursionError/
  },
  {
    area: 'depth',
    name: 'deep brackets',
    code: 'result = eval("[" * 5_000 + "]" * 5_000)',
    gives: /^(MemoryError|SyntaxError|RecursionError)/
  },
  {
    area: 'depth',
    name: 'keys that sort by keys',
    code: 'class K:\n    def __lt__(self, other): return sorted([K(), K()]) == []\nresult = K() < K()',
    gives: /^RecursionError/
  }
];
