import { randomBytes, scryptSync } from 'node:crypto';
import { open, seal } from '../../common/encryption/envelope.ts';
import { TransferRefusedError } from './format.ts';

/** Fewest characters of a passphrase that protects tokens of many shops. */
const SHORTEST = 16;
/** RFC 7914 names N = 2^14, r = 8, p = 1 for interactive use; a file may be attacked at leisure, so four times that. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;
const KEY_ID = 'transfer';

/** Seals credentials for the way from one database to another, under a passphrase that both sides know. */
export class TransferSeal {
  private constructor(
    private readonly key: Buffer,
    /** What the other side needs beside the passphrase. */
    readonly salt: string,
  ) {}

  /**
   * @param passphrase what both sides know
   * @param salt the file's; a new one where absent
   * @returns the seal
   * @throws {TransferRefusedError} `transfer.passphrase_short`
   */
  static of(
    passphrase: string | undefined,
    salt: string = randomBytes(16).toString('base64url'),
  ): TransferSeal {
    if (passphrase === undefined || passphrase.length < SHORTEST) {
      throw new TransferRefusedError(
        'passphrase_short',
        `TRANSFER_PASSPHRASE must have at least ${SHORTEST} characters: the credentials are sealed with it.`,
      );
    }
    return new TransferSeal(scryptSync(passphrase, salt, 32, COST), salt);
  }

  /**
   * @param plaintext the credentials of an account
   * @param accountId the account
   * @returns the sealed text
   */
  seal(plaintext: string, accountId: number): string {
    return seal({ id: KEY_ID, bytes: this.key }, plaintext, `transfer/account:${accountId}`);
  }

  /**
   * @param sealed what {@link TransferSeal.seal} returned
   * @param accountId the account
   * @returns the credentials
   * @throws {TransferRefusedError} `transfer.passphrase_wrong`
   */
  open(sealed: string, accountId: number): string {
    try {
      return open([{ id: KEY_ID, bytes: this.key }], sealed, `transfer/account:${accountId}`);
    } catch {
      throw new TransferRefusedError(
        'passphrase_wrong',
        'The credentials do not open with this TRANSFER_PASSPHRASE.',
      );
    }
  }
}
