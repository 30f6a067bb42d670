import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { key, threadKeys } from '../../../src/storage/kv/keys.ts';

describe('keys', () => {
  it('reads as kind and parts', () => {
    expect(key('chat', 'telegram', '-100123', '7')).toBe('chat:telegram:-100123:7');
    expect(threadKeys('t1')).toEqual(['thread:t1', 'context:t1']);
  });

  it('is different for different parts, whatever is in them', () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom(':', '%', '2', '3', '5', 'A', 'x') }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(key('chat', ...one) === key('chat', ...other)).toBe(
          JSON.stringify(one) === JSON.stringify(other),
        );
      }),
    );
  });
});
