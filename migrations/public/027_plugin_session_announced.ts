import { Migration } from '@mikro-orm/migrations';

/** A browser that has just connected has not said yet which accounts it has, which is not the same as having none. */
export class PublicPluginSessionAnnounced extends Migration {
  override name = 'public_027_plugin_session_announced';

  /** Whoever is connected already has said so, and so has every browser of an instance that knows nothing of it. */
  override up(): void {
    this.addSql(`alter table public.plugin_sessions add column announced boolean not null default true`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`alter table public.plugin_sessions drop column announced`);
  }
}
