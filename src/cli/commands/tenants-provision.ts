import { localEnvironment } from '../../common/database/local-environment.ts';
import { PublicMigrator } from '../../tenancy/migrations/public-migrator.ts';
import { TenantMigrator } from '../../tenancy/migrations/tenant-migrator.ts';
import { parseOptions } from '../parse-options.ts';
import { withProgress } from '../progress.ts';
import { UsageError } from '../program.ts';
import type { Command } from '../program.ts';

/** Creates a tenant. */
export const tenantsProvision: Command = {
  name: 'tenants provision',
  usage: '--name <name> [--tier standard] [--weight 1]',
  summary: 'Creates a tenant with its schema and prints its id.',
  async run(program, args) {
    const { values } = parseOptions(args, {
      name: { type: 'string' },
      tier: { type: 'string' },
      weight: { type: 'string' },
    });
    const { name, tier } = values;
    if (name === undefined || name.trim() === '') throw new UsageError('--name is required');
    const weight = values.weight === undefined ? undefined : Number(values.weight);
    if (weight !== undefined && !(weight > 0 && weight <= 100)) {
      throw new UsageError('--weight must be above 0 and at most 100');
    }
    await using environment = await localEnvironment(program.env, program.note);
    // The first tenant may come before the program has ever run.
    const shared = new PublicMigrator(environment.config, program.migrations);
    await withProgress(program.terminal, 'steps of the shared tables', (told) => shared.migrate(told));
    const migrator = new TenantMigrator(environment.config, program.migrations);
    const tenant = await withProgress(program.terminal, 'steps of its schema', (told) =>
      migrator.provision({ name: name.trim(), tier, weight }, told),
    );
    program.print(String(tenant.id));
    return 0;
  },
};
