import Sequencer from '@jest/test-sequencer';

/**
 * Files that take longest, the longest first. On a machine that has not run the tests before, jest knows no durations and
 * begins with the largest files; one of these at the end would keep one worker busy and leave the others idle.
 */
const SLOW = [
  'test/integration/conformance/vinted.test.ts',
  'test/chaos/everything-fails.test.ts',
  'test/browser/page.test.ts',
  'test/chaos/browser-moves.test.ts',
  'test/integration/crash/every-await.test.ts',
  'test/e2e/demo/',
  'test/integration/conformance/',
  'test/chaos/',
  'test/e2e/browser-plugin/',
  'test/e2e/documents/',
  'test/integration/plans/',
  'test/integration/handlers/vinted/',
  'test/integration/sales/',
];

/** Starts the slowest files first; among the others jest decides. */
export default class SlowFirstSequencer extends Sequencer {
  /**
   * @param {readonly { path: string }[]} tests
   * @returns the tests in the order in which they begin
   */
  sort(tests) {
    const place = ({ path }) => {
      const index = SLOW.findIndex((start) => path.includes(`/${start}`));
      return index === -1 ? SLOW.length : index;
    };
    return [...super.sort(tests)].sort((one, other) => place(one) - place(other));
  }
}
