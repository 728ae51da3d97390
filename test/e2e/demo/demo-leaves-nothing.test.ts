import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { waitFor } from '../../support/wait-for.ts';
import { DemoProcess } from './support/demo-process.ts';

const START_MS = 60_000;
const END_MS = 30_000;

/** Programs of PostgreSQL stay, where they had to be copied to be reached at all: the next run uses them again. */
const KEPT = /^stoflow-postgres-binaries-/;

describe('a demo that is ended while it works', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => (folder = await temporaryFolder()));
  afterEach(() => folder.remove());

  const started = async (): Promise<readonly [DemoProcess, string]> => {
    const demo = new DemoProcess(['--products', '20'], { TMPDIR: folder.path });
    await waitFor(() => demo.out.includes('batch 1 submitted'), { what: 'a batch', timeoutMs: START_MS });
    return [demo, /StoFlow at (\S+)/.exec(demo.out)?.[1] ?? ''];
  };
  const left = async (): Promise<readonly string[]> =>
    (await readdir(folder.path)).filter((name) => !KEPT.test(name));

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'leaves neither a server nor a file after %s',
    async (signal, code) => {
      const [demo, server] = await started();
      await expect(fetch(`${server}/health/live`)).resolves.toHaveProperty('status', 200);

      demo.child.kill(signal);

      await expect(demo.ended()).resolves.toBe(code);
      await expect(fetch(`${server}/health/live`)).rejects.toThrow();
      await expect(left()).resolves.toEqual([]);
    },
    START_MS + END_MS,
  );

  it(
    'leaves neither a server nor a file even when it is killed',
    async () => {
      const [demo, server] = await started();

      demo.child.kill('SIGKILL');
      await demo.ended();

      const answers = (): Promise<boolean> =>
        fetch(`${server}/health/live`).then(
          () => true,
          () => false,
        );
      await waitFor(async () => !(await answers()), { what: 'the server to end', timeoutMs: END_MS });
      await waitFor(async () => (await left()).length === 0, { what: 'its files to go', timeoutMs: END_MS });
    },
    START_MS + 2 * END_MS,
  );
});
