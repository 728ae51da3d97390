import { DomainError } from '../domain/errors.ts';
import type { AccountStatus, Marketplace } from '../domain/vocabulary.ts';

/** The tenant has connected that account of the marketplace before. */
export class AlreadyConnectedError extends DomainError {
  /**
   * @param id the account that is there
   * @param status its status
   */
  constructor(id: number, status: AccountStatus) {
    const hint =
      status === 'needs_reauth'
        ? ` It needs new credentials: PUT /api/marketplace/accounts/${id}/credentials.`
        : '';
    super('account.already_connected', 'conflict', `This account is already connected as ${id}.${hint}`, {
      extra: { account_id: id, account_status: status },
    });
  }
}

/** Jobs run on the account, which would not learn what became of their calls. */
export class AccountBusyError extends DomainError {
  /**
   * @param id the account
   * @param running how many jobs
   */
  constructor(id: number, running: number) {
    const jobs = running === 1 ? '1 job runs' : `${running} jobs run`;
    super(
      'account.busy',
      'conflict',
      `${jobs} on account ${id}. Pause it, and disconnect it when ${running === 1 ? 'it has' : 'they have'} ended.`,
      { extra: { running } },
    );
  }
}

/** No account can be connected to that marketplace. */
export class UnknownMarketplaceError extends DomainError {
  /**
   * @param marketplace what was asked for
   * @param known what there is
   */
  constructor(marketplace: Marketplace, known: readonly Marketplace[]) {
    const message = `${marketplace} is not a marketplace; there are ${known.join(', ')}.`;
    super('account.unknown_marketplace', 'invalid', message, {
      fields: [{ field: 'marketplace', code: 'account.unknown_marketplace', message }],
    });
  }
}

/** The marketplace is reached by tokens and none were given, or by the browser and some were. */
export class CredentialsMismatchError extends DomainError {
  /**
   * @param marketplace the marketplace
   * @param needed whether it needs credentials
   */
  constructor(marketplace: Marketplace, needed: boolean) {
    const code = needed ? 'account.credentials_required' : 'account.credentials_refused';
    const message = needed
      ? `${marketplace} needs credentials.`
      : `${marketplace} is reached through the seller's browser and takes no credentials.`;
    super(code, 'invalid', message, { fields: [{ field: 'credentials', code, message }] });
  }
}
