// Archives that lie, each made byte by byte: what is refused, by which rule, and at which entry.
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHarnessPackage } from '#lib/core/harness/package/read-harness-package.ts';
import type { PackageRule } from '#lib/core/harness/package/package-rule.ts';
import { readArchive } from './read-archive.ts';
import {
  bytesOf,
  craftArchive,
  extraField,
  fields,
  join,
  type CraftedArchive,
  type CraftedEntry
} from './testing/craft-archive.ts';

const PROGRAM = 'import json\nprint(json.dumps({"messages": []}))\n';
const harness: CraftedEntry = { name: 'harness.py', data: PROGRAM };
const withEntry = (...entries: CraftedEntry[]): CraftedArchive => ({ entries: [harness, ...entries] });
const named = (name: string | Uint8Array): CraftedArchive => withEntry({ name, data: 'x' });
const text = (length: number) => 'a'.repeat(length);
const zeros = (length: number) => new Uint8Array(length);
const small = craftArchive({ entries: [harness] });
const end = small.length - 22;

/** A record that quotes the header of the next one as its own content (Fifield, A better zip bomb, 2019). */
function quotedHeader(): Uint8Array {
  const inner = craftArchive({ entries: [{ name: 'b.txt', data: text(40), method: 0 }] });
  const innerLocal = inner.subarray(0, 30 + 5 + 40);
  return craftArchive({
    entries: [
      { ...harness, method: 0, data: innerLocal },
      { name: 'b.txt', data: text(40), method: 0, isRecordOnly: true, central: { offset: 30 + 'harness.py'.length } }
    ]
  });
}

const shared = (): Uint8Array =>
  craftArchive(withEntry({ name: 'again.py', data: PROGRAM, isRecordOnly: true, central: { offset: 0 } }));

/** Names that decode alike as UTF-8 but for their normal form. */
const composed = { name: 'caf\u00e9.py', flags: 0x800, data: 'x' };

const zip64End = (count: number): Uint8Array => {
  const record = fields(
    [0x06064b50, 4],
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 4],
    [0, 4],
    [count, 8],
    [count, 8],
    [9, 8],
    [0, 8]
  );
  const locator = fields([0x07064b50, 4], [0, 4], [end, 8], [1, 4]);
  return join(small.subarray(0, end), record, locator, small.subarray(end));
};

const unicodePath = (name: string, as: string): Uint8Array =>
  extraField(0x7075, join(fields([1, 1], [crc32(bytesOf(name)), 4]), bytesOf(as)));

/** 17 MiB that compress about twenty times. */
const large = new Uint8Array(17 * 1024 * 1024).map((_, at) =>
  at % 100 < 12 ? 97 + (((at * 7919) >> 3) % 26) : 97 + (at % 16)
);
const packedLarge = new Uint8Array(deflateRawSync(large));

const REFUSED: [what: string, rule: PackageRule, archive: CraftedArchive | Uint8Array, entry?: string][] = [
  // The format
  ['nothing', 'archive-format', zeros(0)],
  ['zero bytes', 'archive-format', zeros(100)],
  ['a text', 'archive-format', bytesOf(PROGRAM)],
  ['an archive cut before its end', 'archive-format', small.subarray(0, small.length - 5)],
  ['an archive cut in its directory', 'archive-format', join(small.subarray(0, end - 9), small.subarray(end))],
  ['an archive cut in its data', 'archive-format', join(small.subarray(0, 40), small.subarray(60))],
  ['bytes before it', 'archive-format', { entries: [harness], prefix: bytesOf('#!/usr/bin/env python3\n') }],
  ['bytes after it', 'archive-format', { entries: [harness], suffix: bytesOf('tail') }],
  ['two archives, one after the other', 'archive-format', join(small, craftArchive(named('other.py')))],
  ['an archive in the comment', 'archive-format', { entries: [harness], comment: craftArchive(named('other.py')) }],
  [
    'a comment longer than it says',
    'archive-format',
    { entries: [harness], comment: bytesOf('abcdef'), end: { commentBytes: 2 } }
  ],
  ['a comment shorter than it says', 'archive-format', { entries: [harness], end: { commentBytes: 40 } }],
  ['a count of more entries', 'archive-format', { entries: [harness], end: { count: 2 } }],
  ['a count of fewer entries', 'archive-format', { ...named('other.py'), end: { count: 1 } }],
  ['a directory shorter than it is', 'archive-format', { entries: [harness], end: { directoryBytes: 30 } }],
  ['a directory elsewhere', 'archive-format', { entries: [harness], end: { directoryAt: 4 } }],
  ['a directory past the end', 'archive-format', { entries: [harness], end: { directoryAt: 0x7fffffff } }],
  ['a part of several disks', 'archive-format', { entries: [harness], end: { disk: 3 } }],
  ['a zip64 record with another count', 'archive-format', zip64End(7)],
  ['a zip64 record with a count past 2^53', 'archive-format', zip64End(2 ** 60)],
  // Headers that disagree
  [
    'another name in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { name: 'b.py' } }),
    'a.py'
  ],
  [
    'another method in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { method: 0 } }),
    'a.py'
  ],
  [
    'other flags in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { flags: 0x800 } }),
    'a.py'
  ],
  [
    'another checksum in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { crc: 7 } }),
    'a.py'
  ],
  [
    'another packed size in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { packedBytes: 1 } }),
    'a.py'
  ],
  [
    'another size in the local header',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', local: { bytes: 9 } }),
    'a.py'
  ],
  [
    'a checksum that is wrong',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', central: { crc: 7 }, local: { crc: 7 } }),
    'a.py'
  ],
  ['an offset into nothing', 'archive-format', withEntry({ name: 'a.py', data: 'x', central: { offset: 3 } }), 'a.py'],
  [
    'an offset past the end',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', central: { offset: 0x7ffffff0 } }),
    'a.py'
  ],
  [
    'deflate that is none',
    'archive-format',
    withEntry({ name: 'a.py', data: 'xyz', packed: bytesOf('\u0007\u0007\u0007') }),
    'a.py'
  ],
  [
    'deflate that is cut',
    'archive-format',
    withEntry({ name: 'a.py', data: text(4000), packed: bytesOf('KL') }),
    'a.py'
  ],
  ['two records of one content', 'archive-format', shared()],
  ['a record that quotes the next', 'archive-format', quotedHeader()],
  [
    'zip64 sizes that are not there',
    'archive-format',
    withEntry({ name: 'a.py', data: 'x', central: { bytes: 0xffffffff, packedBytes: 0xffffffff } })
  ],
  // Sizes
  ['more than 4 MiB', 'archive-size', zeros(4 * 1024 * 1024 + 1)],
  [
    'a declared size over the limit',
    'unpacked-size',
    withEntry({ name: 'a.txt', data: 'x', central: { bytes: 2 ** 31 }, local: { bytes: 2 ** 31 } }),
    'a.txt'
  ],
  [
    'a zip64 size past 2^53',
    'archive-format',
    withEntry({
      name: 'a.txt',
      data: 'x',
      extra: extraField(1, fields([2 ** 60, 8], [2 ** 60, 8])),
      central: { bytes: 0xffffffff, packedBytes: 0xffffffff }
    })
  ],
  ['a bomb', 'compression-ratio', withEntry({ name: 'a.txt', data: zeros(20_000_000) }), 'a.txt'],
  [
    'less declared than there is',
    'size-mismatch',
    withEntry({ name: 'a.txt', data: text(50_000), central: { bytes: 10 }, local: { bytes: 10 } }),
    'a.txt'
  ],
  [
    'more declared than there is',
    'archive-format',
    withEntry({ name: 'a.txt', data: 'x', central: { bytes: 90 }, local: { bytes: 90 } }),
    'a.txt'
  ],
  [
    'two files of 17 MiB',
    'unpacked-size',
    withEntry({ name: 'a.txt', data: large, packed: packedLarge }, { name: 'b.txt', data: large, packed: packedLarge }),
    'b.txt'
  ],
  [
    '129 files',
    'file-count',
    { entries: Array.from({ length: 129 }, (_, index) => ({ name: `${index}.py`, data: 'x' })) }
  ],
  [
    '1,000 folders',
    'file-count',
    withEntry(...Array.from({ length: 1000 }, (_, index) => ({ name: `${index}/`, method: 0, mode: 0o040755 })))
  ],
  // Kinds of entries
  ['an encrypted entry', 'encrypted', withEntry({ name: 'a.py', data: text(40), flags: 1 }), 'a.py'],
  ['bzip2', 'compression-method', withEntry({ name: 'a.py', data: 'x', method: 12 }), 'a.py'],
  ['lzma', 'compression-method', withEntry({ name: 'a.py', data: 'x', method: 14 }), 'a.py'],
  ['zstandard', 'compression-method', withEntry({ name: 'a.py', data: 'x', method: 93 }), 'a.py'],
  [
    'a symbolic link',
    'link-or-device',
    withEntry({ name: 'a.py', data: '/etc/passwd', method: 0, mode: 0o120777 }),
    'a.py'
  ],
  ['a device', 'link-or-device', withEntry({ name: 'a.py', data: '', method: 0, mode: 0o020666 }), 'a.py'],
  ['a named pipe', 'link-or-device', withEntry({ name: 'a.py', data: '', method: 0, mode: 0o010644 }), 'a.py'],
  ['a folder that is a file', 'link-or-device', withEntry({ name: 'a/', data: '', method: 0, mode: 0o100644 }), 'a/'],
  [
    'a folder with data',
    'folder-with-data',
    withEntry({ name: 'a/', data: 'secret', method: 0, mode: 0o040755 }),
    'a/'
  ],
  [
    'a second name in the Unicode path field',
    'second-name',
    withEntry({ name: 'a.py', data: 'x', extra: unicodePath('a.py', 'b.py') }),
    'b.py'
  ],
  // Names
  ['a way out', 'path', named('../harness.py'), '../harness.py'],
  ['a way out inside', 'path', named('a/../../b.py'), 'a/../../b.py'],
  ['an absolute path', 'path', named('/etc/cron.py'), '/etc/cron.py'],
  ['an empty part', 'path', named('a//b.py'), 'a//b.py'],
  ['a dot', 'path', named('./a.py'), './a.py'],
  ['a drive', 'name-characters', named('C:/a.py'), 'C:/a.py'],
  ['backslashes', 'name-characters', named('a\\b.py')],
  ['a way out with backslashes', 'name-characters', named('..\\a.py')],
  ['a zero byte', 'name-characters', named('a\u0000.py')],
  ['a control character', 'name-characters', named('a\u001b[2J.py')],
  ['a bidirectional override', 'name-characters', withEntry({ ...composed, name: 'a\u202eyp.txt' })],
  ['a letter that looks like another', 'name-characters', withEntry({ ...composed, name: 'h\u0430rness.py' })],
  ['a composed letter', 'name-characters', withEntry(composed)],
  ['two normal forms of one name', 'name-characters', withEntry(composed, { ...composed, name: 'cafe\u0301.py' })],
  ['bytes that are not UTF-8', 'name-characters', named(Uint8Array.of(0x61, 0xff, 0x2e, 0x70, 0x79))],
  ['a wildcard', 'name-characters', named('a*.py'), 'a*.py'],
  ['a device of Windows', 'reserved-name', named('CON.py'), 'CON.py'],
  ['a device in a folder', 'reserved-name', named('a/lpt1.tar.py'), 'a/lpt1.tar.py'],
  ['a name of every object', 'reserved-name', named('__proto__/a.py'), '__proto__/a.py'],
  ['a dot at the end', 'reserved-name', named('a./b.py'), 'a./b.py'],
  ['a space at the end', 'reserved-name', named('a.py '), 'a.py '],
  ['a hidden file', 'hidden-name', named('.env.py'), '.env.py'],
  ['a hidden folder', 'hidden-name', named('.git/config.txt'), '.git/config.txt'],
  ['what macOS adds', 'hidden-name', named('__MACOSX/._harness.py'), '__MACOSX/._harness.py'],
  ['a long name', 'name-length', named(`${text(300)}.py`)],
  ['many folders', 'name-length', named(`${'a/'.repeat(40)}b.py`)],
  ['the same name twice', 'name-collision', withEntry(harness)],
  ['names that differ in case', 'name-collision', named('Harness.py'), 'Harness.py'],
  [
    'folders that differ in case',
    'name-collision',
    withEntry({ name: 'lib/a.py', data: 'x' }, { name: 'Lib/b.py', data: 'x' }),
    'Lib/b.py'
  ],
  [
    'a file that is a folder',
    'name-collision',
    withEntry({ name: 'a', data: 'x' }, { name: 'a/b.py', data: 'x' }),
    'a/b.py'
  ],
  [
    'a folder that is a file',
    'name-collision',
    withEntry({ name: 'a/b.py', data: 'x' }, { name: 'a', data: 'x' }),
    'a'
  ],
  ['a shared library', 'extension', named('a.so'), 'a.so'],
  ['compiled Python', 'extension', named('harness.pyc'), 'harness.pyc'],
  // What files hold
  ['an archive inside', 'nested-archive', withEntry({ name: 'a.txt', data: small }), 'a.txt'],
  [
    'a program with an archive at its end',
    'nested-archive',
    withEntry({ name: 'a.py', data: join(bytesOf(PROGRAM), small) }),
    'a.py'
  ],
  ['gzip inside', 'nested-archive', withEntry({ name: 'a.json', data: Uint8Array.of(0x1f, 0x8b, 8, 0, 1) }), 'a.json'],
  [
    'tar inside',
    'nested-archive',
    withEntry({ name: 'a.txt', data: join(zeros(257), bytesOf('ustar'), zeros(200)) }),
    'a.txt'
  ],
  ['zero bytes inside', 'binary-file', withEntry({ name: 'a.txt', data: Uint8Array.of(1, 0, 2) }), 'a.txt'],
  ['no files', 'no-files', { entries: [] }],
  ['folders only', 'no-files', { entries: [{ name: 'a/', method: 0, mode: 0o040755 }] }],
  // What is run
  [
    'two programs and no manifest',
    'entry-point',
    {
      entries: [
        { name: 'a.py', data: 'x' },
        { name: 'b.py', data: 'x' }
      ]
    }
  ],
  ['no program', 'entry-point', { entries: [{ name: 'README.md', data: 'x' }] }],
  [
    'a program in a folder among others',
    'entry-point',
    {
      entries: [
        { name: 'p/harness.py', data: 'x' },
        { name: 'p/b.py', data: 'x' }
      ]
    }
  ],
  [
    'a manifest that names nothing',
    'entry-point',
    withEntry({ name: 'manifest.yaml', data: 'entrypoint: other.py\n' }),
    'manifest.yaml'
  ],
  [
    'a manifest that leads out',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: 'entrypoint: ../harness.py\n' }),
    'manifest.yaml'
  ],
  [
    'a manifest that names a text',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: 'entrypoint: a.txt\n' }),
    'manifest.yaml'
  ],
  [
    'a manifest that is a list',
    'manifest',
    withEntry({ name: 'data_fabrication.yml', data: '- a\n- b\n' }),
    'data_fabrication.yml'
  ],
  [
    'a manifest that is no YAML',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: 'a: [1, 2\nb: }' }),
    'manifest.yaml'
  ],
  [
    'a manifest that names twice',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: 'entrypoint: harness.py\nentrypoint: b.py\n' }),
    'manifest.yaml'
  ],
  [
    'a manifest of aliases',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: `a: &a [x]\nb: [*a, *a]\n` }),
    'manifest.yaml'
  ],
  [
    'a manifest nested without end',
    'manifest',
    withEntry({ name: 'manifest.yaml', data: `a: ${'['.repeat(9000)}` }),
    'manifest.yaml'
  ],
  ['a long manifest', 'manifest', withEntry({ name: 'manifest.yaml', data: `# ${text(20_000)}\n` }), 'manifest.yaml']
];

const ACCEPTED: [what: string, archive: CraftedArchive, runs: string][] = [
  ['one program', { entries: [harness] }, 'harness.py'],
  ['a stored program', { entries: [{ ...harness, method: 0 }] }, 'harness.py'],
  [
    'the only Python file',
    {
      entries: [
        { name: 'src/make.py', data: PROGRAM },
        { name: 'words.txt', data: 'a\nb' }
      ]
    },
    'src/make.py'
  ],
  [
    'a manifest',
    {
      entries: [
        harness,
        { name: 'run.py', data: 'x' },
        { name: 'data_fabrication.yaml', data: 'name: mine\nentrypoint: run.py\n' }
      ]
    },
    'run.py'
  ],
  [
    'the first of two manifests',
    {
      entries: [
        { name: 'a.py', data: 'x' },
        { name: 'b.py', data: 'x' },
        { name: 'manifest.yaml', data: 'entrypoint: b.py' },
        { name: 'data_fabrication.yml', data: 'entrypoint: a.py' }
      ]
    },
    'a.py'
  ],
  ['an empty manifest', { entries: [harness, { name: 'manifest.yaml', data: '# nothing\n' }] }, 'harness.py'],
  [
    'folders of their own',
    {
      entries: [
        { name: 'lib/', method: 0, mode: 0o040755, dosAttributes: 0x10 },
        { name: 'lib/a.py', data: 'x' },
        harness
      ]
    },
    'harness.py'
  ],
  ['no rights of Unix', { entries: [{ ...harness, mode: 0 }] }, 'harness.py'],
  ['an empty module', { entries: [harness, { name: 'lib/__init__.py', data: '' }] }, 'harness.py'],
  [
    'a comment and a time stamp',
    {
      entries: [{ ...harness, comment: 'hello', extra: extraField(0x5455, fields([1, 1], [1_700_000_000, 4])) }],
      comment: bytesOf('made by hand')
    },
    'harness.py'
  ],
  [
    '128 files',
    { entries: [harness, ...Array.from({ length: 127 }, (_, index) => ({ name: `${index}.py`, data: 'x' }))] },
    'harness.py'
  ]
];

const read = async (archive: CraftedArchive | Uint8Array) =>
  readHarnessPackage(await readArchive(archive instanceof Uint8Array ? archive : craftArchive(archive)));

describe('an archive is refused, by rule and entry', () => {
  test.each(REFUSED)('%s: %s', async (_, rule, archive, entry) => {
    const refusal = await read(archive).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'harness/refused-package', details: { rule } });
    if (entry !== undefined)
      expect(refusal).toMatchObject({ details: { entry }, short: expect.stringContaining(entry) });
  });

  test('there are more than sixty', () => {
    expect(REFUSED.length).toBeGreaterThan(60);
  });
});

describe('an archive is read', () => {
  test.each(ACCEPTED)('%s', async (_, archive, runs) => {
    const { entryPoint, contents } = await read(archive);
    expect(entryPoint.path).toBe(runs);
    expect(contents.length).toBe(archive.entries.filter(({ mode }) => mode !== 0o040755).length);
  });

  test('however it is packed, the same files are the same package', async () => {
    const other = { name: 'words.txt', data: 'a\nb\n' };
    const one = await read({ entries: [harness, other] });
    const two = await read({
      entries: [
        { ...other, method: 0, comment: 'x' },
        { ...harness, mode: 0o100755 }
      ],
      comment: bytesOf('y')
    });
    expect(two.treeHash).toBe(one.treeHash);
    expect((await read({ entries: [harness, { ...other, data: 'a\nc\n' }] })).treeHash).not.toBe(one.treeHash);
  });
});

test('a damaged archive is refused or read, and nothing else happens', async () => {
  const whole = craftArchive({ entries: [harness, { name: 'words.txt', data: 'a\nb\n' }] });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (edits) => {
        const bytes = whole.slice();
        for (const [at, byte] of edits) bytes[at] = byte;
        const outcome = await read(bytes).then(
          () => 'read',
          (error: { code?: string }) => error.code
        );
        expect(['read', 'harness/refused-package']).toContain(outcome);
      }
    ),
    { numRuns: 100 }
  );
});
