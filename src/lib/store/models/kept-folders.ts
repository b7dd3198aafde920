// Folders of small files that this browser keeps: the origin private file system (https://fs.spec.whatwg.org/), or this page's memory
// where a browser has none. A file is there whole or not at all.
import { AppError } from '../../core/error/app-error.ts';

export interface KeptFolder {
  /** In the order of their names. */
  files(): Promise<{ name: string; content: Blob }[]>;
  /** Throws AppError `store/quota`, `store/write-failed`. */
  write(name: string, content: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

export interface KeptFolders {
  keptIn: 'browser' | 'page';
  all(): Promise<{ name: string; folder: KeptFolder }[]>;
  make(name: string): Promise<KeptFolder>;
  remove(name: string): Promise<void>;
}

/** @param root folder of this origin; made where there is none */
export async function keptFolders(root: string): Promise<KeptFolders> {
  try {
    const origin = await navigator.storage.getDirectory();
    if (!('createWritable' in FileSystemFileHandle.prototype)) return inMemory();
    return inBrowser(await origin.getDirectoryHandle(root, { create: true }));
  } catch {
    // Private windows of some browsers, and pages that were not loaded securely.
    return inMemory();
  }
}

function inBrowser(root: FileSystemDirectoryHandle): KeptFolders {
  return {
    keptIn: 'browser',
    async all() {
      const folders = (await Array.fromAsync(root.values())).filter(
        (one): one is FileSystemDirectoryHandle => one.kind === 'directory'
      );
      return folders.map((handle) => ({ name: handle.name, folder: folderOf(handle) }));
    },
    make: async (name) => folderOf(await written(() => root.getDirectoryHandle(name, { create: true }))),
    remove: (name) => orGone(root.removeEntry(name, { recursive: true }))
  };
}

function folderOf(folder: FileSystemDirectoryHandle): KeptFolder {
  return {
    async files() {
      // Another tab may remove the folder, or one of its files, meanwhile.
      const all = await Array.fromAsync(folder.values()).catch((): FileSystemHandle[] => []);
      const handles = all.filter(({ kind }) => kind === 'file') as FileSystemFileHandle[];
      const sorted = handles.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const files = await Promise.all(
        sorted.map(async (handle) => ({ name: handle.name, content: await handle.getFile().catch(() => null) }))
      );
      return files.flatMap(({ name, content }) => (content ? [{ name, content }] : []));
    },
    write: (name, content) =>
      written(async () => {
        const file = await folder.getFileHandle(name, { create: true });
        const stream = await file.createWritable();
        try {
          await stream.write(content as Uint8Array<ArrayBuffer>);
          await stream.close();
        } catch (thrown) {
          await stream.abort().catch(() => undefined);
          throw thrown;
        }
      }),
    remove: (name) => orGone(folder.removeEntry(name))
  };
}

function inMemory(): KeptFolders {
  const folders = new Map<string, KeptFolder>();
  return {
    keptIn: 'page',
    all: async () => [...folders].map(([name, folder]) => ({ name, folder })),
    async make(name) {
      const files = new Map<string, Blob>();
      const folder: KeptFolder = {
        files: async () =>
          [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([file, content]) => ({ name: file, content })),
        write: async (file, content) => void files.set(file, new Blob([content as Uint8Array<ArrayBuffer>])),
        remove: async (file) => void files.delete(file)
      };
      folders.set(name, folder);
      return folder;
    },
    remove: async (name) => void folders.delete(name)
  };
}

async function orGone(removal: Promise<void>): Promise<void> {
  await removal.catch((thrown: unknown) => {
    if ((thrown as DOMException).name !== 'NotFoundError') throw thrown;
  });
}

async function written<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if ((cause as DOMException).name === 'QuotaExceededError') throw noRoom(cause);
    throw new AppError('store/write-failed', 'The content could not be written to this device.', {
      hints: ['Reload the page and try again.'],
      cause
    });
  }
}

const noRoom = (cause: unknown): AppError =>
  new AppError('store/quota', 'This browser gives the page no more room on this device.', {
    hints: ['Free some space on the disk, or leave private browsing.', 'Remove what you do not need here, then go on.'],
    cause
  });
