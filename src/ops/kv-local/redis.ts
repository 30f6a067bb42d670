// A Redis process of our own, in memory only, which ends with the program that started it.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { connectToRedis } from './resp.ts';

export interface RedisProcess {
  readonly port: number;
  stop(): Promise<void>;
}

const TRIES = 100;
const BETWEEN_TRIES_MS = 50;

/** Starts `redis-server` on a free port of the loopback and waits until it answers. Rejects when it is not installed. */
export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort();
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    tmpdir(),
  ];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  const failed = ended.then(() => {
    throw new Error(
      'redis-server could not be started: install it with "apt-get install redis-server" or "brew install redis"',
    );
  });
  const kill = () => void child.kill();
  process.once('exit', kill);
  await Promise.race([failed, answers(port)]);
  return {
    port,
    async stop() {
      process.off('exit', kill);
      kill();
      await ended;
    },
  };
}

async function answers(port: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      const redis = await connectToRedis('127.0.0.1', port);
      await redis.send([['PING']]);
      redis.close();
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      await pause(BETWEEN_TRIES_MS);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
