import { describe, expect, it } from '@jest/globals';
import { tenthsOf, withProgress } from '../../../src/cli/progress.ts';
import { TestTerminal } from '../../support/test-terminal.ts';

const logged = (total: number): readonly string[] => {
  const lines: string[] = [];
  const told = tenthsOf((line) => void lines.push(line), 'tenants migrated');
  for (let done = 1; done <= total; done += 1) told(done, total);
  return lines;
};

describe('the progress of long work, in a log', () => {
  it('is told ten times, however much there is', () => {
    const lines = logged(1234);
    expect(lines).toHaveLength(10);
    expect([lines[0], lines[9]]).toEqual(['124 of 1234 tenants migrated', '1234 of 1234 tenants migrated']);
  });

  it('is not told of what is done at once', () => {
    expect(logged(9)).toEqual([]);
  });
});

describe('the progress of long work, on a terminal', () => {
  it('is one line, which is gone when the work has ended', async () => {
    const terminal = new TestTerminal(60);
    const result = await withProgress(terminal, 'tables', (told) => {
      told(1, 3);
      expect(terminal.line).toBe('████████░░░░░░░░░░░░░░░░  33 % 1 of 3 tables');
      told(3, 3, '12 rows');
      expect(terminal.line).toBe('████████████████████████ 100 % 3 of 3 tables, 12 rows');
      return Promise.resolve('done');
    });
    expect(result).toBe('done');
    expect(terminal.line).toBe('');
    expect(terminal.text).not.toContain('\n');
  });

  it('is gone as well when the work has failed, so that what is said of it begins a line', async () => {
    const terminal = new TestTerminal(60);
    const failing = withProgress(terminal, 'tables', (told) => {
      told(1, 3);
      return Promise.reject(new Error('broken'));
    });
    await expect(failing).rejects.toThrow('broken');
    expect(terminal.line).toBe('');
    expect(terminal.text).not.toBe('');
  });

  it('is drawn again only where it differs, and never wider than the terminal', async () => {
    const terminal = new TestTerminal(40);
    await withProgress(terminal, 'tenants', (told) => {
      for (let round = 0; round < 100; round += 1) told(0, 0);
      expect(terminal.line).toBe('████████████████████████ 100 % 0 of 0 t');
      return Promise.resolve();
    });
    expect(terminal.drawings).toBe(2);
  });

  it('is nothing at all where nobody looks, nor where nothing was to be done', async () => {
    const terminal = new TestTerminal(40);
    await withProgress(terminal, 'tenants', () => Promise.resolve());
    expect(terminal.text).toBe('');
    await expect(
      withProgress(undefined, 'tenants', (told) => {
        told(1, 2);
        return Promise.resolve(1);
      }),
    ).resolves.toBe(1);
  });
});
