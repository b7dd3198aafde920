// A folder in which a model lies or grows, in pieces: what its other files say of them.
import type { ModelSource } from '../../ports/pretrained-models.ts';
import type { KeptFolder } from './kept-folders.ts';
import { isPiece } from './pieced-file.ts';

/** Names the model that the pieces are: written when their hash is right. */
const WHOLE = 'model';
/** Where the pieces come from. */
const SOURCE = 'source';

export type RemoteSource = Exclude<ModelSource, { kind: 'file' }>;

export interface ModelPieces {
  name: string;
  folder: KeptFolder;
  /** Of the pieces. */
  bytes: number;
  /** Name of the model; null while it grows. */
  whole: string | null;
  source: RemoteSource | null;
}

export async function readPieces(name: string, folder: KeptFolder): Promise<ModelPieces> {
  const files = await folder.files();
  const textOf = async (wanted: string) => (await files.find((file) => file.name === wanted)?.content.text()) ?? '';
  const bytes = files.filter((file) => isPiece(file.name)).reduce((sum, { content }) => sum + content.size, 0);
  return { name, folder, bytes, whole: (await textOf(WHOLE)) || null, source: parseSource(await textOf(SOURCE)) };
}

/** A page that was killed while it wrote leaves an empty file. */
const parseSource = (text: string): RemoteSource | null => (text === '' ? null : (JSON.parse(text) as RemoteSource));

export const isSameSource = (a: RemoteSource | null, b: RemoteSource): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const markWhole = (folder: KeptFolder, name: string): Promise<void> =>
  folder.write(WHOLE, new TextEncoder().encode(name));

export const markSource = (folder: KeptFolder, source: RemoteSource): Promise<void> =>
  folder.write(SOURCE, new TextEncoder().encode(JSON.stringify(source)));
