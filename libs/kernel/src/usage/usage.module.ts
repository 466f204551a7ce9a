import { Module } from '@nestjs/common'
import { RatingSetups } from './rating-setup.ts'
import { UsageImports } from './usage-imports.service.ts'

@Module({
  providers: [RatingSetups, UsageImports],
  exports: [UsageImports]
})
export class UsageModule {}
