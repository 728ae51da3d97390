import { localEnvironment } from '../../common/database/local-environment.ts';
import { Encryption } from '../../common/encryption/encryption.ts';
import { TenantImport } from '../../ops/transfer/tenant-import.ts';
import { PublicMigrator } from '../../tenancy/migrations/public-migrator.ts';
import { schemaVersion } from '../../tenancy/migrations/schema-version.ts';
import { TenantMigrator } from '../../tenancy/migrations/tenant-migrator.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { withProgress } from '../progress.ts';

/** Makes a tenant of what an export wrote. */
export const tenantsImport: Command = {
  name: 'tenants import',
  usage: '[--tenant <id>]',
  summary:
    'Reads an export from standard input and makes a tenant of it, whole or not at all, under the id it had or another ' +
    'one. All its jobs are paused until POST /api/admin/tenants/{id}/resume-jobs. Prints its id.',
  async run(program, args) {
    const { values } = parseOptions(args, { tenant: { type: 'string' } });
    const tenantId = values.tenant === undefined ? undefined : parseId(values.tenant, '--tenant');
    await using environment = await localEnvironment(program.env, program.note);
    await new PublicMigrator(environment.config, program.migrations).migrate();
    const entry = new TenantImport(new TenantMigrator(environment.config, program.migrations), {
      tenantId,
      schemaVersion: schemaVersion(program.migrations.tenant),
      keys: new Encryption(environment.config),
      passphrase: program.env['TRANSFER_PASSPHRASE'],
    });
    const tenant = await withProgress(program.terminal, 'tables', (told) => entry.run(program.input, told));
    program.print(String(tenant.id));
    return 0;
  },
};
