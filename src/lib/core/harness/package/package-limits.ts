// What a harness package may be. The first four are those of Data Fabrication (PlatformNetwork/data-fabrication, artifacts.py).

export const HARNESS_PACKAGE_LIMITS = Object.freeze({
  maxArchiveBytes: 4 * 1024 * 1024,
  maxFiles: 128,
  /** Of all files together, unpacked. */
  maxUnpackedBytes: 32 * 1024 * 1024,
  /** Kinds of text; a name without an ending, such as `LICENSE`, may stand as well. */
  extensions: Object.freeze(['.py', '.txt', '.md', '.yaml', '.yml', '.json', '.jsonl', '.toml', '.cfg', '.ini']),
  /** Entries of an archive, its folders among them. */
  maxEntries: 256,
  /** Unpacked bytes to a packed one; deflate reaches 1,032, text of programs and rows about 20. */
  maxRatio: 100,
  /** Below this the ratio says nothing. */
  ratioFromBytes: 64 * 1024,
  /** Characters of a path. */
  maxPathLength: 200,
  /** Folders of a path, and the file. */
  maxPathDepth: 16,
  maxManifestBytes: 16 * 1024
});
