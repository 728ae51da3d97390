import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { ApiWorld } from '../../support/api-world.ts';
import { HttpFuzz } from '../../support/fuzz/http-fuzz.ts';
import { asShell, sendRaw } from '../../support/fuzz/raw-http.ts';
import type { RawAnswer } from '../../support/fuzz/raw-http.ts';
import { ApiDocument } from '../../support/openapi/api-document.ts';
import type { Operation } from '../../support/openapi/api-document.ts';
import { furnish } from '../../support/openapi/furnish.ts';
import { bearer } from '../../support/tokens.ts';

/** More requests, or another seed, by the environment; what fails prints both. */
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 1000);
const SEED = process.env['FUZZ_SEED'] ?? '1';
const AT_ONCE = 8;
/** What Node, the guards and the body's reader may answer on any route. */
const ANYWHERE = [400, 401, 403, 404, 405, 408, 413, 415, 429, 431];
const LEAKS = /\n\s+at |node_modules|\.ts:\d|\bselect\b.+\bfrom\b|\bviolates\b|SQLSTATE|user_\d+\./i;
/** Far more than a round may leave behind, far less than one leaked body a request. */
const HEAP_GROWTH_MB = 40;

describe(`${COUNT} requests that go wrong (seed ${SEED})`, () => {
  let world: ApiWorld;
  let fuzz: HttpFuzz;

  beforeAll(async () => {
    world = await ApiWorld.start({ LOG_LEVEL: 'error' });
    await furnish(world, 1);
    const document = await ApiDocument.of(world.url);
    const tokens = {
      tenant: await bearer({ tenant: 1 }),
      admin: await bearer({ tenant: null, scope: 'admin' }),
    };
    fuzz = new HttpFuzz(document, new SeededRandom(SEED), tokens);
  });
  afterAll(() => world.close());

  it(
    'are each answered, with problem details where something is wrong, and leave no memory behind',
    async () => {
      const problems: string[] = [];
      const statuses = new Map<number, number>();
      const round = async (count: number): Promise<void> => {
        let left = count;
        await Promise.all(
          Array.from({ length: AT_ONCE }, async () => {
            while (left > 0) {
              left -= 1;
              const { operation, request } = fuzz.next();
              const sent = `${operation.method} ${operation.path}\n${asShell(world.url, request).slice(0, 3000)}`;
              try {
                const answer = await sendRaw(world.url, request);
                if (answer !== null) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
                const wrong = problemOf(operation, answer, request.complete);
                if (wrong !== undefined) problems.push(`${wrong}\n${sent}`);
              } catch (error: unknown) {
                problems.push(`${String(error)}\n${sent}`);
              }
            }
          }),
        );
      };
      await round(Math.ceil(COUNT / 2));
      const before = heapMb();
      await round(Math.floor(COUNT / 2));
      const after = heapMb();

      expect(problems).toEqual([]);
      // They got to the routes: many were taken, many refused, for many reasons.
      expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404]));
      expect(after - before).toBeLessThan(HEAP_GROWTH_MB);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect((await world.as(1)('GET', '/api/products/1')).status).toBe(200);
    },
    COUNT * 100,
  );
});

function problemOf(operation: Operation, answer: RawAnswer | null, complete: boolean): string | undefined {
  // Who hangs up in the middle of a request may be hung up on.
  if (answer === null) return complete ? 'closed without an answer' : undefined;
  const { status, head, body } = answer;
  if (status >= 500 && !operation.statuses.includes(status)) return `${status} ${body}`;
  if (!operation.statuses.includes(status) && !ANYWHERE.includes(status))
    return `undocumented ${status} ${body}`;
  if (LEAKS.test(body)) return `${status} tells too much: ${body}`;
  if (status < 400 || body === '') return undefined;
  if (!/content-type: application\/problem\+json/i.test(head))
    return `${status} is no problem document: ${head}\n${body}`;
  const { code, detail } = JSON.parse(body) as { readonly code?: unknown; readonly detail?: unknown };
  return typeof code === 'string' && typeof detail === 'string'
    ? undefined
    : `${status} without a code: ${body}`;
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
