// npm run bench [-- --only updates,requests,advice,cold,summaries,parse] [--profile]
// Measures what the house promises to reach and prints it beside the targets. A bench is no test: it ends with 0.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { heading, note, verdicts } from './report.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, profile: { type: 'boolean', default: false } },
});

/** Each part is loaded when its turn comes: what one needs does not weigh on the others. */
const parts: Readonly<Record<string, (around: Surroundings) => Promise<void>>> = {
  updates: async (around) => (await import('./updates.ts')).updates(around, values.profile),
  requests: async (around) => (await import('./requests.ts')).requests(around),
  advice: async (around) => (await import('./advice.ts')).advice(around),
  cold: async (around) => (await import('./cold.ts')).cold(around),
  summaries: async (around) => (await import('./summaries.ts')).summaries(around),
  parse: async () => (await import('./parse.ts')).parse(),
};

const asked = values.only?.split(',') ?? Object.keys(parts);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.\n`,
  );
  process.exit(2);
}

heading(
  `Bench on Node ${process.versions.node}, ${cpus().length} cores. Read ratios and counts; times are noisy.`,
);
const around = await createSurroundings();
try {
  for (const name of asked) {
    const start = performance.now();
    try {
      await parts[name]?.(around);
    } catch (error) {
      note(`this part broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    note(`(${((performance.now() - start) / 1000).toFixed(0)} s)`);
  }
} finally {
  await around.close();
}
verdicts();
