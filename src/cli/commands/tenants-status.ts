import { Lanes } from '../../queue/lanes.ts';
import { TenantSuspension } from '../../tenancy/tenant-suspension.ts';
import { TenantNotFoundError } from '../../tenancy/tenants.service.ts';
import type { TenantStatus } from '../../tenancy/tenant.entity.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command, Program } from '../program.ts';
import { withDatabase } from '../with-database.ts';

/** Suspends a tenant. */
export const tenantsSuspend: Command = {
  name: 'tenants suspend',
  usage: '<id>',
  summary: 'Refuses the requests of a tenant and holds its lanes.',
  run: (program, args) => setStatus(program, args, 'suspended'),
};

/** Resumes a tenant. */
export const tenantsResume: Command = {
  name: 'tenants resume',
  usage: '<id>',
  summary: 'Lets a suspended tenant work again.',
  run: (program, args) => setStatus(program, args, 'active'),
};

async function setStatus(program: Program, args: readonly string[], status: TenantStatus): Promise<number> {
  const { positionals } = parseOptions(args, {}, 1);
  const id = parseId(positionals[0], '<id>');
  await withDatabase(program, async (database) => {
    if (!(await new TenantSuspension(database, new Lanes()).set(id, status)))
      throw new TenantNotFoundError(id);
  });
  program.print(`${id}\t${status}`);
  return 0;
}
