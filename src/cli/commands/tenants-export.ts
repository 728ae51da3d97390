import { Encryption } from '../../common/encryption/encryption.ts';
import { loadConfig } from '../../config/app-config.ts';
import { withLocalSecrets } from '../../config/local-secrets.ts';
import { handOver } from '../../ops/transfer/hand-over.ts';
import { TenantExport } from '../../ops/transfer/tenant-export.ts';
import { TransferSeal } from '../../ops/transfer/transfer-seal.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { withProgress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

/** Time that running jobs get to end: longer than any step. */
const PATIENCE_MS = 120_000;

/** Writes a tenant to standard output. */
export const tenantsExport: Command = {
  name: 'tenants export',
  usage: '--tenant <id> [--hand-over] [--with-credentials]',
  summary:
    'Writes everything a tenant has to standard output, as lines of JSON. --hand-over suspends it first and waits for its ' +
    'running jobs. --with-credentials seals its tokens under TRANSFER_PASSPHRASE; they are left out otherwise.',
  async run(program, args) {
    const { values } = parseOptions(args, {
      tenant: { type: 'string' },
      'hand-over': { type: 'boolean' },
      'with-credentials': { type: 'boolean' },
    });
    const tenantId = parseId(values.tenant, '--tenant');
    const handedOver = values['hand-over'] === true;
    const credentials =
      values['with-credentials'] === true
        ? {
            keys: new Encryption(loadConfig(await withLocalSecrets(program.env))),
            seal: TransferSeal.of(program.env['TRANSFER_PASSPHRASE']),
          }
        : undefined;
    // Where the export itself is on the terminal, a line of progress would be between its lines.
    const terminal = program.terminal?.showsOutput === true ? undefined : program.terminal;
    const rows = await withDatabase(program, async (database) => {
      if (handedOver) await handOver(database, tenantId, PATIENCE_MS);
      return withProgress(terminal, 'tables', (told) =>
        new TenantExport(database, program.write, told).run(tenantId, { credentials, handedOver }),
      );
    });
    program.note(`${rows} rows of tenant ${tenantId}.`);
    if (!handedOver) program.note('It goes on here. Use --hand-over where it is to go on elsewhere.');
    return 0;
  },
};
