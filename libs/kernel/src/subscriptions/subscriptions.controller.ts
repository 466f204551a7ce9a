import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common'
import { pendingChanges, pendingDeeds } from '@farthing/billing-core'
import { ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { FactView, factView } from '../accounts/index.ts'
import { Answers, found, valueOf, type Outcome } from '../http/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { CHANGE_REFUSED } from './refused-statuses.ts'
import type { ChangeRefusal } from './refusals.ts'
import { SubscriptionMoves } from './moves.service.ts'
import { RenumberingService } from './renumbering.service.ts'
import type { SubscriptionState } from './subscription-recorder.ts'
import { SubscriptionsService } from './subscriptions.service.ts'
import {
  ChangeBody,
  MoveBody,
  NewSubscriptionBody,
  NumberBody,
  PlanBody,
  SuspensionBody,
  subscriptionView,
  SubscriptionView
} from './subscriptions.views.ts'

const MOVE_REFUSALS = {
  'unknown-account': [422, 'to'],
  'account-closed': [409, 'to'],
  'other-currency': [409, 'to'],
  'same-account': [422, 'to'],
  'before-account-opened': [422, 'effective']
} as const

type ChangeBody = z.output<typeof ChangeBody>

@ApiTags('subscriptions')
@Controller()
export class SubscriptionsController {
  constructor(
    @Inject(SubscriptionsService) private readonly subscriptions: SubscriptionsService,
    @Inject(RenumberingService) private readonly numbers: RenumberingService,
    @Inject(SubscriptionMoves) private readonly moves: SubscriptionMoves,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry
  ) {}

  @Post('accounts/:account/subscriptions')
  @Answers(SubscriptionView, { status: 201, summary: 'Starts a subscription.' })
  async subscribe(
    @Param('account') account: string,
    @Body({ schema: NewSubscriptionBody }) body: z.output<typeof NewSubscriptionBody>
  ): Promise<SubscriptionView> {
    const started = await this.subscriptions.subscribe(account, { ...body, ...dates(body) })
    const refusals = {
      ...CHANGE_REFUSED,
      'unknown-account': 404,
      'account-closed': 409,
      'before-account-opened': [422, 'effective'],
      'wrong-contract': [422, 'contract']
    } as const
    return this.#view(valueOf(started, refusals))
  }

  @Get('accounts/:account/subscriptions')
  @Answers(SubscriptionView, { list: true, summary: 'All subscriptions of an account, the ended ones too.' })
  async ofAccount(@Param('account') account: string): Promise<SubscriptionView[]> {
    return found(await this.subscriptions.ofAccount(account), 'account', account).map(each => this.#view(each))
  }

  @Get('subscriptions/:subscription')
  @Answers(SubscriptionView, { summary: 'One subscription with its history.' })
  async one(@Param('subscription') id: string): Promise<SubscriptionView> {
    return this.#view(found(await this.subscriptions.find(id), 'subscription', id))
  }

  @Get('subscriptions/:subscription/pending')
  @Answers(FactView, {
    list: true,
    summary:
      'Changes that are told and not due yet, in order of their days; then deeds of which the same is true, such as notice to a day to come.'
  })
  async pending(@Param('subscription') id: string): Promise<FactView[]> {
    const { account, facts, today } = found(await this.subscriptions.find(id), 'subscription', id)
    const at = { account: account.id, subscription: id, today }
    const deeds = pendingDeeds(facts, at, deed => this.plugins.registry.deeds.get(deed)?.comesOn)
    return [...pendingChanges(facts, at), ...deeds].map(factView)
  }

  @Post('subscriptions/:subscription/plan')
  @Answers(SubscriptionView, {
    summary: 'Changes the plan: from a day on, at a time such as the next cycle, or when the rules say.'
  })
  async changePlan(
    @Param('subscription') id: string,
    @Body({ schema: PlanBody }) body: z.output<typeof PlanBody>
  ): Promise<SubscriptionView> {
    return this.#done(await this.subscriptions.change(id, { kind: 'plan-changed', plan: body.plan, ...asked(body) }))
  }

  @Post('subscriptions/:subscription/number')
  @Answers(SubscriptionView, {
    summary: 'Gives it another number or login from a day on; somebody else may have the old one then.'
  })
  async renumber(
    @Param('subscription') id: string,
    @Body({ schema: NumberBody }) body: z.output<typeof NumberBody>
  ): Promise<SubscriptionView> {
    const renumbered = await this.numbers.renumber(id, { ...body, ...dates(body) })
    return this.#view(valueOf(renumbered, { ...CHANGE_REFUSED, 'identity-taken': [409, 'number'] as const }))
  }

  @Post('subscriptions/:subscription/move')
  @Answers(SubscriptionView, {
    summary: 'Moves it to another account from a day on: nothing ends and nothing begins anew.'
  })
  async move(
    @Param('subscription') id: string,
    @Body({ schema: MoveBody }) body: z.output<typeof MoveBody>
  ): Promise<SubscriptionView> {
    const moved = await this.moves.move(id, { ...body, ...dates(body) })
    return this.#view(valueOf(moved, { ...CHANGE_REFUSED, ...MOVE_REFUSALS }))
  }

  @Post('subscriptions/:subscription/features/:feature/on')
  @Answers(SubscriptionView, { summary: 'Turns a feature on from a day on.' })
  async featureOn(
    @Param('subscription') id: string,
    @Param('feature') feature: string,
    @Body({ schema: ChangeBody }) body: ChangeBody
  ): Promise<SubscriptionView> {
    return this.#done(await this.subscriptions.change(id, { kind: 'feature-on', feature, ...asked(body) }))
  }

  @Post('subscriptions/:subscription/features/:feature/off')
  @Answers(SubscriptionView, { summary: 'Turns a feature off: its last day is the day before.' })
  async featureOff(
    @Param('subscription') id: string,
    @Param('feature') feature: string,
    @Body({ schema: ChangeBody }) body: ChangeBody
  ): Promise<SubscriptionView> {
    return this.#done(await this.subscriptions.change(id, { kind: 'feature-off', feature, ...asked(body) }))
  }

  @Post('subscriptions/:subscription/suspend')
  @Answers(SubscriptionView, {
    summary: 'Suspends from a day on, because of something that the rules name or of nothing that is said.'
  })
  async suspend(
    @Param('subscription') id: string,
    @Body({ schema: SuspensionBody }) { suspension, ...body }: z.output<typeof SuspensionBody>
  ): Promise<SubscriptionView> {
    const of = suspension === undefined ? {} : { suspension }
    return this.#done(await this.subscriptions.change(id, { kind: 'suspended', ...of, ...asked(body) }))
  }

  @Post('subscriptions/:subscription/resume')
  @Answers(SubscriptionView, { summary: 'Resumes from a day on.' })
  resume(@Param('subscription') id: string, @Body({ schema: ChangeBody }) body: ChangeBody): Promise<SubscriptionView> {
    return this.#turn(id, 'resumed', body)
  }

  @Post('subscriptions/:subscription/terminate')
  @Answers(SubscriptionView, { summary: 'Ends it: the last charged day is the day before.' })
  terminate(
    @Param('subscription') id: string,
    @Body({ schema: ChangeBody }) body: ChangeBody
  ): Promise<SubscriptionView> {
    return this.#turn(id, 'terminated', body)
  }

  @Post('subscriptions/:subscription/facts/:fact/withdraw')
  @Answers(SubscriptionView, { summary: 'Takes a fact back, as if it had not happened.' })
  async withdraw(@Param('subscription') id: string, @Param('fact') fact: string): Promise<SubscriptionView> {
    return this.#done(await this.subscriptions.withdraw(id, fact))
  }

  async #turn(id: string, kind: 'resumed' | 'terminated', body: ChangeBody): Promise<SubscriptionView> {
    return this.#done(await this.subscriptions.change(id, { kind, ...asked(body) }))
  }

  #done(outcome: Outcome<SubscriptionState, ChangeRefusal>): SubscriptionView {
    return this.#view(valueOf(outcome, CHANGE_REFUSED))
  }

  #view(state: SubscriptionState): SubscriptionView {
    return subscriptionView(state)
  }
}

function asked({ asked: day, charged, pending, supersedes, when, ...body }: ChangeBody) {
  return {
    ...dates(body),
    asked: day === undefined ? undefined : Temporal.PlainDate.from(day),
    charged,
    pending,
    supersedes,
    when
  }
}

function dates(body: { readonly effective?: string | undefined }): { effective: Temporal.PlainDate | undefined } {
  return { effective: body.effective === undefined ? undefined : Temporal.PlainDate.from(body.effective) }
}
