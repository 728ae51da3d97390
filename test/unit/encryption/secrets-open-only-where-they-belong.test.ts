import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { DecryptionError } from '../../../src/common/encryption/decryption-error.ts';
import { Encryption } from '../../../src/common/encryption/encryption.ts';
import { loadConfig } from '../../../src/config/app-config.ts';

const newKey = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const encryptionWith = (...keys: readonly string[]): Encryption =>
  new Encryption(loadConfig({ CREDENTIALS_KEYS: keys.join(',') }));

const OWNER = { tenantId: 7, accountId: 11 };
const SECRET = 'refresh-token-äöü-🔑';

describe('a secret at rest', () => {
  it('comes back as it was, and looks different each time it is sealed', () => {
    const encryption = encryptionWith(newKey('k1'));
    const first = encryption.encrypt(SECRET, OWNER);
    const second = encryption.encrypt(SECRET, OWNER);
    expect(first).toMatch(/^v1\.k1(\.[A-Za-z0-9_-]+){3}$/);
    expect(first).not.toBe(second);
    expect(encryption.decrypt(first, OWNER)).toBe(SECRET);
    expect(encryption.decrypt(second, OWNER)).toBe(SECRET);
  });

  it.each([
    ['another tenant', { tenantId: 8, accountId: 11 }],
    ['another account', { tenantId: 7, accountId: 12 }],
    // Without a separator "7" + "11" and "71" + "1" would be the same.
    ['ids that look alike when joined', { tenantId: 71, accountId: 1 }],
  ])('does not open for %s', (_whom, owner) => {
    const encryption = encryptionWith(newKey('k1'));
    const envelope = encryption.encrypt(SECRET, OWNER);
    expect(() => encryption.decrypt(envelope, owner)).toThrow(DecryptionError);
  });

  it('opens with an old key after rotation, and is sealed with the new one', () => {
    const [oldKey, freshKey] = [newKey('old'), newKey('new')];
    const before = encryptionWith(oldKey).encrypt(SECRET, OWNER);
    const rotated = encryptionWith(freshKey, oldKey);
    expect(rotated.decrypt(before, OWNER)).toBe(SECRET);
    expect(rotated.encrypt(SECRET, OWNER)).toMatch(/^v1\.new\./);
    expect(() => encryptionWith(freshKey).decrypt(before, OWNER)).toThrow(
      expect.objectContaining({ code: 'credentials.key_missing', message: expect.stringContaining('"old"') }),
    );
  });

  it('does not open with another key of the same id', () => {
    const envelope = encryptionWith(newKey('k1')).encrypt(SECRET, OWNER);
    expect(() => encryptionWith(newKey('k1')).decrypt(envelope, OWNER)).toThrow(DecryptionError);
  });

  it.each([2, 3, 4])('does not open when part %i was altered', (part) => {
    const encryption = encryptionWith(newKey('k1'));
    const parts = encryption.encrypt(SECRET, OWNER).split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    parts[part] = bytes.toString('base64url');
    expect(() => encryption.decrypt(parts.join('.'), OWNER)).toThrow(DecryptionError);
  });

  it.each(['', 'v1', 'v2.k1.AAAA.AAAA.AAAA', 'v1.k1.AAAA.AAAA.AAAA', 'v1.a secret.A.A.A', 'plain text'])(
    'refuses %p with an error that repeats nothing of it',
    (envelope) => {
      const read = (): string => encryptionWith(newKey('k1')).decrypt(envelope, OWNER);
      expect(read).toThrow(DecryptionError);
      expect(read).toThrow(/its form is not known/);
    },
  );

  it.each([
    ['a short key', `k1:${randomBytes(16).toString('base64')}`],
    ['no id', `:${randomBytes(32).toString('base64')}`],
    ['no separator', randomBytes(32).toString('hex')],
  ])('refuses a configuration with %s, without repeating it', (_what, pair) => {
    expect(() => encryptionWith(pair)).toThrow(/pair 1/);
    expect(() => encryptionWith(pair)).not.toThrow(new RegExp(pair.slice(-8).replaceAll(/\W/g, '.')));
  });

  it('refuses two keys of the same id, and to encrypt without any', () => {
    expect(() => encryptionWith(newKey('k1'), newKey('k1'))).toThrow(/same id/);
    expect(() => encryptionWith().encrypt(SECRET, OWNER)).toThrow(/CREDENTIALS_KEYS/);
  });
});
