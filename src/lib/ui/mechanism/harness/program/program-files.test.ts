import { describe, expect, test } from 'vitest';
import { templateFiles } from '../../../../core/harness/template/harness-template.ts';
import { archiveBytes, folderFiles, readProgram, type ChosenFile } from './program-files.ts';

const chosen = (path: string, text = 'x'): ChosenFile =>
  Object.assign(new File([text], path.split('/').at(-1)!), { webkitRelativePath: path });
const unread = (path: string, size: number): ChosenFile => ({
  name: path,
  size,
  webkitRelativePath: path,
  arrayBuffer: () => Promise.reject(new Error('was read'))
});

describe('a program from a folder', () => {
  test('has its paths in that folder, without what running it leaves there', async () => {
    const files = await folderFiles(
      ['mine/harness.py', 'mine/lib/a.py', 'mine/out/dataset.jsonl', 'mine/lib/__pycache__/a.pyc'].map((path) =>
        chosen(path)
      )
    );
    expect(files.map(({ path }) => path)).toEqual(['harness.py', 'lib/a.py']);
    expect(readProgram(files).package!.entryPoint.path).toBe('harness.py');
  });

  test('is refused by its numbers before anything of it is read', async () => {
    const many = Array.from({ length: 300 }, (_, at) => unread(`mine/${at}.py`, 1));
    await expect(folderFiles(many)).rejects.toMatchObject({ details: { rule: 'file-count' } });
    const large = [unread('mine/a.py', 33 * 1024 * 1024)];
    await expect(folderFiles(large)).rejects.toMatchObject({ details: { rule: 'unpacked-size' } });
  });

  test('what it hides is refused by its name', async () => {
    const files = await folderFiles([chosen('mine/harness.py'), chosen('mine/.git/config')]);
    expect(readProgram(files).refusal).toMatchObject({ details: { rule: 'hidden-name', entry: '.git/config' } });
  });
});

test('a large archive is refused unread, and one that cannot be read says what to do', async () => {
  await expect(archiveBytes(unread('a.zip', 5 * 1024 * 1024))).rejects.toMatchObject({
    details: { rule: 'archive-size' }
  });
  await expect(archiveBytes(unread('folder', 10))).rejects.toMatchObject({ code: 'file/unreadable' });
});

test('the small program is a package', () => {
  expect(readProgram(templateFiles()).package!.entryPoint.path).toBe('harness.py');
});
