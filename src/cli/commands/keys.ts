import { KeyRotation } from '../../accounts/key-rotation.ts';
import type { KeysReport } from '../../accounts/key-rotation-report.ts';
import { ACCOUNT_CREDENTIALS } from '../../accounts/sealed-place.ts';
import { Encryption } from '../../common/encryption/encryption.ts';
import type { Told } from '../../common/told.ts';
import { CONSENT_VERIFIERS } from '../../intake/consents/consent-rows.ts';
import { WEBHOOK_SECRETS } from '../../webhooks/webhook-secrets.ts';
import { parseOptions } from '../parse-options.ts';
import type { Command, Program } from '../program.ts';
import { withProgress } from '../progress.ts';
import { withDatabase } from '../with-database.ts';

/** Counts the credentials by the key they are sealed with. */
export const keysStatus: Command = {
  name: 'keys status',
  usage: '',
  summary: 'Prints which keys of credentials are in use; exit code 1 while it is not the first one alone.',
  run: (program, args) => print(program, args, (rotation, told) => rotation.status(told)),
};

/** Seals all credentials with the first key. */
export const keysRotate: Command = {
  name: 'keys rotate',
  usage: '',
  summary:
    'Seals the credentials of every tenant with the first of CREDENTIALS_KEYS, beside running servers; exit code 1 if some have another key afterwards, or a tenant failed.',
  run: (program, args) => print(program, args, (rotation, told) => rotation.rotate(told)),
};

async function print(
  program: Program,
  args: readonly string[],
  work: (rotation: KeyRotation, told: Told) => Promise<KeysReport>,
): Promise<number> {
  parseOptions(args, {});
  const report = await withDatabase(program, (database, config) =>
    withProgress(program.terminal, 'tenants', (told) =>
      work(
        new KeyRotation(database, new Encryption(config), undefined, [
          ACCOUNT_CREDENTIALS,
          ...WEBHOOK_SECRETS,
          CONSENT_VERIFIERS,
        ]),
        told,
      ),
    ),
  );
  program.print(JSON.stringify(report, null, 2));
  return report.complete ? 0 : 1;
}
