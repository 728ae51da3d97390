import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Command, TestBrowser } from '../../support/plugin/test-browser.ts';

/** What a browser does with the command at which its socket is cut, by the moment of the cut. */
const CUTS: Readonly<Record<string, (command: Command, browser: TestBrowser) => Promise<void> | void>> = {
  'before it has read the command': (_command, browser) => {
    browser.cut();
  },
  'when the command is in its journal and not accepted': (command, browser) => {
    browser.journal.set(command.command_id, 'received');
    browser.cut();
  },
  'after it has accepted and before it acts': async ({ command_id, attempt }, browser) => {
    browser.journal.set(command_id, 'received');
    await browser.sendAndCut({ type: 'accepted', command_id, attempt });
  },
  'after it has acted and before it reports': (command, browser) => {
    browser.accept(command);
    browser.act(command);
    browser.cut();
  },
  'with the report on its way': async (command, browser) => {
    browser.accept(command);
    await browser.sendAndCut(browser.act(command));
  },
  'with the report on its way, and nothing accepted': async (command, browser) => {
    await browser.sendAndCut(browser.act(command));
  },
  'when the report is acknowledged': (command, browser) => {
    browser.intercept = ({ type }) => {
      if (type === 'acknowledged') browser.cut();
      return false;
    };
    browser.accept(command);
    browser.report(browser.act(command));
  },
};

/** At which further moments the socket is cut, while the browser comes back. */
const RETURNS = {
  'and comes back': [],
  'and is cut again with its hello on its way': ['hello'],
  'and is cut again at the welcome': ['welcome'],
  'and is cut again at whatever comes next': ['next'],
} as const;

const STEPS = { upload: 'shop.photo.upload', create: 'shop.item.create' } as const;

describe('a browser whose socket is cut', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    world.cutAll();
    await world.untilSessions(0);
  });
  afterAll(() => world.close());

  const cases = Object.entries(CUTS).flatMap(([moment, cut]) =>
    Object.entries(STEPS).flatMap(([step, command]) =>
      Object.entries(RETURNS).map(([back, again]) => ({ moment, cut, step, command, back, again })),
    ),
  );

  it.each(cases)('$moment ($step) $back', async ({ cut, command, again }) => {
    const browser = await world.pair();
    const uploads = world.shop.uploads;
    let isCut = false;
    browser.behaviour = (given, self) => {
      if (isCut || given.command !== command) {
        self.obey(given);
        return;
      }
      isCut = true;
      return cut(given, self);
    };
    await browser.connect(world.app().url);
    const id = await world.publish();
    await browser.closed();
    expect(isCut).toBe(true);
    browser.intercept = () => false;

    for (const moment of again) await comeBackInVain(browser, moment);
    await browser.connect(world.app().url);

    const job = await world.until(id, 'completed');
    expect(job.attempts).toBe(1);
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    expect(world.shop.uploads - uploads).toBe(1);
    expect((await world.tasks(id)).map(({ status }) => status)).toEqual(['success', 'success']);
    expect(await world.corrections()).toBe(0);
  });

  async function comeBackInVain(browser: TestBrowser, moment: 'hello' | 'welcome' | 'next'): Promise<void> {
    if (moment === 'hello') {
      await browser.open(world.app().url);
      await browser.sendAndCut(browser.hello());
    } else {
      browser.intercept = ({ type }) => {
        // Pings come at any time and are not part of the conversation.
        if (type === 'ping' || (moment === 'next' && type === 'welcome')) return false;
        browser.cut();
        return true;
      };
      await browser.open(world.app().url);
      browser.send(browser.hello());
      if (moment === 'next') await waitFor(() => !browser.connected || isOver(), { what: 'a cut' });
      if (moment === 'next') browser.cut();
    }
    await browser.closed();
    browser.intercept = () => false;
  }

  /** Nothing comes any more, where the job has ended already. */
  async function isOver(): Promise<boolean> {
    return (await world.query('select from public.job_queue')).length === 0;
  }

  it('with a worker that was ended in the middle is asked what its list says', async () => {
    for (const took of [true, false]) {
      const browser = await world.pair();
      let interrupted = false;
      browser.behaviour = (given, self) => {
        if (interrupted || given.command !== STEPS.create) {
          self.obey(given);
          return;
        }
        interrupted = true;
        self.accept(given);
        if (took) self.shop.created.push(Number(given.payload['job']));
        self.journal.set(given.command_id, 'started');
        self.cut();
      };
      await browser.connect(world.app().url);
      const id = await world.publish();
      await browser.closed();
      // As the protocol asks of it: what was started and has nobody at work on it is unknown.
      browser.endInterrupted();
      await browser.connect(world.app().url);
      await world.until(id, 'completed');
      expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
      expect(browser.of('command').some(({ command }) => command === 'shop.items.list')).toBe(true);
      browser.cut();
      await world.untilSessions(0);
    }
  });
});
