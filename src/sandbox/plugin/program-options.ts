import { parseArgs } from 'node:util';
import { SeededRandom } from '../random/seeded-random.ts';
import { scaledTiming, type PluginSettings } from './plugin-settings.ts';

/** What the program was asked for. */
export interface ProgramOptions {
  readonly settings: Omit<PluginSettings, 'die'>;
  /** As of `PUT /_control/faults`. */
  readonly faults: unknown;
  /** Port of the control interface; 0 lets the system choose. */
  readonly controlPort: number;
}

/**
 * Reads the program's arguments.
 *
 * @param args without program and script
 * @returns what they ask for
 * @throws RangeError naming an argument that is missing or not right
 */
export function programOptions(args: readonly string[]): ProgramOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string' },
      vinted: { type: 'string' },
      session: { type: 'string', multiple: true },
      journal: { type: 'string' },
      code: { type: 'string' },
      credential: { type: 'string' },
      'credential-file': { type: 'string' },
      faults: { type: 'string' },
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'clock-ahead-ms': { type: 'string', default: '0' },
      'plugin-version': { type: 'string' },
      lacking: { type: 'string', multiple: true },
      'control-port': { type: 'string', default: '0' },
    },
  });
  const aheadMs = numberOf('--clock-ahead-ms', values['clock-ahead-ms']);
  const random = new SeededRandom(values.seed);
  return {
    settings: {
      serverUrl: needed('--server', values.server),
      vintedUrl: needed('--vinted', values.vinted),
      sessions: values.session ?? [],
      journalFile: needed('--journal', values.journal),
      code: values.code,
      credential: values.credential,
      credentialFile: values['credential-file'],
      lacking: values.lacking ?? [],
      timing: scaledTiming(numberOf('--scale', values.scale)),
      now: () => Date.now() + aheadMs,
      random: () => random.next(),
      ...(values['plugin-version'] === undefined ? {} : { pluginVersion: values['plugin-version'] }),
    },
    faults: values.faults === undefined ? {} : JSON.parse(values.faults),
    controlPort: numberOf('--control-port', values['control-port']),
  };
}

function needed(flag: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new RangeError(`${flag} is missing`);
  return value;
}

function numberOf(flag: string, value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new RangeError(`${flag} must be a number`);
  return number;
}
