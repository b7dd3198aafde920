// The page of the browser test: the real tab store, within reach of the test's script.
import { createTabStore } from '../create-tab-store.ts';

declare global {
  interface Window {
    createTabStore: typeof createTabStore;
  }
}

window.createTabStore = createTabStore;
