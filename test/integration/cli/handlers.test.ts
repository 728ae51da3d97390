import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { assembleApp, describeApi, describeMessages } from '../../../src/app.ts';
import { runCli } from '../../../src/cli/run.ts';
import { EFFECT_CLASSES, TASK_TYPES } from '../../../src/domain/vocabulary.ts';
import type { ProductSnapshot } from '../../../src/domain/snapshots.ts';
import type { AppConfig } from '../../../src/config/app-config.ts';
import { HandlerRegistry } from '../../../src/handlers/registry/handler-registry.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { handledMarketplaces } from '../../support/marketplace-names.ts';
import { SecondMarketplaceModule } from '../../support/second-marketplace.ts';
import { MARKETPLACES } from '../../../src/handlers/marketplaces.ts';

interface Listed {
  readonly marketplace: string;
  readonly action: string;
  readonly plan_version: number | null;
  readonly supported: boolean;
  readonly reason: string | null;
  readonly tasks: readonly {
    readonly step: string;
    readonly task_type: string;
    readonly effect_class: string;
    readonly description: string;
    readonly appended: boolean;
  }[];
}

/** Runs the command without a database anywhere. */
async function run(args: readonly string[], marketplaces = MARKETPLACES): Promise<string> {
  const out: string[] = [];
  const code = await runCli(
    {
      env: {},
      migrations: MIGRATIONS,
      describeApi: async (config: AppConfig) => describeApi(await assembleApp(config), config),
      describeMessages: async (config: AppConfig) => describeMessages(await assembleApp(config), config),
      describeHandlers: async (config: AppConfig, product: ProductSnapshot) =>
        (await assembleApp(config, { marketplaces })).get(HandlerRegistry).describe(product),
      errorBook: async (config: AppConfig) => (await assembleApp(config)).get(HandlerRegistry).errors,
      write: () => Promise.resolve(),
      input: Readable.from([]),
      print: (text: string) => void out.push(text),
      note: (text: string) => void out.push(text),
    },
    ['handlers', ...args],
  );
  expect(code).toBe(0);
  return out.join('\n');
}

describe('the list of handlers', () => {
  let listed: readonly Listed[];

  beforeAll(async () => {
    listed = JSON.parse(await run(['--json'])) as readonly Listed[];
  });

  it('has every action of every marketplace', () => {
    const actions = [...new Set(listed.map(({ action }) => action))];
    expect(actions).toEqual(expect.arrayContaining(['publish', 'delete']));
    expect(listed.map(({ marketplace, action }) => `${marketplace} ${action}`)).toEqual(
      handledMarketplaces().flatMap((marketplace) => actions.map((action) => `${marketplace} ${action}`)),
    );
  });

  it('tells every step of what is supported, and a reason for what is not', () => {
    for (const { supported, reason, tasks, plan_version, ...handler } of listed) {
      expect({ ...handler, reason: reason !== null, tasks: tasks.length > 0 }).toEqual({
        ...handler,
        reason: !supported,
        tasks: supported,
      });
      expect({ ...handler, version: (plan_version ?? 0) > 0 }).toEqual({ ...handler, version: supported });
      const names = tasks.map(({ step }) => step);
      expect(names).toEqual([...new Set(names)]);
      for (const { task_type, effect_class, description } of tasks) {
        expect(TASK_TYPES).toContain(task_type);
        expect(EFFECT_CLASSES).toContain(effect_class);
        expect(description.split(' ').length).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('gives the reason of a marketplace that cannot do something', async () => {
    const all = JSON.parse(await run(['--json'], [...MARKETPLACES, SecondMarketplaceModule])) as Listed[];
    const entry = all.find(
      ({ marketplace, action }) => marketplace === 'secondmarket' && action === 'delete',
    );
    expect(entry).toEqual({
      marketplace: 'secondmarket',
      action: 'delete',
      plan_version: null,
      supported: false,
      reason: 'Second Market keeps everything for ever.',
      tasks: [],
    });
  });

  it('can be read by a person', async () => {
    const text = await run([]);
    for (const { marketplace, action, tasks } of listed) {
      expect(text).toContain(`${marketplace} ${action}`);
      for (const { step, description } of tasks) {
        expect(text).toMatch(new RegExp(`${escaped(step)} +\\S+ +\\S+ +${escaped(description)}`));
      }
    }
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
