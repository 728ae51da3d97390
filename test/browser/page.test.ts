import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeInChromium } from '../support/chromium.ts';
import { LookingGlass } from './support/looking-glass.ts';
import { accessibilitySuite } from './suites/accessibility.ts';
import { accountsSuite } from './suites/accounts.ts';
import { beginningSuite } from './suites/beginning.ts';
import { confirmSuite } from './suites/confirm.ts';
import { deliverySuite } from './suites/delivery.ts';
import { doorSuite } from './suites/door.ts';
import { freshnessSuite } from './suites/freshness.ts';
import { importSuite } from './suites/import.ts';
import { keyboardSuite } from './suites/keyboard.ts';
import { leavingSuite } from './suites/leaving.ts';
import { operatorSuite } from './suites/operator.ts';
import { productsSuite } from './suites/products.ts';
import { publishSuite } from './suites/publish.ts';
import { troubleSuite } from './suites/trouble.ts';

// One file, so that all of them share one server and one browser. They build on one another: first nothing is published.
describeInChromium('the page, in a browser', () => {
  let glass: LookingGlass;

  beforeAll(async () => {
    glass = await LookingGlass.open();
  });
  afterAll(() => glass.close());

  const given = (): LookingGlass => glass;
  doorSuite(given);
  deliverySuite(given);
  beginningSuite(given);
  importSuite(given);
  publishSuite(given);
  troubleSuite(given);
  keyboardSuite(given);
  freshnessSuite(given);
  confirmSuite(given);
  productsSuite(given);
  leavingSuite(given);
  operatorSuite(given);
  accountsSuite(given);
  accessibilitySuite(given);

  it('leaves nothing to complain about on the console', () => {
    expect(glass.complaints).toEqual([]);
  });
});
