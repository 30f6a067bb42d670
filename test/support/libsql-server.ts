// A remote libSQL server for tests: the Hrana protocol over HTTP (versions 2 and 3, JSON) as its public description
// has it, on Node's own SQLite. A stream is a connection; it lives from one request to the next by its baton.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect, resultOf, type Stream } from './libsql-stream.ts';
import { pipelineSchema } from './libsql-wire.ts';

export interface LibsqlServer {
  readonly url: string;
  /** Bodies of the requests so far, whatever came of them. */
  readonly requests: readonly string[];
  /** What it does with requests: answers them, never answers, or breaks the connection. */
  mood: 'answers' | 'hangs' | 'drops';
  close(): Promise<void>;
}

interface LibsqlServerOptions {
  /** Path of the database's file. */
  readonly file: string;
  /** What callers must show; anybody may call when absent. */
  readonly token?: string;
}

/** Starts the server on a free port of the loopback. */
export async function startLibsqlServer(options: LibsqlServerOptions): Promise<LibsqlServer> {
  const streams = new Map<string, Stream>();
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    answerTo(incoming, outgoing).catch(() => incoming.socket.destroy());
  });

  const answerTo = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await text(incoming);
    requests.push(body);
    if (running.mood === 'hangs') return;
    if (running.mood === 'drops') incoming.socket.destroy();
    else if (!mayCall(incoming, options.token)) refuse(outgoing, 401, 'AUTH_JWT_INVALID');
    else if (!/^\/v[23]\/pipeline$/.test(incoming.url ?? '')) refuse(outgoing, 404, 'NOT_FOUND');
    else await runPipeline(body, outgoing, options.file, streams);
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const running: LibsqlServer = {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    requests,
    mood: 'answers',
    close: () =>
      new Promise((resolve) => {
        for (const { database } of streams.values()) database.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}

function mayCall({ headers }: IncomingMessage, token: string | undefined): boolean {
  return token === undefined || headers.authorization === `Bearer ${token}`;
}

async function runPipeline(
  body: string,
  outgoing: ServerResponse,
  file: string,
  streams: Map<string, Stream>,
): Promise<void> {
  const pipeline = pipelineSchema.safeParse(parse(body)).data;
  if (!pipeline) return refuse(outgoing, 400, 'HRANA_PROTO_ERROR');
  const { baton: given, requests } = pipeline;
  const stream = given == null ? connect(file) : streams.get(given);
  if (!stream) return refuse(outgoing, 400, 'STREAM_EXPIRED');
  if (given != null) streams.delete(given);
  const results: object[] = [];
  for (const request of requests) results.push(await resultOf(request, stream));
  const baton = requests.some(({ type }) => type === 'close') ? null : randomUUID();
  if (baton === null) stream.database.close();
  else streams.set(baton, stream);
  send(outgoing, 200, { baton, base_url: null, results });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  send(outgoing, status, { message: `refused: ${code}`, code });
}

function send(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
