// One configuration for the page's build and for the test projects: Node, a real browser, end to end. Files named
// *.full.test.ts are too long for `npm test` and run in `npm run test:full`, which a scheduled job would run.
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { playwright } from '@vitest/browser-playwright';
import { configDefaults, defineConfig } from 'vitest/config';
import { ensureSandbox } from './src/setup/sandbox-files.mjs';
import { LongestFirst } from './tests/longest-first.ts';
import { chromiumOptions } from './tests/testing/chromium-options.ts';

// Pages and tests find it among the static files and beside them.
ensureSandbox();

const tooLong = process.env.ASSAY_TESTS === 'full' ? [] : ['**/*.full.test.ts', '**/*.full.browser.test.ts'];

/** They set or look at what a process has once: WebAssembly's threads, the reference model, its globals. Each has its own. */
const ALONE = [
  'src/lib/core/lift/measure-lift.test.ts',
  'src/lib/core/lift/score-dataset.test.ts',
  'src/lib/core/model/model-gradient.test.ts',
  'src/lib/score/reference-manifest.test.ts',
  'tests/verify-report.test.ts'
];

const crossOriginIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp'
};

export default defineConfig({
  plugins: [tailwindcss(), sveltekit()],
  server: { headers: crossOriginIsolation },
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 1200, reportCompressedSize: false },
  optimizeDeps: {
    exclude: ['onnxruntime-web'],
    // Found only while a browser test already runs, each would load its page anew and fail it.
    include: [
      'multiformats/codecs/raw',
      'multiformats/hashes/digest',
      'idb',
      '@ethereumjs/common',
      '@ethereumjs/evm',
      '@ethereumjs/statemanager',
      '@ethereumjs/util',
      '@lezer/highlight',
      '@lezer/python',
      '@noble/curves/bls12-381.js',
      '@noble/hashes/blake2.js',
      '@noble/hashes/sha2.js',
      '@noble/hashes/sha3.js',
      '@polkadot/types',
      '@polkadot/util',
      '@polkadot/util-crypto',
      '@zip.js/zip.js/lib/zip-core-native.js'
    ]
  },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'contracts/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...tooLong, '**/*.browser.test.ts', 'tests/e2e/**', ...ALONE],
          testTimeout: 30_000,
          // On two cores the default is one; the longest files wait: for sockets, for a deadline.
          maxWorkers: 3,
          // The files share the processes, so that each package is loaded thrice and not once per file.
          isolate: false
        }
      },
      {
        extends: true,
        test: { name: 'node-alone', environment: 'node', include: ALONE, testTimeout: 30_000, maxWorkers: 3 }
      },
      {
        extends: true,
        test: {
          name: 'browser',
          // One file at a time: each trains models on every core.
          fileParallelism: false,
          include: ['src/**/*.browser.test.ts', 'workers/**/*.browser.test.ts'],
          exclude: [...configDefaults.exclude, ...tooLong],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              // A GPU in software: the results of real ones, much more slowly.
              launchOptions: chromiumOptions('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader')
            }),
            instances: [{ browser: 'chromium' }]
          }
        }
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...tooLong],
          testTimeout: 900_000,
          hookTimeout: 300_000,
          // More than half of the time a file waits: for blocks, for a page, for a process to start.
          maxWorkers: 3,
          // As above: the files of a process share what it has loaded.
          isolate: false
        }
      }
    ]
  }
});
