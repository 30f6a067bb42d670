import { defineConfig } from 'vitest/config';

// The conformance suite of LangGraph speaks with vitest's globals; everything else imports what it uses.
const conformance = 'test/contracts/checkpointer.validation.test.ts';
const globalSetup = ['test/support/redis.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'bot', include: ['test/**/*.test.ts'], exclude: [conformance], globalSetup } },
      { test: { name: 'conformance', include: [conformance], globals: true, globalSetup } },
    ],
  },
});
