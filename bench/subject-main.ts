// The process that is measured: a webhook on a port of its own. Started by subject.ts with one word:
// `bot` and `grammy` are served as `npm run serve` does, `grammy-http` by grammY's own adapter for Node.
import { createServer } from 'node:http';
import { createLog } from '../src/base/log.ts';
import { serve } from '../src/ops/serve.ts';
import { echoOfNode } from './grammy.ts';

async function served(doors: string): Promise<string> {
  const folder = new URL(doors, import.meta.url);
  const { url } = await serve({ port: 0, host: '127.0.0.1', log: createLog('warn'), doors: folder });
  return `${url}/api/telegram`;
}

async function adapted(): Promise<string> {
  const handle = echoOfNode();
  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/`;
}

const starts: Readonly<Record<string, () => Promise<string>>> = {
  bot: () => served('../api/'),
  grammy: () => served('./doors/'),
  'grammy-http': adapted,
};

process.on('message', (message) => {
  if (message === 'stop') process.exit();
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
process.send?.({ url: await starts[process.argv[2] ?? '']?.() });
