// A development stand-in for Vercel KV: the REST protocol its client speaks, in front of a real Redis. Developers
// and tests use the production driver through it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { connectToRedis, Refusal, type Reply, type RespClient } from './resp.ts';

export interface KvServerOptions {
  readonly redisPort: number;
  readonly redisHost?: string;
  readonly token: string;
  /** 0 for any free one. */
  readonly port: number;
}

export interface KvServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the server on the loopback. Rejects when Redis is not there or the port is taken. */
export async function startKvServer(options: KvServerOptions): Promise<KvServer> {
  const redis = await connectToRedis(options.redisHost ?? '127.0.0.1', options.redisPort);
  let writes = 0;
  const server = createServer(async (request, response) => {
    writes += 1;
    response.setHeader('upstash-sync-token', String(writes));
    const { status, body } = await answerTo(request, redis, options.token).catch(() =>
      failure(503, 'ERR no Redis'),
    );
    send(response, status, request.headers['upstash-encoding'] === 'base64' ? inBase64(body) : body);
  });
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((resolve) => {
        redis.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Result = { readonly result: unknown } | { readonly error: string };
interface Answer {
  readonly status: number;
  readonly body: Result | readonly Result[];
}

const commandSchema = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String)).min(1);

async function answerTo(request: IncomingMessage, redis: RespClient, token: string): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given = bearer ?? url.searchParams.get('_token') ?? '';
  if (!same(given, token)) return failure(401, 'Unauthorized');
  const body = await text(request);
  if (url.pathname === '/pipeline') return pipeline(body, redis);
  if (url.pathname === '/multi-exec') return transaction(body, redis);
  const path = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const command =
    path.length > 0 ? [...path, ...(body === '' ? [] : [body])] : commandSchema.safeParse(json(body)).data;
  if (!command) return failure(400, 'ERR failed to parse command');
  const [result] = await run([command], redis);
  return result && 'error' in result
    ? { status: 400, body: result }
    : { status: 200, body: result ?? { result: null } };
}

async function pipeline(body: string, redis: RespClient): Promise<Answer> {
  const commands = z.array(commandSchema).min(1).safeParse(json(body)).data;
  return commands
    ? { status: 200, body: await run(commands, redis) }
    : failure(400, 'ERR failed to parse pipeline');
}

async function transaction(body: string, redis: RespClient): Promise<Answer> {
  const commands = z.array(commandSchema).min(1).safeParse(json(body)).data;
  if (!commands) return failure(400, 'ERR failed to parse transaction');
  const refused = commands.find(isRefused);
  if (refused) return failure(400, refusalOf(refused));
  const replies = await redis.send([['MULTI'], ...commands, ['EXEC']]);
  const done = replies.at(-1);
  if (done instanceof Refusal) return failure(400, done.message);
  return { status: 200, body: Array.isArray(done) ? done.map(resultOf) : [] };
}

/** Commands that would change the connection all callers share. */
const sharedConnection =
  /^(P?SUBSCRIBE|SSUBSCRIBE|MONITOR|MULTI|EXEC|DISCARD|WATCH|SELECT|AUTH|HELLO|QUIT|RESET|CLIENT|BL.*|BRPOP.*|BZ.*|WAIT|SHUTDOWN)$/i;
const isRefused = (command: readonly string[]) => sharedConnection.test(command[0] ?? '');
const refusalOf = (command: readonly string[]) => `ERR Command is not available: '${command[0]}'`;

async function run(commands: readonly (readonly string[])[], redis: RespClient): Promise<Result[]> {
  const replies = (await redis.send(commands.filter((command) => !isRefused(command)))).values();
  return commands.map((command) =>
    isRefused(command) ? { error: refusalOf(command) } : resultOf(replies.next().value ?? null),
  );
}

function resultOf(reply: Reply): Result {
  return reply instanceof Refusal ? { error: reply.message } : { result: plain(reply) };
}

function plain(reply: Reply): unknown {
  if (reply instanceof Refusal) return reply.message;
  return Array.isArray(reply) ? reply.map(plain) : reply;
}

function failure(status: number, error: string): Answer {
  return { status, body: { error } };
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function same(given: string, expected: string): boolean {
  const digest = (word: string) => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Every string of the results in base64, but for a plain OK; errors and numbers stay. */
function inBase64(body: Answer['body']): Answer['body'] {
  const encode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(encode);
    return typeof value === 'string' && value !== 'OK' ? Buffer.from(value).toString('base64') : value;
  };
  const one = (result: Result) => ('error' in result ? result : { result: encode(result.result) });
  return 'length' in body ? body.map(one) : one(body);
}

function send(response: ServerResponse, status: number, body: Answer['body']): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
