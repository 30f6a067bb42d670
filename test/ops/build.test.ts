import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { botToken, startBotApi } from '../support/bot-api.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const functions = join(root, '.vercel/output/functions/api');

it('makes bundles that answer an update without the sources and the packages', {
  timeout: 30_000,
}, async () => {
  execFileSync(process.execPath, ['src/ops/build.ts'], { cwd: root });
  expect(readdirSync(functions).sort()).toEqual(['health.func', 'telegram.func']);
  expect(readdirSync(join(root, '.vercel/output/static'))).toEqual([]);
  const folder = mkdtempSync(join(tmpdir(), 'build-'));
  const api = await startBotApi();
  const door = pathToFileURL(join(functions, 'telegram.func/server/doors/telegram.js'));
  const secret = 'a-secret-of-the-webhook-for-tests-only';
  const message = {
    ...{ message_id: 1, date: Math.floor(Date.now() / 1000), text: 'bottle 120 ml' },
    chat: { id: 5, type: 'private', first_name: 'D' },
    from: { id: 5, is_bot: false, first_name: 'D', language_code: 'en' },
  };
  const request = `new Request('http://localhost/api/telegram', { method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': '${secret}' }, body: ${JSON.stringify(JSON.stringify({ update_id: 1, message }))} })`;
  const script = `const { POST } = await import('${door.href}'); process.exit((await POST(${request})).status === 200 ? 0 : 1);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      TELEGRAM_BOT_TOKEN: botToken,
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_API_ROOT: api.url,
      TURSO_DATABASE_URL: `file:${join(folder, 'bot.sqlite')}`,
      DEFAULT_TIME_ZONE: 'Europe/London',
    },
  });
  const [code] = await once(child, 'exit');
  await api.close();
  rmSync(folder, { recursive: true, force: true });
  expect(code).toBe(0);
  expect(api.sent.map(({ text }) => text)[0]).toMatch(/^🍼 Feed at \d+:\d\d: 120 ml\.$/);
});
