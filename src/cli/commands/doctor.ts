import type { Finding } from '../../ops/doctor/check.ts';
import { Doctor } from '../../ops/doctor/doctor.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { withProgress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

/** Finds what is stuck, and says what to do about it. */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--tenant <id>] [--json]',
  summary:
    'Finds what is stuck or broken and says what to do; it only reads. Exit code 0 when nothing is, 1 otherwise.',
  async run(program, args) {
    const { values } = parseOptions(args, { tenant: { type: 'string' }, json: { type: 'boolean' } });
    const tenant = values.tenant === undefined ? undefined : parseId(values.tenant, '--tenant');
    const terminal = values.json === true ? undefined : program.terminal;
    const findings = await withDatabase(program, (database) =>
      withProgress(terminal, 'looks', (told) =>
        new Doctor(database, program.migrations).examine(tenant, told),
      ),
    );
    program.print(values.json === true ? JSON.stringify(findings, null, 2) : inWords(findings));
    return findings.length === 0 ? 0 : 1;
  },
};

function inWords(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing is stuck.';
  const kinds = [...Map.groupBy(findings, ({ code }) => code)];
  return kinds
    .map(([code, found]) => {
      const lines = found.map(({ subject, message }) => `  ${subject}: ${message}`);
      return [code, ...lines, `  What to do: ${found[0]?.todo ?? ''}`].join('\n');
    })
    .join('\n\n');
}
