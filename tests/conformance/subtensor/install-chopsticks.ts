// @acala-network/chopsticks-core in a folder of its own under .cache/ (ignored by git): it is heavy and needed only here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CHOPSTICKS_VERSION = '1.5.1';

/** @returns the folder it stands in, or why it does not. Installs once. */
export function installChopsticks(cacheDir: string): { folder: string } | { skipped: string } {
  const folder = join(cacheDir, `chopsticks-${CHOPSTICKS_VERSION}`);
  const entry = join(folder, 'node_modules', '@acala-network', 'chopsticks-core', 'package.json');
  if (existsSync(entry)) return { folder };
  console.log(
    `Installing @acala-network/chopsticks-core ${CHOPSTICKS_VERSION} into ${folder} (about 170 MB, once) ...`
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const wanted = `@acala-network/chopsticks-core@${CHOPSTICKS_VERSION}`;
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', wanted];
  const { status } = spawnSync(npm, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 && existsSync(entry) ? { folder } : { skipped: `npm could not install ${wanted}` };
}
