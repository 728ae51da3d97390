import { ApiProperty } from '@nestjs/swagger';
import type { Device } from '../devices.service.ts';
import type { PairingStart } from '../pairing.ts';

/** How an account stands in a browser. */
export class DeviceAccountResponse {
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id!: number;
  @ApiProperty({
    enum: ['ready', 'logged_out', 'wrong_account', 'challenge', 'no_tab', 'paused'],
    example: 'ready',
  })
  readonly state!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'since when' })
  readonly since!: string;
}

/** A paired browser, or one that waits to be paired. */
export class DeviceResponse {
  @ApiProperty({ type: Number, example: 12 })
  readonly id: number;
  @ApiProperty({ type: String, example: 'Laptop at the shop' })
  readonly name: string;
  @ApiProperty({ enum: ['pairing', 'paired'], example: 'paired' })
  readonly status: string;
  @ApiProperty({ type: Boolean, example: true, description: 'whether it is connected at this moment' })
  readonly online: boolean;
  @ApiProperty({ type: [DeviceAccountResponse], description: 'accounts it has at this moment' })
  readonly accounts: readonly DeviceAccountResponse[];
  @ApiProperty({ type: String, nullable: true, example: '1.4.0' })
  readonly plugin_version: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Chrome 141' })
  readonly browser: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly paired_at: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'up to half a minute ago while it is online',
  })
  readonly last_seen_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;

  /** @param device a device as it was read */
  constructor(device: Device) {
    this.id = device.id;
    this.name = device.name;
    this.status = device.status;
    this.online = device.online;
    // Rows travel as JSON, in which PostgreSQL writes times in a form of its own.
    this.accounts = device.accounts.map((account) => ({
      ...account,
      since: new Date(account.since).toISOString(),
    }));
    this.plugin_version = device.pluginVersion;
    this.browser = device.browser;
    this.paired_at = device.pairedAt;
    this.last_seen_at = device.lastSeenAt;
    this.created_at = device.createdAt;
  }
}

/** A code that the seller types into the extension. */
export class PairingResponse {
  @ApiProperty({ type: Number, example: 12 })
  readonly id: number;
  @ApiProperty({ type: String, example: '7-12-K7QF2MZD4X8P', description: 'shown this once; good once' })
  readonly pairing_code: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'the code is good until then' })
  readonly pairing_expires_at: Date;

  /** @param start what was made */
  constructor(start: PairingStart) {
    this.id = start.deviceId;
    this.pairing_code = start.code;
    this.pairing_expires_at = start.expiresAt;
  }
}
