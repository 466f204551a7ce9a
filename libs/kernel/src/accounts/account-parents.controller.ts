import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { AccountParents } from './account-parents.service.ts'
import { NewParentBody, ParentView } from './account-parents.views.ts'

@ApiTags('accounts')
@Controller('accounts/:account/parents')
export class AccountParentsController {
  constructor(@Inject(AccountParents) private readonly parents: AccountParents) {}

  @Get()
  @Answers(ParentView, { list: true, summary: "An account's parents and its children, past and to come." })
  async list(@Param('account') reference: string): Promise<ParentView[]> {
    return found(await this.parents.of(reference), 'account', reference)
  }

  @Post()
  @Answers(ParentView, { list: true, status: 201, summary: 'Gives an account a parent from a day on, or ends that.' })
  async set(
    @Param('account') reference: string,
    @Body({ schema: NewParentBody }) { billing, from, parent }: z.output<typeof NewParentBody>
  ): Promise<ParentView[]> {
    const day = from === undefined ? undefined : Temporal.PlainDate.from(from)
    return valueOf(await this.parents.set(reference, { parent, billing, from: day }), {
      ...{ 'unknown-account': 404, 'unknown-parent': [422, 'parent'], 'parent-closed': [409, 'parent'] },
      ...{ 'other-currency': [422, 'parent'], 'before-account-opened': [422, 'from'] },
      ...{ 'own-parent': [409, 'parent'], 'no-parent': [409, 'from'] }
    } as const)
  }

  @Post(':entry/withdraw')
  @Answers(ParentView, { list: true, summary: 'Takes an entry back, as if it had never been made.' })
  async withdraw(@Param('account') reference: string, @Param('entry') entry: string): Promise<ParentView[]> {
    const missing = { 'unknown-account': 404, 'unknown-entry': 404 } as const
    const refusals = { ...missing, 'withdrawn-already': 409, 'own-parent': 409, 'parent-closed': 409 } as const
    return valueOf(await this.parents.withdraw(reference, entry), refusals)
  }
}
