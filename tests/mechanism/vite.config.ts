// The project's own configuration, and one line more in its registries.
import { defineConfig, mergeConfig } from 'vite';
import projectConfig from '../../vite.config.ts';
import { addMechanism } from './add-mechanism.ts';

export default mergeConfig(
  projectConfig,
  defineConfig({ plugins: [addMechanism], worker: { plugins: () => [addMechanism] } })
);
