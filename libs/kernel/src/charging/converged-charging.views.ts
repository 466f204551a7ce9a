// The part of 3GPP TS 32.291 (Nchf_ConvergedCharging) that charging goes by; what else a request carries is left aside.
import { type BaseUnit, ticksPer } from '@farthing/billing-core/values'
import { bareAddress, partyAddress } from '@farthing/simulator'
import { z } from 'zod'
import { GivenText } from '../http/index.ts'
import type { Amounts, ChargingAnswer, ToldUse, UnitAnswer, UnitAsk } from './asks.ts'
import { FinalUnitIndication, finalUnits } from './final-units.ts'

const Count = z.int().min(0)
const Address = GivenText.max(200)

/** 17 TB: what a hundred containers say together is counted exactly. */
const Amount = Count.max(2 ** 44)

const Volumes = {
  time: Count.max(31_622_400).optional().describe('Seconds.'),
  totalVolume: Amount.optional().describe('Bytes.'),
  uplinkVolume: Amount.optional(),
  downlinkVolume: Amount.optional(),
  serviceSpecificUnits: Amount.optional().describe('Messages, events, or the smallest parts of a unit of the rules.')
}

const UnitUsage = z
  .looseObject({
    ratingGroup: Count.max(4_294_967_295),
    requestedUnit: z
      .looseObject(Volumes)
      .optional()
      .describe('Without amounts: as much as is usual. Left out: nothing.'),
    usedUnitContainer: z
      .array(z.looseObject(Volumes))
      .max(100)
      .optional()
      .describe('What was used since the last request.')
  })
  .meta({ id: 'MultipleUnitUsage' })

const When = z.iso
  .datetime({ offset: true, error: 'not an instant such as 2026-03-31T00:00:00Z', abort: true })
  .refine(text => text >= '1900' && text < '2200', 'not an instant from 1900 to 2199')
  .optional()

const Subscriber = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('A number or login that a subscription holds; "msisdn-", "imsi-" and "nai-" in front are left away.')

const shared = {
  invocationTimeStamp: When,
  invocationSequenceNumber: Count,
  multipleUnitUsage: z
    .array(UnitUsage)
    .max(20)
    .optional()
    .describe(
      'A rating group asks for units once in a request; use that is said of it in several entries is added up.'
    ),
  chargingId: z.union([z.string().max(200), Count]).optional(),
  serviceSpecificationInfo: z
    .string()
    .max(100)
    .optional()
    .describe('The service of the rules, such as voice; left out, it is told by the information that follows.'),
  iMSChargingInformation: z
    .looseObject({
      callingPartyAddresses: z.array(Address).max(10).optional(),
      calledPartyAddress: Address.optional()
    })
    .optional(),
  sMSChargingInformation: z
    .looseObject({
      originatorInfo: z.looseObject({ originatorGPSI: Address.optional() }).optional(),
      recipientInfo: z
        .array(z.looseObject({ recipientGPSI: Address.optional() }))
        .max(10)
        .optional()
    })
    .optional(),
  pDUSessionChargingInformation: z.looseObject({}).optional()
}

export const ChargingDataRequest = z
  .looseObject({ ...shared, subscriberIdentifier: Subscriber })
  .meta({ id: 'ChargingDataRequest' })
export type ChargingDataRequest = z.output<typeof ChargingDataRequest>

export const ChargingDataUpdate = z
  .looseObject({
    ...shared,
    subscriberIdentifier: Subscriber.optional().describe(
      'Of no matter while its session is known. Where nobody knows it, what was used waits in quarantine, and can be rated by this, the service and the time that are told here.'
    )
  })
  .meta({ id: 'ChargingDataUpdate' })
export type ChargingDataUpdate = z.output<typeof ChargingDataUpdate>

const GrantedUnit = z
  .object({
    time: Count.optional(),
    totalVolume: Count.optional(),
    serviceSpecificUnits: Count.optional()
  })
  .meta({ id: 'GrantedUnit' })

const UnitInformation = z
  .object({
    ratingGroup: Count,
    resultCode: z.enum(['SUCCESS', 'QUOTA_LIMIT_REACHED', 'END_USER_SERVICE_DENIED', 'RATING_FAILED']),
    grantedUnit: GrantedUnit.optional(),
    validityTime: Count.optional().describe('Seconds within which the next request is to come.'),
    finalUnitIndication: FinalUnitIndication.optional(),
    detail: z.string().optional().describe('Why it could not be rated, or is denied.')
  })
  .meta({ id: 'MultipleUnitInformation' })

export const ChargingDataResponse = z
  .object({
    chargingDataRef: z.string().describe('The last part of Location: of the session.'),
    invocationTimeStamp: z.string(),
    invocationSequenceNumber: Count,
    multipleUnitInformation: z.array(UnitInformation)
  })
  .meta({ id: 'ChargingDataResponse' })
export type ChargingDataResponse = z.output<typeof ChargingDataResponse>

type Usage = z.output<typeof UnitUsage>
type Volume = NonNullable<Usage['requestedUnit']>

const NOTHING: Amounts = { seconds: null, bytes: null, units: null }

/** One for each rating group, in the order in which they are first named: what is said of a group in several entries is added up. */
export function unitAsks(usages: readonly Usage[] = []): UnitAsk[] {
  const asks = new Map<number, UnitAsk>()
  for (const { ratingGroup: group, requestedUnit, usedUnitContainer = [] } of usages) {
    const { used, wanted } = asks.get(group) ?? { used: NOTHING, wanted: null }
    const more = requestedUnit === undefined ? null : amountsOf(requestedUnit)
    asks.set(group, {
      group,
      used: usedUnitContainer.map(amountsOf).reduce(added, used),
      wanted: wanted === null || more === null ? (wanted ?? more) : added(wanted, more)
    })
  }
  return [...asks.values()]
}

/** The place of an entry that asks for units of a group that another entry has asked for, or -1: each would be taken for a grant of its own. */
export function askedTwice(usages: readonly Usage[] = []): number {
  const asking = new Set<number>()
  return usages.findIndex(({ ratingGroup, requestedUnit }) => {
    if (requestedUnit === undefined) return false
    const again = asking.has(ratingGroup)
    asking.add(ratingGroup)
    return again
  })
}

function amountsOf({ downlinkVolume, serviceSpecificUnits, time, totalVolume, uplinkVolume }: Volume): Amounts {
  const parts =
    uplinkVolume === undefined && downlinkVolume === undefined ? null : (uplinkVolume ?? 0) + (downlinkVolume ?? 0)
  return { seconds: time ?? null, bytes: totalVolume ?? parts, units: serviceSpecificUnits ?? null }
}

function added(a: Amounts, b: Amounts): Amounts {
  const sum = (x: number | null, y: number | null): number | null =>
    x === null && y === null ? null : (x ?? 0) + (y ?? 0)
  return { seconds: sum(a.seconds, b.seconds), bytes: sum(a.bytes, b.bytes), units: sum(a.units, b.units) }
}

/** The service, and who called whom. */
export function partiesOf(request: ChargingDataUpdate): { service: string; from: string; to: string } | undefined {
  const { iMSChargingInformation: ims, sMSChargingInformation: sms, serviceSpecificationInfo: named } = request
  const service = named ?? (ims ? 'voice' : sms ? 'sms' : request.pDUSessionChargingInformation ? 'data' : undefined)
  if (service === undefined) return undefined
  const from = ims?.callingPartyAddresses?.[0] ?? sms?.originatorInfo?.originatorGPSI ?? ''
  const to = ims?.calledPartyAddress ?? sms?.recipientInfo?.[0]?.recipientGPSI ?? ''
  return { service, from: partyAddress(from), to: partyAddress(to) }
}

export function toldUse(update: ChargingDataUpdate): ToldUse {
  const { invocationTimeStamp: at, subscriberIdentifier: subscriber = '' } = update
  const parties = partiesOf(update) ?? { service: '', from: '', to: '' }
  return { ...parties, subscriber: bareAddress(subscriber), at: at === undefined ? null : Temporal.Instant.from(at) }
}

export function chargingDataResponse(
  { session, units, validitySeconds }: ChargingAnswer,
  { at, sequence }: { readonly at: Temporal.Instant; readonly sequence: number }
): ChargingDataResponse {
  return {
    chargingDataRef: session,
    invocationTimeStamp: at.toString(),
    invocationSequenceNumber: sequence,
    multipleUnitInformation: units.map(unit => informationOf(unit, validitySeconds))
  }
}

function informationOf(answer: UnitAnswer, validityTime: number) {
  const { atEnd, detail, final, granted, group: ratingGroup, result: resultCode, unit } = answer
  return {
    ...{ ratingGroup, resultCode },
    ...(granted === null || unit === null ? {} : { grantedUnit: grantedUnit(granted, unit), validityTime }),
    ...(final && (granted !== null || resultCode !== 'SUCCESS') ? { finalUnitIndication: finalUnits(atEnd) } : {}),
    ...(detail === null ? {} : { detail })
  }
}

function grantedUnit(ticks: number, unit: BaseUnit) {
  const count = ticks / ticksPer(unit)
  if (unit === 'second') return { time: count }
  return unit === 'byte' ? { totalVolume: count } : { serviceSpecificUnits: count }
}
