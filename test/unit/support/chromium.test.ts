import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chromiumPath } from '../../support/chromium.ts';

describe('the Chromium that tests use', () => {
  const kept = { ...process.env };

  beforeEach(() => {
    delete process.env['CHROMIUM_PATH'];
    delete process.env['REQUIRE_CHROMIUM'];
  });

  afterEach(() => {
    process.env = { ...kept };
  });

  it('is the one that is named', () => {
    process.env['CHROMIUM_PATH'] = process.execPath;
    expect(chromiumPath()).toBe(process.execPath);
  });

  it('is not another one where the named one is missing', () => {
    process.env['CHROMIUM_PATH'] = '/nowhere/chromium';
    expect(() => chromiumPath()).toThrow('CHROMIUM_PATH names no file: /nowhere/chromium');
  });

  it('fails the tests where it is missing and required', () => {
    process.env['REQUIRE_CHROMIUM'] = '1';
    expect(() => chromiumPath([])).toThrow('REQUIRE_CHROMIUM is set');
  });

  it('may be missing otherwise', () => {
    expect(chromiumPath([])).toBeUndefined();
  });
});
