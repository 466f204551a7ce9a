import { Module } from '@nestjs/common'
import { ImportRegister } from './import-register.ts'
import { QuarantineController } from './quarantine.controller.ts'
import { UsageQuarantine } from './quarantine.service.ts'
import { RatedUsageController } from './rated-usage.controller.ts'
import { RatedUsage } from './rated-usage.service.ts'
import { RatingSetups } from './rating-setup.ts'
import { UsageBodies } from './usage-bodies.ts'
import { UsageImportsController } from './usage-imports.controller.ts'
import { UsageImports } from './usage-imports.service.ts'

@Module({
  controllers: [UsageImportsController, QuarantineController, RatedUsageController],
  providers: [ImportRegister, RatingSetups, UsageBodies, UsageImports, UsageQuarantine, RatedUsage],
  exports: [UsageImports, UsageQuarantine, RatedUsage]
})
export class UsageModule {}
