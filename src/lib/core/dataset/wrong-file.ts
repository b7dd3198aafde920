// Files that are no JSON Lines, by what they begin with: what each is, and what to do with it.
import { AppError } from '../error/app-error.ts';

interface OtherFormat {
  name: string;
  /** What to do. */
  hint: string;
}

const BINARY: readonly [bytes: readonly number[], format: OtherFormat][] = [
  [[0x1f, 0x8b], { name: 'compressed by gzip', hint: 'Unpack it first: gunzip FILE.' }],
  [[0x50, 0x4b, 0x03, 0x04], { name: 'a ZIP archive', hint: 'Unpack it and choose the .jsonl file in it.' }],
  [
    [0x50, 0x41, 0x52, 0x31],
    {
      name: 'a Parquet file',
      hint: 'Write it as JSON Lines, e.g. in Python: pandas.read_parquet(FILE).to_json(OUT, orient="records", lines=True).'
    }
  ],
  [
    [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31],
    {
      name: 'an Arrow file',
      hint: 'Write it as JSON Lines, e.g. in Python: datasets.Dataset.from_file(FILE).to_json(OUT).'
    }
  ],
  [[0x28, 0xb5, 0x2f, 0xfd], { name: 'compressed by zstd', hint: 'Unpack it first: unzstd FILE.' }],
  [[0x42, 0x5a, 0x68], { name: 'compressed by bzip2', hint: 'Unpack it first: bunzip2 FILE.' }],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], { name: 'compressed by xz', hint: 'Unpack it first: unxz FILE.' }],
  [[0x25, 0x50, 0x44, 0x46], { name: 'a PDF document', hint: 'Rows are JSON objects, one on each line.' }],
  [[0xff, 0xfe], { name: 'in UTF-16', hint: 'Save it as UTF-8, e.g. iconv -f UTF-16 -t UTF-8 FILE > OUT.' }],
  [[0xfe, 0xff], { name: 'in UTF-16', hint: 'Save it as UTF-8, e.g. iconv -f UTF-16 -t UTF-8 FILE > OUT.' }],
  [[0x7b, 0x00], { name: 'in UTF-16', hint: 'Save it as UTF-8, e.g. iconv -f UTF-16LE -t UTF-8 FILE > OUT.' }],
  [[0x00, 0x7b], { name: 'in UTF-16', hint: 'Save it as UTF-8, e.g. iconv -f UTF-16BE -t UTF-8 FILE > OUT.' }]
];
const TEXT: readonly [RegExp, OtherFormat][] = [
  [
    /^version https:\/\/git-lfs/,
    {
      name: 'a pointer of Git LFS and not the file itself',
      hint: 'Fetch the file: git lfs pull, or download it from its page.'
    }
  ],
  [
    /^\s*<(?:!doctype|html|\?xml)/i,
    { name: 'a page of the web and not the file itself', hint: 'Download the raw file.' }
  ]
];
/** In a line: dictionaries as Python prints them, and lines that only a carriage return parts. */
const PYTHON = /^\s*\{\s*'|[:,[]\s*(?:None|True|False)\s*[,}\]]/;
const LONE_RETURN = /\}[ \t]*\r+(?!\n)[ \t]*\{/;

/** Throws AppError `dataset/other-format` where the first bytes of a file are those of another format. */
export function requireJsonLines(head: Uint8Array, name: string): void {
  const known = BINARY.find(([bytes]) => bytes.every((byte, at) => head[at] === byte))?.[1];
  const format = known ?? formatOf(TEXT, new TextDecoder().decode(head.subarray(0, 200)));
  if (format) throw otherFormat(name, 1, `${name} is ${format.name}.`, format.hint);
}

/** What a line that is no JSON seems to be, as the error to throw; null where nothing is known of it. */
export function otherFormatOfLine(text: string, name: string, line: number): AppError | null {
  if (LONE_RETURN.test(text))
    return otherFormat(
      name,
      line,
      `${name} ends its lines with a carriage return alone, as old Macs did.`,
      "Save it with line feeds, e.g. tr '\\r' '\\n' < FILE > OUT."
    );
  if (PYTHON.test(text))
    return otherFormat(
      name,
      line,
      `${name} line ${line} is an object as Python prints it, not JSON.`,
      'Write each row with json.dumps(row), which gives double quotes, null, true and false.'
    );
  return null;
}

const formatOf = (formats: readonly [RegExp, OtherFormat][], text: string): OtherFormat | undefined =>
  formats.find(([pattern]) => pattern.test(text))?.[1];

function otherFormat(file: string, line: number, message: string, hint: string): AppError {
  return new AppError('dataset/other-format', message, { hints: [hint], details: { file, line } });
}
