import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../../support/wait-for.ts';

describe('waitFor', () => {
  it('gives what the condition gave as soon as it holds', async () => {
    let looks = 0;
    expect(await waitFor(() => ++looks === 3 && `seen ${looks}`, { what: 'three looks' })).toBe('seen 3');
  });

  it('takes an error of the condition for "not yet"', async () => {
    let looks = 0;
    const condition = (): number => {
      if (++looks < 3) throw new Error('too early');
      return looks;
    };
    expect(await waitFor(condition, { what: 'three looks' })).toBe(3);
  });

  it('says what it waited for in vain, and what went wrong last', async () => {
    const never = (): never => {
      throw new Error('broken');
    };
    await expect(waitFor(never, { what: 'a miracle', timeoutMs: 20 })).rejects.toMatchObject({
      message: 'waited 20 ms for a miracle',
      cause: { message: 'broken' },
    });
  });
});
