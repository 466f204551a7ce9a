import { Module } from '@nestjs/common'
import { DeedsModule } from '../deeds/index.ts'
import { UsageModule } from '../usage/index.ts'
import { DeedImportsController } from './deed-imports.controller.ts'
import { DeedImports } from './deed-imports.service.ts'

/** Bodies of files are read as usage does. */
@Module({
  imports: [DeedsModule, UsageModule],
  controllers: [DeedImportsController],
  providers: [DeedImports],
  exports: [DeedImports]
})
export class DeedImportsModule {}
