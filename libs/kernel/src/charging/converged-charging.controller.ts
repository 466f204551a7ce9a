import { hash } from 'node:crypto'
import { bareAddress } from '@farthing/simulator'
import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common'
import { ApiHeader, ApiTags } from '@nestjs/swagger'
import type { z } from 'zod'
import { Answers, AnswersNothing, Direct, Refused, valueOf } from '../http/index.ts'
import { Clock, ID_FORM, Ids, KeepsOwnKeys } from '../persistence/index.ts'
import type { ChargingAnswer, UnitAsk } from './asks.ts'
import { CONVERGED_REFUSED } from './charging-refused.ts'
import { ChargingService } from './charging.service.ts'
import {
  askedTwice,
  chargingDataResponse,
  ChargingDataRequest,
  ChargingDataResponse,
  ChargingDataUpdate,
  partiesOf,
  toldUse,
  unitAsks
} from './converged-charging.views.ts'

const ROOT = 'nchf-convergedcharging/v3/chargingdata'
/** What a path may end with: whoever gave it, it is quoted and kept. */
const REFERENCE = /^[\x21-\x7e]{1,100}$/
const OwnKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'Left out: a session is known by subscriberIdentifier and chargingId, an update by its invocationSequenceNumber.'
})

interface Headed {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}
interface Reply {
  header(name: string, value: string): unknown
}

@ApiTags('charging')
@Controller(ROOT)
@KeepsOwnKeys()
export class ConvergedChargingController {
  constructor(
    @Inject(ChargingService) private readonly charging: ChargingService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids
  ) {}

  @Post()
  @OwnKey
  @Direct()
  @Answers(ChargingDataResponse, { status: 201, summary: 'Opens a charging session and grants its first quotas.' })
  async create(
    @Body({ schema: ChargingDataRequest }) body: z.output<typeof ChargingDataRequest>,
    @Req() request: Headed,
    @Res({ passthrough: true }) reply: Reply
  ): Promise<ChargingDataResponse> {
    const parties = partiesOf(body)
    if (parties === undefined) {
      const message =
        'say it, such as "voice", or send iMSChargingInformation, sMSChargingInformation or pDUSessionChargingInformation'
      throw new Refused(400, 'service-missing', `The service is not known: ${message}.`, [
        { field: 'serviceSpecificationInfo', message }
      ])
    }
    refuseAskedTwice(body)
    const { chargingId, invocationTimeStamp, multipleUnitUsage, subscriberIdentifier } = body
    const own = chargingId === undefined ? this.ids.next() : `${subscriberIdentifier}:${chargingId}`
    const units = unitAsks(multipleUnitUsage)
    const outcome = await this.charging.ask({
      kind: 'open',
      ...{ key: keyOf(request) ?? `nchf:${own}`, digest: digest(body, units) },
      ...{ subscriber: bareAddress(subscriberIdentifier), ...parties },
      startedAt: invocationTimeStamp === undefined ? this.clock.now() : Temporal.Instant.from(invocationTimeStamp),
      units
    })
    const answer = valueOf(outcome, CONVERGED_REFUSED)
    reply.header('location', `/${ROOT}/${answer.session}`)
    return this.#response(answer, body)
  }

  @Post(':chargingDataRef/update')
  @OwnKey
  @Direct()
  @Answers(ChargingDataResponse, { summary: 'Reports what was used, and grants more.' })
  async update(
    @Param('chargingDataRef') session: string,
    @Body({ schema: ChargingDataUpdate }) body: z.output<typeof ChargingDataUpdate>,
    @Req() request: Headed
  ): Promise<ChargingDataResponse> {
    refuseAskedTwice(body)
    return this.#response(await this.#goOn(session, body, { request, close: false }), body)
  }

  @Post(':chargingDataRef/release')
  @OwnKey
  @Direct()
  @AnswersNothing('Reports the last of what was used, and closes the session.')
  async release(
    @Param('chargingDataRef') session: string,
    @Body({ schema: ChargingDataUpdate }) body: z.output<typeof ChargingDataUpdate>,
    @Req() request: Headed
  ): Promise<void> {
    await this.#goOn(session, body, { request, close: true })
  }

  async #goOn(
    named: string,
    body: ChargingDataUpdate,
    { close, request }: { readonly request: Headed; readonly close: boolean }
  ): Promise<ChargingAnswer> {
    if (!REFERENCE.test(named)) throw new Refused(404, 'unknown-session', `There is no charging session ${named}.`)
    const session = ID_FORM.test(named) ? named.toLowerCase() : named
    const key = keyOf(request) ?? `nchf:${session}:${body.invocationSequenceNumber}`
    const units = unitAsks(body.multipleUnitUsage)
    const shared = { session, close, key, digest: digest({ close, ...body }, units), told: toldUse(body), units }
    return valueOf(await this.charging.ask({ kind: 'go-on', ...shared }), CONVERGED_REFUSED)
  }

  #response(answer: ChargingAnswer, body: ChargingDataUpdate): ChargingDataResponse {
    return chargingDataResponse(answer, { at: this.clock.now(), sequence: body.invocationSequenceNumber })
  }
}

/** What the caller chose, apart from the keys that are made here. */
function keyOf({ headers }: Headed): string | undefined {
  const key = headers['idempotency-key']
  return typeof key === 'string' && key.trim() !== '' ? `own:${key.slice(0, 255)}` : undefined
}

/** Of what charging goes by: when a request was sent, and that it was sent before, makes no other request of it. */
function digest(body: ChargingDataUpdate & { readonly close?: boolean }, units: readonly UnitAsk[]): string {
  const { chargingId, close, invocationSequenceNumber, subscriberIdentifier } = body
  const told = [subscriberIdentifier, chargingId, invocationSequenceNumber, partiesOf(body), close, units]
  return hash('sha256', JSON.stringify(told))
}

function refuseAskedTwice({ multipleUnitUsage = [] }: ChargingDataUpdate): void {
  const place = askedTwice(multipleUnitUsage)
  if (place < 0) return
  const field = `multipleUnitUsage[${place}].ratingGroup`
  const message = `units of group ${multipleUnitUsage[place]?.ratingGroup} are asked for twice: ask once, for all that is wanted`
  throw new Refused(400, 'invalid-request', `${field}: ${message}.`, [{ field, message }])
}
