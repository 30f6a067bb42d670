import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const advice = fileURLToPath(new URL('../../src/advice/', import.meta.url));

/** The modules that a fresh process loads to run `code`. */
function loaded(code: string): string {
  const listing = `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load(url, context, next) { urls.push(url); return next(url, context); } });
    ${code}
    process.stdout.write(urls.join('\\n'));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', listing], { encoding: 'utf8' });
}

it('a diary update loads nothing of LangChain: advisor, triage and domains', () => {
  const urls = loaded(`
    const { createAdvisor } = await import('${advice}advisor.ts');
    const { createTriage } = await import('${advice}triage/triage.ts');
    const { selectDomain } = await import('${advice}domains.ts');
    createAdvisor({ model: { answer: async () => '' }, saver: async () => { throw new Error() }, log: null });
    createTriage()({ text: 'asleep since 7', languages: ['en', 'he'], ageDays: null });
    selectDomain('how long do naps last', 'en');`);
  expect(urls).toContain('advisor.ts');
  expect(urls).not.toMatch(/langchain|node_modules\/openai/);
});

it('the workflow does', () => {
  expect(loaded(`await import('${advice}graph.ts');`)).toContain('@langchain/langgraph');
});
