import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ fallback: 'index.html' }),
    // No unsafe-eval and no inline script anywhere: 'wasm-unsafe-eval' lets the page train its model.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'manifest-src': ['self'],
        'connect-src': ['self', 'ws:', 'wss:', 'http:', 'https:', 'data:', 'blob:'],
        'base-uri': ['none'],
        'form-action': ['none'],
        'object-src': ['none']
      }
    }
  }
};
