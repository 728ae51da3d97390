import type { LotLimits } from '../common/lots.ts';
import type { AppConfig } from '../config/app-config.ts';

/** Jobs of a tenant that share a commit, at most: as many as one claim takes. */
const MOST = 64;
/** Commits of one tenant under way at once: while the database works on one, this program prepares the other. */
const AT_ONCE = 2;

/**
 * @param config `GROUP_COMMITS` says whether jobs share commits at all
 * @returns how the commits of a tenant's jobs are grouped
 */
export function lotLimits(config: Pick<AppConfig, 'GROUP_COMMITS'>): LotLimits {
  return config.GROUP_COMMITS ? { most: MOST, atOnce: AT_ONCE } : { most: 1, atOnce: Infinity };
}
