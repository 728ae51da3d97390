import type { LotLimits } from '../common/lots.ts';
import type { AppConfig } from '../config/app-config.ts';

/** Jobs that share a commit, at most: as many as one claim takes. */
const MOST = 64;
/** Commits of one tenant, or joint ones, under way at once: while the database works on one, this program prepares the other. */
const AT_ONCE = 2;

/**
 * @param config the settings
 * @returns how the commits of these jobs are grouped
 */
export function lotLimits({ GROUP_COMMITS }: Pick<AppConfig, 'GROUP_COMMITS'>): LotLimits {
  return GROUP_COMMITS === 'none' ? { most: 1, atOnce: Infinity } : { most: MOST, atOnce: AT_ONCE };
}
