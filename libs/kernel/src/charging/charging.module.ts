import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/index.ts'
import { RulesHostModule } from '../rules-host/index.ts'
import { UsageModule } from '../usage/index.ts'
import { ChargesController } from './charges.controller.ts'
import { ChargingJob } from './charging-job.ts'
import { ChargingService } from './charging.service.ts'
import { ConvergedChargingController } from './converged-charging.controller.ts'

@Module({
  imports: [LedgerModule, RulesHostModule, UsageModule],
  controllers: [ChargesController, ConvergedChargingController],
  providers: [ChargingService, ChargingJob],
  exports: [ChargingService]
})
export class ChargingModule {}
