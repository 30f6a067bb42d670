import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One real Redis for the whole run.
  test: { include: ['test/**/*.test.ts'], globalSetup: ['test/support/redis.ts'] },
});
