import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { done, refused } from '../../../src/domain/outcome.ts';
import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { ApiKit } from '../../support/conformance/api-kit.ts';
import type { Trial } from '../../support/conformance/api-kit.ts';
import { repeatedSteps } from '../../support/conformance/executions.ts';
import { EtsyMarket } from '../../support/conformance/etsy-market.ts';

describe('the kit', () => {
  let kit: ApiKit;
  let handler: BaseJobHandler;
  beforeEach(async () => {
    kit = await ApiKit.start(await EtsyMarket.start());
    const found = kit.handlers.get('publish');
    if (found === undefined) throw new Error('nothing publishes');
    handler = found;
  });
  afterEach(() => kit.market.stop());

  it('notices a handler that creates a draft for nothing', async () => {
    const create = handler.executeTask.bind(handler);
    replaceStep('create_draft', async (task, context) => {
      const outcome = await create(task, context);
      const sent = kit.market.proxy.calls.find(
        ({ method, path }) => method === 'POST' && /\/listings$/.test(path),
      );
      if (sent === undefined) throw new Error('no draft was created');
      const { path, headers, body } = sent;
      const { authorization = '', 'x-api-key': key, 'content-type': type = '' } = headers;
      await fetch(`${kit.market.standIn.url}${path}`, {
        method: 'POST',
        headers: { authorization, 'x-api-key': String(key), 'content-type': type },
        body: new Uint8Array(body),
      });
      return outcome;
    });
    expect((await kit.trial('publish')).problems).toContain('1 drafts are left');
  });

  it('notices a step that is executed after it had succeeded', () => {
    const repeated = { step: 'activate', outcome: 'done', again: true } as const;
    expect(repeatedSteps([{ ...repeated, again: false }, repeated])).toEqual([
      'activate was executed after it had succeeded',
    ]);
  });

  it('notices a step that says it is done and has done nothing', async () => {
    replaceStep('activate', async () => done({}));
    expect((await kit.trial('publish')).problems.length).toBeGreaterThan(0);
  });

  it('notices an error that nobody can understand', async () => {
    replaceStep('validate', async () => refused({ code: 'oops', message: 'undefined' }));
    const { problems, first }: Trial = await kit.trial('publish');
    expect(first.status).toBe('failed');
    expect(problems).toEqual(
      expect.arrayContaining([
        'the code "oops" is not dotted',
        'the code "oops" is of nobody\'s namespace',
        '"undefined" is no sentence',
        '"undefined" is not for people',
        'oops says to nobody that they must act',
      ]),
    );
  });

  it('fails an action that nobody has said what it is to do', async () => {
    await expect(kit.trial('juggle')).rejects.toThrow('no handler for juggle');
  });

  function replaceStep(name: string, execute: BaseJobHandler['executeTask']): void {
    const others = handler.executeTask.bind(handler);
    handler.executeTask = (task, context) => (task.step === name ? execute : others)(task, context);
  }
});
