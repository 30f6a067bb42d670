// A cold instance: loads a door, listens, answers. Runs compiled, as on the hosts of functions, with nothing loaded
// before the door but Node's own modules. `cold-main.js <file URL of the door> [list]`; `list` tells what was loaded.
import { createServer, type IncomingMessage } from 'node:http';
import { registerHooks } from 'node:module';
import { buffer } from 'node:stream/consumers';

type Door = (request: Request) => Promise<Response>;
const isDoor = (value: unknown): value is Door => typeof value === 'function';

const [door = '', list] = process.argv.slice(2);
const loaded: string[] = [];
if (list === 'list') {
  registerHooks({
    load(url, context, next) {
      loaded.push(url);
      return next(url, context);
    },
  });
}

const module: object = await import(door);
const post = Object.entries(module).find(([name]) => name === 'POST')?.[1];

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const body = new Uint8Array(await buffer(incoming));
  return new Request('http://localhost/api/telegram', { method: 'POST', headers, body });
}

const server = createServer(async (incoming, outgoing) => {
  if (!isDoor(post)) return void outgoing.writeHead(404).end();
  const response = await post(await requestOf(incoming));
  outgoing.writeHead(response.status).end(() => process.send?.({ loaded }));
});
server.listen(0, '127.0.0.1', () => {
  const bound = server.address();
  process.send?.({
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/`,
  });
});
