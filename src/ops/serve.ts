// npm run serve: the doors of api/ on one HTTP port, for one's own server and for tests.
// GET /api/health is answered by the GET of api/health.ts, and so on; Vercel does the same with the files.
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Log } from '../base/log.ts';
import { webhookSettings } from '../env.ts';
import { BufferedRequest } from './buffered-request.ts';
import { operate } from './operate.ts';

type Door = (request: Request) => Promise<Response>;
/** The handlers of one file, by HTTP method. */
type OpenDoor = () => Promise<ReadonlyMap<string, Door>>;

/** More than any door accepts: bigger bodies are refused before they fill the memory. */
const MAX_BODY_BYTES = 4_000_000;

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly log: Log;
  /** The folder of the doors, ending in a slash; `api/` by default. */
  readonly doors?: URL;
}

export interface Server {
  /** `http://host:port` */
  readonly url: string;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Serves the doors. Rejects when the port cannot be had. */
export async function serve(options: ServeOptions): Promise<Server> {
  const folder = options.doors ?? new URL('../../api/', import.meta.url);
  const names = readdirSync(folder).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);
  const doors = new Map(names.map((name) => [`/api/${name}`, doorsIn(new URL(`${name}.ts`, folder))]));
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, doors).catch((error: unknown) => {
      options.log.error('serve.failed', error);
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  return {
    url: `http://${options.host}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  doors: ReadonlyMap<string, OpenDoor>,
) {
  const url = URL.parse(incoming.url ?? '/', 'http://localhost');
  const open = url === null ? undefined : doors.get(url.pathname);
  if (url === null || open === undefined) return void outgoing.writeHead(404).end();
  const methods = await open();
  const door = methods.get(incoming.method ?? '');
  if (door === undefined) {
    return void outgoing.writeHead(405, { allow: [...methods.keys()].join(', ') }).end();
  }
  const body = await bodyOf(incoming);
  if (body === 'too-large') return void outgoing.writeHead(413, { connection: 'close' }).end();
  const response = await door(requestOf(incoming, url, body));
  const answer = response.body === null ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer());
  const headers = { ...Object.fromEntries(response.headers), 'content-length': answer.length };
  outgoing.writeHead(response.status, headers).end(answer);
}

const isDoor = (value: unknown): value is Door => typeof value === 'function';

/** The exports of a door's file that are named like HTTP methods; the file is loaded when it is first asked for. */
function doorsIn(file: URL): OpenDoor {
  let methods: Promise<ReadonlyMap<string, Door>> | undefined;
  const load = async () => {
    const module: object = await import(file.href);
    const named = Object.entries(module).filter(([name]) => /^[A-Z]+$/.test(name));
    return new Map(named.flatMap(([name, value]) => (isDoor(value) ? [[name, value] as const] : [])));
  };
  return () => {
    methods ??= load();
    return methods;
  };
}

/** The whole body at once, read by events: a stream handed through costs more than the update it carries. */
function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) resolve('too-large');
      else chunks.push(chunk);
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks, size)));
    incoming.once('error', reject);
  });
}

function requestOf(incoming: IncomingMessage, url: URL, body: Buffer<ArrayBuffer>): Request {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.push([incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '']);
  }
  return new BufferedRequest(url, { method: incoming.method ?? 'GET', headers }, body);
}

/** The command: refuses to start with bad settings, and ends in good order when it is told to. */
async function main(): Promise<void> {
  const { app } = await import('../app.ts');
  const { env, log, close } = await app();
  webhookSettings(env);
  const server = await serve({ port: env.port, host: '0.0.0.0', log });
  process.stdout.write(`Serving the doors of api/ on ${server.url}\n`);
  const stop = async () => {
    await server.close();
    await close();
    process.exit();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

if (import.meta.main) await operate(main);
