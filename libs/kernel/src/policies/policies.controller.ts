import { Controller, Get, Inject, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers } from '../http/index.ts'
import { Policies } from './policies.service.ts'
import { LookProblemsQuery, LookProblemsView, lookProblemView } from './policies.views.ts'

@ApiTags('services')
@Controller('policies')
export class PoliciesController {
  constructor(@Inject(Policies) private readonly policies: Policies) {}

  @Get('problems')
  @Answers(LookProblemsView, {
    summary: 'Accounts about which policies could not be asked, why, and when they are tried again.'
  })
  async problems(
    @Query({ schema: LookProblemsQuery }) { after, limit }: z.output<typeof LookProblemsQuery>
  ): Promise<LookProblemsView> {
    const found = await this.policies.problems({ after, limit: limit + 1 })
    const page = found.slice(0, limit)
    return { problems: page.map(lookProblemView), next: found.length > limit ? (page.at(-1)?.account ?? null) : null }
  }
}
