// Part "cold": from the start of a process to its first answered update, compiled to JavaScript as a host of
// functions runs it, beside the bare grammY webhook started the same way. And what was loaded for it.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openDatabase } from '../src/storage/database/open.ts';
import { migrate } from '../src/storage/diary/migrations.ts';
import { startLibsqlServer } from '../test/support/libsql-server.ts';
import { createTexts, openWebhook } from './chat.ts';
import { heading, median, note, quantile, round, table, target } from './report.ts';
import { messageOf, type Settings, startProcess } from './subject.ts';
import type { Surroundings } from './surroundings.ts';

const ROUNDS = 15;
const root = new URL('../', import.meta.url);
const build = new URL('.cache/build/', root);
const ready = z.object({ url: z.string() });
const done = z.object({ loaded: z.array(z.string()) });
/** None of these may be needed to log a sleep, but for the one that reads what comes in. */
const watched = ['@langchain', 'langsmith', 'openai', '@vercel/kv', '@upstash', 'cockatiel', 'zod'];

interface Start {
  readonly name: string;
  /** Its source. */
  readonly door: URL;
  readonly settings: Settings;
  readonly update: (text: string) => object;
  readonly times: number[];
}

export async function cold(around: Surroundings): Promise<void> {
  heading('Cold start: from the start of the process to the first answered /sleep');
  compile();
  const server = await startLibsqlServer({ file: join(around.folder, 'cold-remote.sqlite') });
  const remote = await openDatabase(server.url);
  await migrate(remote);
  remote.close();
  const start = (name: string, door: URL, more: Settings = {}): Start => ({
    ...{ name, door, update: createTexts(), times: [] },
    settings: { ...around.settings('cold'), ...more },
  });
  const door = new URL('../api/telegram.ts', import.meta.url);
  const grammy = start('bare grammY, one sendMessage', new URL('./doors/telegram.ts', import.meta.url));
  const local = start('the door, diary in a file', door);
  const far = start('the door, remote diary', door, { TURSO_DATABASE_URL: server.url });
  const bundled = start('the door as a bundle of npm run build', bundle, around.settings('cold-bundle'));
  const starts = [grammy, local, far, bundled];
  const modules = new Map<string, readonly string[]>();
  for (const one of starts) modules.set(one.name, (await run(one, true)).loaded);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of starts) one.times.push((await run(one, false)).ms);
  }
  await server.close();
  const ratio = (one: Start) => median(one.times.map((ms, round) => ms / (grammy.times[round] ?? ms)));
  table(
    ['', 'p50 ms', 'min ms', 'max ms', 'x grammY', 'modules', 'of them'],
    starts.map((one) => [
      ...[one.name, round(median(one.times)), round(quantile(one.times, 0)), round(quantile(one.times, 1))],
      ...[round(ratio(one)), modules.get(one.name)?.length ?? 0, packagesOf(modules.get(one.name) ?? [])],
    ]),
  );
  note(`${ROUNDS} interleaved rounds; node_modules as installed, files in memory`);
  target('cold start of the bundle over grammY', ratio(bundled), 1.8, 'x');
  target('cold start with the diary in a file over grammY', ratio(local), 1.8, 'x');
  target('cold start with a remote diary over grammY', ratio(far), 1.8, 'x');
}

/** The sources as JavaScript in .cache/build, the language data beside them. Type errors do not hinder it. */
function compile(): void {
  rmSync(build, { recursive: true, force: true });
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const args = [
    join(dirname(manifest), 'bin/tsc'),
    '-p',
    '.',
    '--noEmit',
    'false',
    '--outDir',
    '.cache/build',
  ];
  spawnSync(process.execPath, args, { cwd: fileURLToPath(root) });
  spawnSync(process.execPath, ['src/ops/build.ts'], { cwd: fileURLToPath(root) });
  cpSync(new URL('locales/', root), new URL('locales/', build), { recursive: true });
  if (!existsSync(new URL('api/telegram.js', build))) throw new Error('the sources could not be compiled');
}

/** Where `npm run build` puts the door of Telegram. */
const bundle = new URL('.vercel/output/functions/api/telegram.func/server/doors/telegram.js', root);

/** The compiled file of a source. */
function built(source: URL): URL {
  return new URL(source.href.slice(root.href.length).replace(/\.ts$/, '.js'), build);
}

async function run(start: Start, list: boolean): Promise<{ ms: number; loaded: readonly string[] }> {
  const file = built(new URL('./cold-main.ts', import.meta.url));
  const door = start.door === bundle ? bundle : built(start.door);
  const begin = performance.now();
  const child = startProcess(file, [door.href, ...(list ? ['list'] : [])], start.settings);
  const { url } = ready.parse(await messageOf(child));
  const webhook = openWebhook(url);
  const report = messageOf(child);
  await webhook.post(start.update('/sleep start'));
  const ms = performance.now() - begin;
  const { loaded } = done.parse(await report);
  webhook.close();
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  return { ms, loaded };
}

/** The modules that came from packages worth a look, with their numbers. */
function packagesOf(modules: readonly string[]): string {
  const counts = watched.map((name) => {
    const count = modules.filter((url) => url.includes(`/node_modules/${name}/`)).length;
    return count === 0 ? '' : `${name} ${count}`;
  });
  return counts.filter((count) => count !== '').join(', ') || '-';
}
