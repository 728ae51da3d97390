import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { shutDownOnSignal } from '../../../src/common/http/shut-down-on-signal.ts';
import { waitFor } from '../../support/wait-for.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

describe('a program that is told to stop', () => {
  let app: NestExpressApplication;
  let url: string;
  let arrived: Promise<void>;
  let answer: () => void;
  let order: string[];
  const options = { drainMs: 20_000, begin: (): void => void order.push('told') };
  const before = new Map(SIGNALS.map((name) => [name, process.listeners(name)]));

  beforeEach(async () => {
    let entered = (): void => undefined;
    arrived = new Promise((resolve) => (entered = resolve));
    const gate = new Promise<void>((resolve) => (answer = resolve));
    const log: string[] = (order = []);

    @Controller()
    class SlowController {
      @Get('slow')
      async slow(): Promise<string> {
        entered();
        await gate;
        log.push('answered');
        return 'done';
      }
    }
    @Module({ controllers: [SlowController] })
    class SlowModule implements OnApplicationShutdown {
      onApplicationShutdown(): void {
        log.push('stopped');
      }
    }
    app = await NestFactory.create<NestExpressApplication>(SlowModule, { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterEach(() => {
    answer();
    for (const name of SIGNALS) {
      const own = process.listeners(name).filter((listener) => !before.get(name)?.includes(listener));
      for (const listener of own) process.removeListener(name, listener);
    }
  });

  it.each(SIGNALS)(
    'by %s lets requests under way end, takes no new ones, and stops what is behind',
    async (name) => {
      const stopped = shutDownOnSignal(app, options);
      const slow = fetch(`${url}/slow`);
      await arrived;
      process.emit(name, name);
      await waitFor(
        () =>
          fetch(`${url}/slow`).then(
            () => false,
            () => true,
          ),
        { what: 'new requests refused' },
      );
      expect(order).toEqual(['told']);

      answer();
      expect(await (await slow).text()).toBe('done');
      const answered = performance.now();
      await stopped;
      // The client keeps its connection open for further requests; nobody waits for those.
      expect(performance.now() - answered).toBeLessThan(4000);
      expect(order).toEqual(['told', 'answered', 'stopped']);
    },
  );

  it('goes on until then', async () => {
    let over = false;
    const stopped = shutDownOnSignal(app, options).then(() => (over = true));
    answer();
    expect(await (await fetch(`${url}/slow`)).text()).toBe('done');
    expect(over).toBe(false);
    process.emit('SIGTERM', 'SIGTERM');
    await stopped;
  });
});
