import type { AppConfig } from './app-config.ts';
import type { GroupCommits } from './database-environment.ts';

/**
 * @param config the settings
 * @returns whose jobs share commits. On Citus tenants' tables are on different nodes, so a commit of several tenants
 *   would be a two-phase one: there only those of one tenant do
 */
export function groupCommits({
  CITUS,
  GROUP_COMMITS,
}: Pick<AppConfig, 'CITUS' | 'GROUP_COMMITS'>): GroupCommits {
  return CITUS && GROUP_COMMITS === 'all' ? 'tenant' : GROUP_COMMITS;
}
