import { withLocalSecrets } from '../../config/local-secrets.ts';
import { loadConfig } from '../../config/app-config.ts';
import { SCOPES } from '../../tenancy/auth/principal.ts';
import type { Scope } from '../../tenancy/auth/principal.ts';
import { issueToken } from '../../tenancy/auth/token-issuer.ts';
import { parseDuration, parseId, parseOptions } from '../parse-options.ts';
import { UsageError } from '../program.ts';
import type { Command } from '../program.ts';

/** Issues a bearer token. */
export const tokensIssue: Command = {
  name: 'tokens issue',
  usage: '--scope tenant|admin [--scope …] [--tenant <id>] [--subject cli] [--ttl 12h]',
  summary: 'Prints a bearer token signed with JWT_SECRET.',
  async run(program, args) {
    const { values } = parseOptions(args, {
      tenant: { type: 'string' },
      scope: { type: 'string', multiple: true, default: ['tenant'] },
      subject: { type: 'string', default: 'cli' },
      ttl: { type: 'string', default: '12h' },
    });
    const scopes = values.scope.flatMap((text) => text.split(/[\s,]+/)).map(parseScope);
    const tenantId = values.tenant === undefined ? undefined : parseId(values.tenant, '--tenant');
    if (scopes.includes('tenant') && tenantId === undefined) {
      throw new UsageError('scope tenant needs --tenant');
    }
    if (values.subject === '') throw new UsageError('--subject must not be empty');
    const ttlSeconds = parseDuration(values.ttl);
    const config = loadConfig(await withLocalSecrets(program.env));
    program.print(await issueToken(config, { subject: values.subject, tenantId, scopes, ttlSeconds }));
    return 0;
  },
};

function parseScope(text: string): Scope {
  const scope = SCOPES.find((known) => known === text);
  if (scope === undefined) throw new UsageError(`--scope must be one of ${SCOPES.join(', ')}`);
  return scope;
}
