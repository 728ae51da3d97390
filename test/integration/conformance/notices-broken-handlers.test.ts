import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { done, refused } from '../../../src/domain/outcome.ts';
import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import { faultPoints } from '../../support/conformance/api-faults.ts';
import { ApiKit } from '../../support/conformance/api-kit.ts';
import type { Trial } from '../../support/conformance/api-kit.ts';
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

  it('notices a handler that does not look before it creates again', async () => {
    await kit.trial('publish');
    const calls = kit.market.proxy.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    handler.reconcile = async () => ({ kind: 'absent' });
    const problems: string[] = [];
    for (const point of faultPoints(kit, 'answer lost', calls, [])) {
      if (!/^POST .*\/listings$/.test(point.name)) continue;
      problems.push(...(await kit.trial('publish', point.disturbance)).problems);
    }
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(/drafts are left|listed twice/)]));
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
