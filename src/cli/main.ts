// The `assay` command: parses, runs one subcommand, and turns every outcome into an exit code.
// 0 it ran (also with score 0), 1 something failed, 2 bad input, 130 interrupted.
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty';
import { AppError } from '#lib/core/error/app-error.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { explainUsageError } from './explain-usage-error.ts';
import { say } from './say.ts';

type SubCommands = Record<string, CommandDef | (() => Promise<CommandDef>)>;

const VERSION = '0.1.0';

const interrupt = new AbortController();

const main = defineCommand({
  meta: {
    name: 'assay',
    version: VERSION,
    description: 'An open market for synthetic training data, measured by what a model learns from it.'
  },
  subCommands: {
    up: () => import('./commands/up.ts').then(({ up }) => up(interrupt.signal)),
    score: () => import('./commands/score.ts').then(({ score }) => score(interrupt.signal)),
    facts: () => import('./commands/facts.ts').then(({ facts }) => facts(interrupt.signal)),
    fetch: () => import('./commands/fetch.ts').then(({ fetchCommand }) => fetchCommand(interrupt.signal)),
    harness: () => import('./commands/harness.ts').then(({ harness }) => harness(interrupt.signal)),
    human: () => import('./commands/human/human.ts').then(({ human }) => human(interrupt.signal)),
    influence: () => import('./commands/influence.ts').then(({ influence }) => influence(interrupt.signal)),
    market: () => import('./commands/market/market.ts').then(({ market }) => market(interrupt.signal)),
    model: () => import('./commands/model.ts').then(({ model }) => model(interrupt.signal)),
    power: () => import('./commands/power.ts').then(({ power }) => power(interrupt.signal)),
    preflight: () => import('./commands/preflight.ts').then(({ preflight }) => preflight(interrupt.signal)),
    submit: () => import('./commands/submit.ts').then(({ submit }) => submit(interrupt.signal)),
    verify: () => import('./commands/verify.ts').then(({ verify }) => verify(interrupt.signal)),
    validate: () => import('./commands/validate.ts').then(({ validate }) => validate(interrupt.signal)),
    weights: () => import('./commands/weights.ts').then(({ weights }) => weights(interrupt.signal)),
    yuma: () => import('./commands/yuma.ts').then(({ yuma }) => yuma(interrupt.signal)),
    deploy: () => import('./commands/deploy.ts').then(({ deploy }) => deploy(interrupt.signal)),
    demo: () => import('./commands/demo.ts').then(({ demo }) => demo(interrupt.signal))
  }
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort(new DOMException('Interrupted', 'AbortError'));
  });
}

/** Who reads the output may have had enough of it (`| head`): that is no error. */
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? EXIT.ok : EXIT.failed));

const args = process.argv.slice(2);
try {
  const answer = isVersionAsked(args) ? VERSION : await usageOf(args);
  if (answer !== null) console.log(answer);
  else await runCommand(main, { rawArgs: args });
  // Ctrl-C is how `up` is meant to end; everything else it breaks off.
  if (interrupt.signal.aborted && args[0] !== 'up') endInterrupted();
  await allPrinted();
  // A command that ran may still say no: `verify` does.
  process.exit(process.exitCode ?? EXIT.ok);
} catch (thrown) {
  if (interrupt.signal.aborted) endInterrupted();
  const error = explainUsageError(thrown) ?? AppError.from(thrown);
  say(`${error.short} (${error.code})`);
  for (const hint of error.hints) say(`  ${hint}`);
  if (error.code === 'internal/unexpected' && thrown instanceof Error) console.error(thrown.stack);
  process.exit(exitCodeOf(error));
}

/** A pipe takes 64 KiB at a time; leaving earlier would cut the rest off. */
function allPrinted(): Promise<void> {
  return new Promise((resolve) => void process.stdout.write('', () => resolve()));
}

function endInterrupted(): never {
  say('interrupted.');
  process.exit(EXIT.interrupted);
}

function isVersionAsked(rawArgs: string[]): boolean {
  return rawArgs.length === 1 && (rawArgs[0] === '--version' || rawArgs[0] === '-v');
}

/** The usage of the command the arguments name, where they ask for it or name a group of commands alone; else null. */
async function usageOf(rawArgs: string[]): Promise<string | null> {
  const isAsked = rawArgs.includes('--help') || rawArgs.includes('-h');
  let command: CommandDef = main;
  const path = ['assay'];
  for (const name of rawArgs) {
    const load = (command.subCommands as SubCommands | undefined)?.[name];
    if (load === undefined) break;
    command = await (typeof load === 'function' ? load() : load);
    path.push(name);
  }
  const isGroupAlone = command.subCommands !== undefined && rawArgs.length === path.length - 1;
  if (!isAsked && !isGroupAlone) return null;
  const above = path.slice(0, -1).join(' ');
  return renderUsage(command, above === '' ? undefined : { meta: { name: above } });
}
