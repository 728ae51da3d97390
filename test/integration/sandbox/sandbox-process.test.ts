import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';

// Node 24 runs TypeScript as it is; the built program is the same file.
const MAIN = new URL('../../../src/sandbox/main.ts', import.meta.url).pathname;

describe('the sandbox as a process of its own', () => {
  it.each([
    ['its standard input closes', (child: ReturnType<typeof spawn>) => child.stdin?.end()],
    ['it is asked to terminate', (child: ReturnType<typeof spawn>) => child.kill('SIGTERM')],
  ])('says where it listens and stops when %s', async (_case, end) => {
    const child = spawn(process.execPath, [MAIN, '--port', '0'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const urls = JSON.parse(line) as { ebay: string; etsy: string; vinted: string; pictures: string };
    for (const url of [urls.ebay, urls.etsy, urls.vinted])
      expect((await fetch(`${url}/_control/effects`)).status).toBe(200);
    const picture = await fetch(`${urls.pictures}/pictures/ROB1-1.png`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const exited = once(child, 'exit');
    end(child);
    expect((await exited)[0]).toBe(0);
  });
});
