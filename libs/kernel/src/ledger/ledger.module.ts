import { Module } from '@nestjs/common'
import { LedgerController } from './ledger.controller.ts'
import { LedgerService } from './ledger.service.ts'

@Module({ controllers: [LedgerController], providers: [LedgerService], exports: [LedgerService] })
export class LedgerModule {}
