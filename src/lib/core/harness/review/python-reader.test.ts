import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../model/seeded-random.ts';
import { hasPython, readWithPython, SKIPPED } from '../testing/native-python.ts';
import type { ReviewFinding } from './python-reading.ts';

const show = ({ severity, pattern, line }: ReviewFinding) => `${severity} ${pattern} ${line}`;
const findings = (source: string) => readWithPython({ 'harness.py': source })[0]!.findings.map(show);

/** Source and what is found in it, in a run for all. */
const FOUND: Record<string, [source: string, ...found: string[]]> = {
  'the published critical call': ['import os\nos.system("ls")\n', 'critical os.system 2'],
  'the published warning': ['import subprocess\nsubprocess.run(["echo", "ok"])\n', 'warning subprocess.run 2'],
  'dynamic code': ['eval("1")\nexec("2")\n', 'critical eval 1', 'critical exec 2'],
  'an import by call': ['m = __import__("json")', 'critical __import__ 1'],
  compile: ['compile("1", "a", "eval")', 'warning compile 1'],
  'another name': ['e = eval\ne("1")', 'critical eval 1', 'critical eval 2'],
  'a name through names': ['a = eval\nb = a\nb("1")', 'critical eval 1', 'critical eval 2', 'critical eval 3'],
  'names in a pair': ['a, b = len, exec\nb("1")', 'critical exec 1', 'critical exec 2'],
  'a name in a loop': ['for f in (print, exec):\n    f("1")', 'critical exec 1', 'critical exec 2'],
  'a default': ['def f(g=eval):\n    return g("1")', 'critical eval 1', 'critical eval 2'],
  'a name given on the way': ['(g := exec)("1")', 'critical exec 1'],
  'a choice': ['f = print if 1 else eval\nf("1")', 'critical eval 1', 'critical eval 2'],
  'one passed on': ['list(map(eval, ["1"]))', 'critical eval 1'],
  'one kept in a table': ['t = {"a": eval}', 'critical eval 1'],
  'a module under another name': ['import os as o\no.popen("ls")', 'critical os.popen 2'],
  'a member of a module': ['from os import system\nsystem("ls")', 'critical os.system 2'],
  'a member under another name': ['from os import system as s\ns("ls")', 'critical os.system 2'],
  'all members': ['from subprocess import *\ncheck_output("ls")', 'warning subprocess.check_output 2'],
  'a module in a name': ['import os\nm = os\nm.system("ls")', 'critical os.system 3'],
  getattr: ['import os\ngetattr(os, "system")("ls")', "critical getattr(os, 'system') 2"],
  'getattr of builtins': ['getattr(__builtins__, "eval")("1")', "critical getattr(__builtins__, 'eval') 1"],
  'getattr by another name': ['import os\ng = getattr\ng(os, "popen")("ls")', "critical getattr(os, 'popen') 3"],
  'getattr of what nobody knows': ['import os, sys\ngetattr(os, sys.argv[1])', 'warning getattr(os, ...) 2'],
  'text put together': ['import os\ngetattr(os, "sys" + "tem")("ls")', "critical getattr(os, 'system') 2"],
  'text in a name': ['import os\nn = "pop"\ngetattr(os, n + "en")', "critical getattr(os, 'popen') 3"],
  'text in a format': ['import os\nn = "pop"\ngetattr(os, f"{n}en")', "critical getattr(os, 'popen') 3"],
  'text joined': ['import os\ngetattr(os, "".join(["sys", "tem"]))', "critical getattr(os, 'system') 2"],
  'text backwards': ['import os\ngetattr(os, "metsys"[::-1])', "critical getattr(os, 'system') 2"],
  'text of characters': ['import os\ngetattr(os, chr(115) + "ystem")', "critical getattr(os, 'system') 2"],
  'text decoded and replaced': [
    'import os\ngetattr(os, b"sXstem".decode().replace("X", "y"))',
    "critical getattr(os, 'system') 2"
  ],
  'an item of builtins': ['__builtins__["ev" + "al"]("1")', 'critical eval 1'],
  'the module of builtins': ['import builtins\nbuiltins.exec("1")', 'critical exec 2'],
  'the table of a module': ['import os\nos.__dict__["system"]("ls")', 'critical os.system 2'],
  'vars of a module': ['import os\nvars(os)["system"]("ls")', 'critical os.system 2', 'info vars 2'],
  'loaded modules': ['import sys\nsys.modules["os"].system("ls")', 'critical os.system 2'],
  'a module by its text': [
    'import importlib\nimportlib.import_module("o" + "s").system("ls")',
    'critical os.system 2',
    'warning importlib.import_module 2'
  ],
  'a socket': ['import socket\nsocket.create_connection(("a", 1))', 'warning socket.create_connection 2'],
  'deleted files': [
    'import os, shutil\nos.remove("a")\nshutil.rmtree("b")',
    'warning os.remove 2',
    'warning shutil.rmtree 3'
  ],
  processes: ['import os\nos.execv("a", [])\nos.fork()', 'warning os.execv 2', 'warning os.fork 3'],
  'a file': ['open("a.txt", "w")', 'info open 1'],
  'a download': ['import urllib.request\nurllib.request.urlopen("http://a")', 'info urllib.request.urlopen 2'],
  'another package': ['import numpy as np', 'warning import numpy 1'],
  'another package, in parts': ['from numpy.linalg import norm', 'warning import numpy 1'],
  'another package by its text': [
    'import importlib\nimportlib.import_module("numpy")',
    'warning import numpy 2',
    'warning importlib.import_module 2'
  ],
  'the inside of the sandbox': [
    'import js\nfrom pyodide.code import run_js',
    'critical import js 1',
    'critical import pyodide 2'
  ],
  'the inside of Python': ['().__class__.__base__.__subclasses__()', 'warning attribute __subclasses__ 1'],
  'code made by hand': ['import types\ntypes.CodeType(1)', 'critical types.CodeType 2'],
  'a syntax error': ['def f(:\n  pass', 'critical syntax_error 1'],
  'zero bytes': ['x = 1\0', 'critical syntax_error null'],
  // What is nothing of the kind
  'a method of that name': ['import re\nre.compile("a")\nclass A:\n    def eval(self): return 1\nA().eval()'],
  'a function of its own': ['def compile(x): return x\ncompile(1)'],
  'ordinary work': [
    'import json, os, random\nrandom.seed(os.environ["DATA_FABRICATION_SEED"])\nprint(json.dumps({"a": 1}))'
  ],
  'getattr of an object': ['class A: x = 1\ngetattr(A(), "x")'],
  'its own modules': ['from . import words\nimport own_words']
};

describe.skipIf(!hasPython)(`the reader finds${SKIPPED}`, () => {
  const names = Object.keys(FOUND);
  const files = Object.fromEntries(names.map((name, index) => [`${index}.py`, FOUND[name]![0]]));
  const readings = hasPython ? readWithPython(files, ['own_words']) : [];

  test.each(names.map((name, index) => [name, index] as const))('%s', (name, index) => {
    const [, ...found] = FOUND[name]!;
    expect(readings[index]!.findings.map(show).toSorted()).toEqual(found.toSorted());
  });

  test('suspicious texts, also in pieces', () => {
    const suspicious = (source: string) => readWithPython({ 'a.py': source })[0]!.suspicious;
    expect(suspicious('p = "/etc/passwd"')).toEqual(['/etc/passwd']);
    expect(suspicious('p = "/etc/" + "passwd"')).toEqual(['/etc/passwd']);
    expect(suspicious('# DATA_FABRICATION_SHARED_TOKEN')).toEqual(['DATA_FABRICATION_SHARED_TOKEN']);
    const blob = Buffer.from('print("hidden")\n'.repeat(60)).toString('base64');
    expect(suspicious(`b = "${blob}"`)).toEqual(['large_base64_blob']);
    expect(suspicious('p = "/tmp/words"')).toEqual([]);
  });

  test('the place in characters, from 1', () => {
    const { findings: found } = readWithPython({ 'a.py': 'x = 1\n"ä€𝕏"; eval("1")\n' })[0]!;
    expect(found).toEqual([{ pattern: 'eval', severity: 'critical', line: 2, column: 8 }]);
  });

  test('names, imports, and whether a file does anything', () => {
    const [one, two] = readWithPython({
      'a.py': 'import json\nfrom os import path\ndef a(): pass\nasync def b(): pass\n',
      'b.py': 'def main(): print(1)\nif __name__ == "__main__":\n    main()\n'
    });
    expect(one).toMatchObject({ functions: ['a', 'b'], imports: ['json', 'os'], runs: false, lines: 4 });
    expect(two!.runs).toBe(true);
  });
});

describe.skipIf(!hasPython)(`the reader survives${SKIPPED}`, () => {
  const SOUND = `import json, os, random
WORDS = ["list", "tuple", "set"]
class Row:
    """One row."""
    def __init__(self, seed: int = 7, *, name: str = "a"):
        self.random = random.Random(seed)
    async def make(self, count):
        for index in range(count):
            word = self.random.choice(WORDS)
            yield {"id": f"{word}-{index:03d}", "messages": [{"role": "user", "content": word + str(index)}]}
def main(out=print):
    rows = [json.dumps({"a": n}) for n in range(3) if n % 2]
    with open(os.environ.get("OUT", "out.jsonl"), "w") as file:
        file.write("\\n".join(rows))
    try:
        out(*rows, sep="\\n")
    except (ValueError, OSError) as error:
        raise SystemExit(1) from error
if __name__ == "__main__":
    main()
`;

  test('300 files broken in ways drawn by a seed, in one run', () => {
    const random = seededRandom(13);
    const signs = [
      '(',
      ')',
      '[',
      '{',
      '"',
      "'",
      '"""',
      ':',
      '\\',
      '\t',
      '\n',
      '\0',
      'é',
      'def ',
      'lambda ',
      '=',
      ',',
      '*',
      'f"{',
      '\ufeff'
    ];
    const files: Record<string, string> = {};
    for (let index = 0; index < 300; index++) {
      let source = SOUND;
      for (let edits = random.below(6) + 1; edits > 0; edits--) {
        const at = random.below(source.length);
        const cut = random.below(3) === 0 ? random.below(60) : random.below(3);
        source =
          source.slice(0, at) +
          (random.below(3) === 0 ? '' : signs[random.below(signs.length)]!) +
          source.slice(at + cut);
      }
      files[`${index}.py`] = source;
    }
    const readings = readWithPython(files);
    expect(readings).toHaveLength(300);
    const broken = readings.filter(({ findings: found }) => found.some(({ pattern }) => pattern === 'syntax_error'));
    expect(broken.length).toBeGreaterThan(200);
    for (const { findings: found } of broken)
      expect(found.find(({ pattern }) => pattern === 'syntax_error')!.message).not.toBe('');
  });

  test('long sums, deep nesting and huge lists', () => {
    const [sum, brackets, list, chain] = readWithPython({
      'sum.py': `x = ${Array.from({ length: 700 }, (_, index) => `"a${index}"`).join(' + ')}`,
      'brackets.py': `x = ${'['.repeat(190)}${']'.repeat(190)}`,
      'list.py': `x = [${'1, '.repeat(60_000)}]`,
      'chain.py': `x = a${'.b'.repeat(500)}`
    });
    expect(sum!.nodes.length).toBeGreaterThan(700);
    expect(brackets!.findings).toEqual([]);
    expect(list!.nodes.length).toBeGreaterThan(60_000);
    expect(chain!.findings).toEqual([]);
  });

  test('bytes in another encoding, which the file declares', () => {
    const latin = Buffer.concat([
      Buffer.from('# -*- coding: latin-1 -*-\nx = "caf'),
      Buffer.from([0xe9]),
      Buffer.from('"\n')
    ]);
    expect(readWithPython({ 'a.py': latin })[0]!.findings).toEqual([]);
    expect(findings('# -*- coding: nonsense -*-\nx = 1\n')).toEqual(['critical syntax_error null']);
  });
});
