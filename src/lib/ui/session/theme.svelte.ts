// Light, dark, or as the system says; remembered.
type Theme = 'system' | 'light' | 'dark';
const STORAGE_KEY = 'assay:theme';
const ORDER: Theme[] = ['system', 'light', 'dark'];

export class ThemeChoice {
  value = $state<Theme>(ORDER.find((theme) => theme === localStorage.getItem(STORAGE_KEY)) ?? 'system');

  next(): void {
    this.value = ORDER[(ORDER.indexOf(this.value) + 1) % ORDER.length]!;
    localStorage.setItem(STORAGE_KEY, this.value);
  }

  apply(): void {
    if (this.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.value;
  }
}
