// The domains of the study. No constant of the small model's measure was chosen on any of them; SmolLM2's steps and first layer
// were chosen on `instructions`.
import type { ValidityDomain } from './domain.ts';
import { bankIntents } from './domains/bank-intents.ts';
import { bookings } from './domains/bookings.ts';
import { courseQueries } from './domains/course-queries.ts';
import { equations } from './domains/equations.ts';
import { functions } from './domains/functions.ts';
import { instructions } from './domains/instructions.ts';
import { schoolMaths } from './domains/school-maths.ts';
import { shellCommands } from './domains/shell-commands.ts';
import { toolCalls } from './domains/tool-calls.ts';

export const VALIDITY_DOMAINS: readonly ValidityDomain[] = [
  bookings,
  courseQueries,
  bankIntents,
  equations,
  shellCommands,
  schoolMaths,
  toolCalls,
  instructions,
  functions
];
