// Lets `node --import` run the command with one line more in its registries.
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { withRegistryLine } from './registry-lines.ts';

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:')) return next(url, context);
    const path = fileURLToPath(url);
    if (!/\/(mechanisms|faces)\.ts$/.test(path)) return next(url, context);
    const source = withRegistryLine(path, readFileSync(path, 'utf8'));
    if (source === null) return next(url, context);
    return { format: 'module', source: stripTypeScriptTypes(source), shortCircuit: true };
  }
});
