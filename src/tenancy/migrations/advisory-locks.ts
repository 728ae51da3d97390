/**
 * First keys of the advisory locks that migrations take, so that two instances starting at once work one after the
 * other. The numbers are arbitrary, and only this program's own database ever sees them.
 */
export const MIGRATION_LOCKS = { public: 0x53_74_6f_50, tenant: 0x53_74_6f_54 } as const;
