import { localEnvironment } from '../../common/database/local-environment.ts';
import { migrateEverything } from '../../tenancy/migrations/migrate-everything.ts';
import { DEFAULT_PARALLEL } from '../../tenancy/migrations/tenant-migrator.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { tenthsOf, withProgress } from '../progress.ts';

const WHAT = 'tenants migrated';

/** Brings the database to the newest version. */
export const migrate: Command = {
  name: 'migrate',
  usage: '[--parallel 6]',
  summary: 'Migrates the shared tables and the schema of every tenant; exit code 1 if a tenant failed.',
  async run(program, args) {
    const { values } = parseOptions(args, { parallel: { type: 'string' } });
    const parallel =
      values.parallel === undefined ? DEFAULT_PARALLEL : parseId(values.parallel, '--parallel');
    await using environment = await localEnvironment(program.env, program.note);
    const log = program.terminal === undefined ? tenthsOf(program.note, WHAT) : undefined;
    const report = await withProgress(program.terminal, WHAT, (told) =>
      migrateEverything(environment.config, program.migrations, parallel, log ?? told),
    );
    program.print(JSON.stringify(report, null, 2));
    return report.tenants.failed.length === 0 ? 0 : 1;
  },
};
