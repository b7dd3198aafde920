// Which chain this browser was told to use; a reload keeps it.

/** `site`: the one this page was set up with. `tab`: the development chain inside this browser. */
export type NetworkChoice = 'site' | 'tab';

const KEY = 'assay:network';

export function rememberedNetwork(): NetworkChoice {
  return localStorage.getItem(KEY) === 'tab' ? 'tab' : 'site';
}

export function rememberNetwork(choice: NetworkChoice): void {
  if (choice === 'site') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
}
