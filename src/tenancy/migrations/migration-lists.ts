import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';

/** The two lists of migrations, oldest first. They reach tenancy from the application's configuration. */
export abstract class MigrationLists {
  /** Tables every tenant shares, in `public`. */
  abstract readonly public: readonly Constructor<Migration>[];
  /** Tables of one tenant, run once per schema. */
  abstract readonly tenant: readonly Constructor<Migration>[];
}
