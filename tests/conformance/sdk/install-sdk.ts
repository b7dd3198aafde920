// The official Python SDK in a virtual environment of its own, under .cache/ (ignored by git).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The last line of the SDK for runtimes like the one the local chain follows; 11 is another library. */
export const SDK_VERSION = '10.5.0';

export type InstalledSdk = { python: string } | { skipped: string };

/** @param cacheDir where environments live. Installs once; says why where it cannot. */
export function installSdk(cacheDir: string, version = SDK_VERSION): InstalledSdk {
  const environment = join(cacheDir, `bittensor-${version}`);
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const works = () =>
    existsSync(python) && spawnSync(python, ['-c', 'import bittensor'], { stdio: 'ignore' }).status === 0;
  if (works()) return { python };
  if (spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0)
    return { skipped: 'there is no python3 on this machine' };
  console.log(`Installing bittensor ${version} into ${environment} (about 220 MB, once) ...`);
  if (spawnSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' }).status !== 0)
    return { skipped: 'python3 could not make a virtual environment' };
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `bittensor==${version}`];
  if (spawnSync(python, pip, { stdio: 'inherit' }).status !== 0 || !works())
    return { skipped: `pip could not install bittensor ${version}` };
  return { python };
}
