import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { relativePage } from './src/setup/relative-page.mjs';

/** Where the page is built, when not in build/: for a build beside it. */
const folder = process.env.ASSAY_BUILD_FOLDER;

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: relativePage(adapter({ pages: folder ?? 'build' }), folder ?? 'build'),
    ...(folder && { outDir: `${folder}-kit` }),
    // Routes live behind the hash, so that any plain web server or IPFS gateway can serve the build.
    router: { type: 'hash' },
    paths: { relative: true },
    // No unsafe-eval and no inline script anywhere: 'wasm-unsafe-eval' lets the page train its model.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        // Programs of strangers run in a frame whose own policy lets it load nothing.
        'frame-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'manifest-src': ['self'],
        'connect-src': ['self', 'ws:', 'wss:', 'http:', 'https:', 'data:', 'blob:'],
        'require-trusted-types-for': ['script'],
        'trusted-types': ['svelte-trusted-html', 'assay-worker'],
        'base-uri': ['none'],
        'form-action': ['none'],
        'object-src': ['none']
      }
    }
  }
};
