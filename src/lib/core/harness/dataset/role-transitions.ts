// Who may speak after whom (Data Fabrication, dataset.py). A result follows another only after the assistant has spoken.
import type { Role } from './conversation.ts';

export const FIRST_ROLES: readonly Role[] = ['system', 'user', 'assistant'];

export const NEXT_ROLES: Readonly<Record<Role, readonly Role[]>> = {
  system: ['user', 'assistant'],
  user: ['assistant', 'function', 'tool'],
  assistant: ['user', 'function', 'tool'],
  function: ['user', 'assistant'],
  tool: ['assistant', 'user']
};
