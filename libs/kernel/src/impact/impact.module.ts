import { Global, Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { ImpactJudge } from '../rules-host/index.ts'
import { ImpactController } from './impact.controller.ts'
import { ImpactService } from './impact.service.ts'

/** Global: publishing asks the judge. */
@Global()
@Module({
  imports: [AccountsModule],
  controllers: [ImpactController],
  providers: [ImpactService, { provide: ImpactJudge, useExisting: ImpactService }],
  exports: [ImpactService, ImpactJudge]
})
export class ImpactModule {}
