import type { LotLimits } from '../common/lots.ts';
import type { AppConfig } from '../config/app-config.ts';
import type { GroupCommits } from '../config/environment.ts';

/** Jobs that share a commit, at most: as many as one claim takes. */
const MOST = 64;
/** Commits of one tenant, or joint ones, under way at once: while the database works on one, this program prepares the other. */
const AT_ONCE = 2;

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

/**
 * @param config the settings
 * @returns how the commits of these jobs are grouped
 */
export function lotLimits({ GROUP_COMMITS }: Pick<AppConfig, 'GROUP_COMMITS'>): LotLimits {
  return GROUP_COMMITS === 'none' ? { most: 1, atOnce: Infinity } : { most: MOST, atOnce: AT_ONCE };
}
