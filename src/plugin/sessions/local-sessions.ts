import { Injectable } from '@nestjs/common';
import type { PluginSession } from './plugin-session.ts';

/** The browsers that are connected to this instance. */
@Injectable()
export class LocalSessions {
  private readonly sessions = new Map<string, PluginSession>();

  /** @returns how many browsers are connected here */
  get size(): number {
    return this.sessions.size;
  }

  /** @returns all of them */
  all(): readonly PluginSession[] {
    return [...this.sessions.values()];
  }

  /**
   * @param tenantId a tenant
   * @returns its browsers that are connected here
   */
  ofTenant(tenantId: number): readonly PluginSession[] {
    return this.all().filter(({ tenant }) => tenant.id === tenantId);
  }

  /**
   * Adds a browser. An older connection of the same device is ended: the newest one wins.
   * @param session the browser
   */
  add(session: PluginSession): void {
    const key = keyOf(session.tenant.id, session.deviceId);
    const older = this.sessions.get(key);
    // Two hellos of one device may finish in either order; the number tells which is the newer.
    if (older !== undefined && older.session > session.session) {
      session.link.refuse('superseded', 'This browser has connected again.');
      return;
    }
    this.sessions.set(key, session);
    older?.link.refuse('superseded', 'This browser has connected again.');
  }

  /**
   * Forgets a browser that has gone; a newer connection of its device stays.
   * @param session the browser
   */
  remove(session: PluginSession): void {
    const key = keyOf(session.tenant.id, session.deviceId);
    if (this.sessions.get(key) === session) this.sessions.delete(key);
  }

  /**
   * @param tenantId whose browser
   * @param deviceId which device
   * @param session number of the connection
   * @returns the browser, where that very connection is here
   */
  find(tenantId: number, deviceId: number, session: number): PluginSession | undefined {
    const found = this.sessions.get(keyOf(tenantId, deviceId));
    return found?.session === session ? found : undefined;
  }
}

function keyOf(tenantId: number, deviceId: number): string {
  return `${tenantId}/${deviceId}`;
}
