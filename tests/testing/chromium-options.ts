// How the tests start the machine's Chromium: without what it does for itself, beside the page.

/** Two popups of the address bar are pages, and every new profile loads them: a second of a processor each. */
const OWN_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];
/** Chromium takes the last list alone: what Playwright turns off for a page stands here again. */
const AS_PLAYWRIGHT = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning'
];

/** Options with which Playwright launches it; `ASSAY_CHROMIUM` names another one. */
export const chromiumOptions = (...extra: string[]) => ({
  executablePath: process.env.ASSAY_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--disable-features=${[...OWN_PAGES, ...AS_PLAYWRIGHT].join(',')}`,
    ...extra
  ]
});
