// One real Redis for a whole test run: vitest calls setup() before the first file and what it answers after the
// last. Files ask for its port with inject('redisPort').
import { execFileSync, spawnSync } from 'node:child_process';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startRedis } from '../../src/ops/kv-local/redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redisPort: number;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureInstalled();
  const redis = await startRedis();
  project.provide('redisPort', redis.port);
  return () => redis.stop();
}

/** @throws one line that says how to get redis-server, where it is missing and cannot be installed. */
function ensureInstalled(): void {
  if (isInstalled()) return;
  try {
    if (process.getuid?.() === 0) {
      execFileSync('apt-get', ['update'], { stdio: 'ignore' });
      execFileSync('apt-get', ['install', '-y', 'redis-server'], { stdio: 'ignore' });
    }
  } catch {
    // What matters is whether it is there now.
  }
  if (!isInstalled()) {
    throw new Error('The tests need redis-server: "apt-get install redis-server" or "brew install redis".');
  }
}

function isInstalled(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}
