import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Rules that read types take twice the time of all others together: `npm run test:full` asks them. */
const readsTypes = process.env.ASSAY_TESTS === 'full';
const typeRules = ['svelte/no-unused-props', 'svelte/require-store-reactive-access'];

export default ts.config(
  {
    ignores: [
      '.svelte-kit/',
      'build/',
      'build-command/',
      'build-sandbox/',
      '.cache/',
      'node_modules/',
      'static/',
      'contracts/artifacts/'
    ]
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'svelte/no-navigation-without-resolve': 'off',
      ...(readsTypes ? {} : Object.fromEntries(typeRules.map((rule) => [rule, 'off'])))
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: readsTypes, extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
    }
  }
);
