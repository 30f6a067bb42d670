import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database/open.ts';
import { type BotApi, botToken, startBotApi } from '../support/bot-api.ts';

const secret = 'a-secret-of-the-webhook-for-tests-only';
const serve = fileURLToPath(new URL('../../src/ops/serve.ts', import.meta.url));

let api: BotApi;
let folder: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  api = await startBotApi();
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the server as `npm run serve` does and answers its address. */
async function startServer(): Promise<string> {
  const started = spawn(process.execPath, [serve], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'silent',
      DEFAULT_TIME_ZONE: 'Europe/London',
      TELEGRAM_BOT_TOKEN: botToken,
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_API_ROOT: api.url,
      TURSO_DATABASE_URL: `file:${join(folder, 'bot.sqlite')}`,
    },
  });
  child = started;
  for await (const line of createInterface({ input: started.stdout })) {
    const port = /:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return `http://127.0.0.1:${port}/api/telegram`;
  }
  throw new Error('the server did not start');
}

/** Whether an update was acknowledged. */
async function post(url: string, id: number): Promise<boolean> {
  const from = { id: 5, is_bot: false, first_name: 'D', language_code: 'en' };
  const chat = { id: 5, type: 'private', first_name: 'D' };
  const date = Math.floor(Date.now() / 1000);
  const update = { update_id: id, message: { message_id: id, date, chat, from, text: 'wet diaper' } };
  const headers = { 'x-telegram-bot-api-secret-token': secret };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(update) }).then(
    (response) => response.status === 200,
    () => false,
  );
}

it('loses and doubles nothing when the process is killed in the middle of a burst', {
  timeout: 60_000,
}, async () => {
  const acknowledged = new Set<number>();
  const all = Array.from({ length: 120 }, (_, index) => index + 1);
  for (let life = 0; life < 4; life += 1) {
    const url = await startServer();
    const burst = all.filter((id) => id <= (life + 1) * 30 && !acknowledged.has(id));
    // The kill falls among the answers, at another place in each life.
    const killAt = Math.ceil((burst.length * (life + 1)) / 6);
    let answered = 0;
    await Promise.all(
      burst.map(async (id) => {
        if (await post(url, id)) acknowledged.add(id);
        answered += 1;
        if (answered === killAt) child?.kill('SIGKILL');
      }),
    );
    child?.kill('SIGKILL');
    if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  // What was not acknowledged comes again, as Telegram would do it; some of it more than once.
  const url = await startServer();
  for (const id of all) if (!acknowledged.has(id)) await post(url, id);
  await Promise.all(all.map((id) => post(url, id)));
  const database = await openDatabase(`file:${join(folder, 'bot.sqlite')}`);
  const { rows } = await database.execute('SELECT update_key FROM events ORDER BY update_key');
  database.close();
  const stored = rows
    .map((row) => Number(String(row['update_key']).split(':')[2]))
    .toSorted((one, other) => one - other);
  expect(stored).toEqual(all);
});
