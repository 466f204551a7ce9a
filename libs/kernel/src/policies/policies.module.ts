import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/index.ts'
import { MessagesModule } from '../messages/index.ts'
import { ServicesModule } from '../services/index.ts'
import { PoliciesController } from './policies.controller.ts'
import { Policies } from './policies.service.ts'
import { PolicyJob } from './policy-job.ts'
import { PolicyRules } from './policy-rules.ts'

@Module({
  imports: [AccountsModule, ServicesModule, MessagesModule],
  controllers: [PoliciesController],
  providers: [Policies, PolicyRules, PolicyJob],
  exports: [Policies]
})
export class PoliciesModule {}
