import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, found, valueOf } from '../http/index.ts'
import { PocketGroups } from './pocket-groups.service.ts'
import {
  GroupsQuery,
  groupView,
  MemberEndBody,
  NewGroupBody,
  NewMemberBody,
  PocketGroupView
} from './pocket-groups.views.ts'

const REFUSED = {
  'unknown-group': 404,
  'unknown-member': 404,
  'unknown-account': [422, 'account'],
  'unknown-subscription': [422, 'subscription'],
  'already-member': [409, 'from'],
  'ends-before-it-begins': [422, 'until']
} as const

@ApiTags('pockets')
@Controller('pocket-groups')
export class PocketGroupsController {
  constructor(@Inject(PocketGroups) private readonly groups: PocketGroups) {}

  @Post()
  @Answers(PocketGroupView, { status: 201, summary: 'Makes a group whose members use pockets together.' })
  async make(@Body({ schema: NewGroupBody }) body: z.output<typeof NewGroupBody>): Promise<PocketGroupView> {
    const { name, owner } = body
    return groupView(valueOf(await this.groups.make(owner, name), { 'unknown-account': [422, 'owner'] }))
  }

  @Get()
  @Answers(PocketGroupView, { list: true, summary: 'Lists the groups that an account owns, is in or was in.' })
  async list(@Query({ schema: GroupsQuery }) { account }: z.output<typeof GroupsQuery>): Promise<PocketGroupView[]> {
    return found(await this.groups.of(account), 'account', account).map(groupView)
  }

  @Get(':group')
  @Answers(PocketGroupView, { summary: 'One group and its members, past and future.' })
  async one(@Param('group') group: string): Promise<PocketGroupView> {
    return groupView(valueOf(await this.groups.find(group), REFUSED))
  }

  @Post(':group/members')
  @Answers(PocketGroupView, { status: 201, summary: 'Takes an account, or one subscription, into a group.' })
  async join(
    @Param('group') group: string,
    @Body({ schema: NewMemberBody }) body: z.output<typeof NewMemberBody>
  ): Promise<PocketGroupView> {
    const { account, subscription } = body
    const days = { from: dayOf(body.from), until: dayOf(body.until) }
    return groupView(
      valueOf(await this.groups.join(group, { account, subscription: subscription ?? null, ...days }), REFUSED)
    )
  }

  @Post(':group/members/:member/end')
  @Answers(PocketGroupView, { summary: 'Ends a membership, moves its end, or opens it again.' })
  async end(
    @Param('group') group: string,
    @Param('member') member: string,
    @Body({ schema: MemberEndBody }) { until }: z.output<typeof MemberEndBody>
  ): Promise<PocketGroupView> {
    return groupView(valueOf(await this.groups.leave(group, member, dayOf(until)), REFUSED))
  }
}

const dayOf = (text: string | null | undefined): Temporal.PlainDate | null =>
  text === null || text === undefined ? null : Temporal.PlainDate.from(text)
