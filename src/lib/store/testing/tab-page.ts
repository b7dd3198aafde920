// The page of the browser tests: the real stores of a tab, within reach of a test's script.
import { createTabStore } from '../create-tab-store.ts';
import { createTabModels } from '../models/tab-models.ts';

declare global {
  interface Window {
    createTabStore: typeof createTabStore;
    createTabModels: typeof createTabModels;
  }
}

Object.assign(window, { createTabStore, createTabModels });
