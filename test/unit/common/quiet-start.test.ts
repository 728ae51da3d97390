import { describe, expect, it } from '@jest/globals';
import { QuietStart } from '../../../src/common/logging/quiet-start.ts';

describe('the log of a start', () => {
  it('has what Nest says of its modules and routes as details, and all else as it is', () => {
    const written: unknown[][] = [];
    const at =
      (level: string) =>
      (...line: unknown[]): void => {
        written.push([level, ...line]);
      };
    const log = new QuietStart({
      log: at('log'),
      error: at('error'),
      warn: at('warn'),
      debug: at('debug'),
      verbose: at('verbose'),
      fatal: at('fatal'),
    });
    log.log('Mapped {/, GET} route', 'RouterExplorer');
    log.log('InstanceLoader', 'Dispatcher');
    log.log('without a context');
    log.error('no such module', 'stack', 'InstanceLoader');
    log.warn('slow', 'RouterExplorer');
    log.debug('d');
    log.verbose('v');
    log.fatal('f');
    expect(written).toEqual([
      ['debug', 'Mapped {/, GET} route', 'RouterExplorer'],
      ['log', 'InstanceLoader', 'Dispatcher'],
      ['log', 'without a context'],
      ['error', 'no such module', 'stack', 'InstanceLoader'],
      ['warn', 'slow', 'RouterExplorer'],
      ['debug', 'd'],
      ['verbose', 'v'],
      ['fatal', 'f'],
    ]);
  });
});
