import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** The lines of a fixture in JSON Lines, each checked by a schema. `name` is relative to test/fixtures. */
export function lines<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema>[] {
  const text = readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}
