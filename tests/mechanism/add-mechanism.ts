// The plugin with which page and command are built with the test mechanism in their registries.
import { withRegistryLine } from './registry-lines.ts';

export const addMechanism = {
  name: 'one-mechanism-more',
  enforce: 'pre',
  transform: (source: string, id: string) => withRegistryLine(id, source)
} as const;
