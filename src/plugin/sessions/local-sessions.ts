import { Injectable } from '@nestjs/common';
import type { PluginSession } from './plugin-session.ts';

/** The browsers that are connected to this instance. */
@Injectable()
export class LocalSessions {
  private readonly sessions = new Map<number, Map<number, PluginSession>>();
  private count = 0;

  /** @returns how many browsers are connected here */
  get size(): number {
    return this.count;
  }

  /** @returns all of them */
  all(): readonly PluginSession[] {
    return [...this.sessions.values()].flatMap((devices) => [...devices.values()]);
  }

  /**
   * @param tenantId a tenant
   * @returns its browsers that are connected here
   */
  ofTenant(tenantId: number): readonly PluginSession[] {
    return [...(this.sessions.get(tenantId)?.values() ?? [])];
  }

  /**
   * @param tenantId a tenant
   * @param deviceId one of its devices
   * @returns how many of its other devices are connected here
   */
  othersOf(tenantId: number, deviceId: number): number {
    const devices = this.sessions.get(tenantId);
    return (devices?.size ?? 0) - (devices?.has(deviceId) === true ? 1 : 0);
  }

  /**
   * Adds a browser. An older connection of the same device is ended: the newest one wins.
   * @param session the browser
   */
  add(session: PluginSession): void {
    const devices = this.sessions.get(session.tenant.id) ?? new Map<number, PluginSession>();
    const older = devices.get(session.deviceId);
    // Two hellos of one device may finish in either order; the number tells which is the newer.
    if (older !== undefined && older.session > session.session) {
      session.link.refuse('superseded', 'This browser has connected again.');
      return;
    }
    this.sessions.set(session.tenant.id, devices.set(session.deviceId, session));
    if (older === undefined) this.count += 1;
    older?.link.refuse('superseded', 'This browser has connected again.');
  }

  /**
   * Forgets a browser that has gone; a newer connection of its device stays.
   * @param session the browser
   */
  remove(session: PluginSession): void {
    const devices = this.sessions.get(session.tenant.id);
    if (devices?.get(session.deviceId) !== session) return;
    devices.delete(session.deviceId);
    if (devices.size === 0) this.sessions.delete(session.tenant.id);
    this.count -= 1;
  }

  /**
   * @param tenantId whose browser
   * @param deviceId which device
   * @param session number of the connection
   * @returns the browser, where that very connection is here
   */
  find(tenantId: number, deviceId: number, session: number): PluginSession | undefined {
    const found = this.sessions.get(tenantId)?.get(deviceId);
    return found?.session === session ? found : undefined;
  }
}
