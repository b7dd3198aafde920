// The project's own configuration, and one line more in its registries.
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import projectConfig from '../../vite.config.ts';
import { withRegistryLine } from './registry-lines.ts';

const addMechanism = (): Plugin => ({
  name: 'one-mechanism-more',
  enforce: 'pre',
  transform: (source, id) => withRegistryLine(id, source)
});

export default mergeConfig(
  projectConfig,
  defineConfig({ plugins: [addMechanism()], worker: { plugins: () => [addMechanism()] } })
);
