// The one line that the test mechanism adds to each of the three registries. A registry that takes more than a line fails here.
import { fileURLToPath } from 'node:url';

const at = (file: string) => fileURLToPath(new URL(`./echo/${file}`, import.meta.url));

interface RegistryLine {
  /** The registry, from the project's root. */
  file: string;
  /** The line of the first tenant, before which the new one stands. */
  before: RegExp;
  line: string;
}

export const REGISTRY_LINES: readonly RegistryLine[] = [
  {
    file: 'src/lib/score/mechanisms.ts',
    before: /^ {2}lift: async/m,
    line: `  echo: async () => (await import(${JSON.stringify(at('echo-mechanism.ts'))})).echoMechanism,\n`
  },
  {
    file: 'src/lib/ui/mechanism/faces.ts',
    before: /^ {2}lift: \{$/m,
    line: `  echo: { label: 'Lines said back', explanation: 'For tests.', kindOf: () => 'Echo', kinds: ['Echo'], load: async () => (await import(${JSON.stringify(at('echo-face.ts'))})).echoFace },\n`
  },
  {
    file: 'src/cli/mechanisms.ts',
    before: /^ {2}lift: async/m,
    line: `  echo: async () => (await import(${JSON.stringify(at('echo-command.ts'))})).echoCommand,\n`
  }
];

/** The source of a registry with the line in it; null for any other file. */
export function withRegistryLine(path: string, source: string): string | null {
  const registry = REGISTRY_LINES.find(({ file }) => path.split('?')[0]!.endsWith(`/${file}`));
  if (!registry) return null;
  const found = registry.before.exec(source);
  if (!found) throw new Error(`${registry.file} has no line of the first mechanism.`);
  return source.slice(0, found.index) + registry.line + source.slice(found.index);
}
