// The machine's Chromium, and the few gestures every end-to-end test makes.
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumOptions } from '../../testing/chromium-options.ts';

export const launchBrowser = (): Promise<Browser> => chromium.launch(chromiumOptions());

/** Opens the account dialog and chooses a development account. */
export async function chooseAccount(page: Page, name: string): Promise<void> {
  await page.getByTestId('account-button').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${name}\\b`) })
    .click();
  await page.getByTestId('account-button').getByText(name).waitFor();
}

/** Waits until the page shows a chain and a block. */
export async function untilConnected(page: Page): Promise<void> {
  await page.getByTestId('block-number').waitFor({ timeout: 30_000 });
}

/** Collects what a page logs as an error: nothing may. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Answers the question before a secret of the browser is relied on. */
export async function goOnWithoutSaving(page: Page): Promise<void> {
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go on without saving' }).click();
}

/** Presses a button that goes away once its transaction is through. */
export async function pressUntilGone(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.click();
  await button.waitFor({ state: 'detached' });
}
