import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';

/** Where the systems' own packages put it. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** It runs beside other tests as any user, needs no graphics card, and talks to nobody but the test. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a browser is opened. */
export interface ChromiumOptions {
  /** Its profile; an empty folder for a new one, removed by the test. */
  readonly profile: string;
  /** Folder of an unpacked extension to load. */
  readonly extension?: string;
}

/**
 * @param places where to look for one
 * @returns the Chromium that `CHROMIUM_PATH` names, or else the system's; undefined where there is none
 * @throws {Error} where `REQUIRE_CHROMIUM=1` and there is none, or `CHROMIUM_PATH` names no file
 */
export function chromiumPath(places: readonly string[] = USUAL_PLACES): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`);
    return named;
  }
  const found = places.find((place) => existsSync(place));
  if (found === undefined && process.env['REQUIRE_CHROMIUM'] === '1') {
    throw new Error('REQUIRE_CHROMIUM is set, and there is no Chromium; CHROMIUM_PATH can name one');
  }
  return found;
}

/**
 * Describes what happens in a real browser. Without one the tests are skipped, and it is said on standard error.
 * @param name of the group
 * @param tests as for jest's `describe`
 */
export function describeInChromium(name: string, tests: () => void): void {
  const present = chromiumPath() !== undefined;
  if (!present) process.stderr.write(`${name}: skipped, there is no Chromium; CHROMIUM_PATH can name one\n`);
  (present ? describe : describe.skip)(name, tests);
}

/**
 * Opens a browser of its own, without a window.
 * @param options see {@link ChromiumOptions}
 * @returns the browser's only context; closing it ends the browser
 * @throws {Error} where there is no Chromium
 */
export async function openChromium({ profile, extension }: ChromiumOptions): Promise<BrowserContext> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('there is no Chromium');
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      ...ARGUMENTS,
      ...(extension === undefined
        ? []
        : [`--load-extension=${extension}`, `--disable-extensions-except=${extension}`]),
    ],
    ...(extension !== undefined && { ignoreDefaultArgs: ['--disable-extensions'] }),
  });
}

/**
 * Opens a browser in which every window may have a profile of its own, gone when it is closed.
 * @returns the browser
 * @throws {Error} where there is no Chromium
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath, headless: true, args: [...ARGUMENTS] });
}
