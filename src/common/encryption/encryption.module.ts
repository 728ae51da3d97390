import { Global, Module } from '@nestjs/common';
import { Encryption } from './encryption.ts';

/** Makes {@link Encryption} injectable everywhere. */
@Global()
@Module({ providers: [Encryption], exports: [Encryption] })
export class EncryptionModule {}
