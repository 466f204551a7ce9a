// What a contract charges: its fee on the day of signing, leaving it before its end, and its end.
import { compareDates, containsDate, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, Step, TargetCharge } from '@farthing/plugin-sdk'
import { type Agreement, agreementsOf, earlyExit, endedOn } from './agreements.ts'
import type { Contract } from './contract.ts'
import { contractStatement } from './contract-statement.ts'
import { exitPrice } from './exit-price.ts'

type Signed = Agreement<RulePiece<Contract>>

export const contractCharge: ChargeType<Contract> = {
  code: 'contract',
  statement: contractStatement.id,
  ledger: 'revenue',
  ofWholeLife: true,
  targets(input) {
    const { deeds, pieces, subscription, through } = input
    const heldOn = (name: string, day: Temporal.PlainDate) =>
      pieces.find(piece => piece.value.name === name && containsDate(piece, day))
    const all = agreementsOf(subscription, deeds, heldOn)
    return all
      .flatMap(each => [...signingFee(each, input), ...exitFee(each, input), ...endingFee(each, all, input)])
      .filter(({ from }) => compareDates(from, through) <= 0)
  }
}

function signingFee(signed: Signed, input: ChargeInput): TargetCharge[] {
  const { setup, title } = signed.held.value
  if (setup === 0n) return []
  const step: Step = { step: 'setup', detail: 'once, on the day of signing', result: formatDecimal(setup, 6) }
  const fee = { part: 'signing', on: signed.signed, exact: setup, description: `${title}: signing`, steps: [step] }
  return [chargeFor(signed, { ...fee, inputs: {} }, input)]
}

function exitFee(signed: Signed, input: ChargeInput): TargetCharge[] {
  const early = earlyExit(signed)
  if (early === null) return []
  const { exact, inputs, steps } = exitPrice(signed.held.value, early, input.currency)
  if (exact === 0n) return []
  const fee = { part: 'exit', on: early.on, exact, description: `${signed.held.value.title}: early exit` }
  return [chargeFor(signed, { ...fee, inputs, steps }, input)]
}

function endingFee(signed: Signed, all: readonly Signed[], input: ChargeInput): TargetCharge[] {
  const { ending, title } = signed.held.value
  const on = ending === 0n ? null : endedOn(signed, all)
  if (on === null) return []
  const step: Step = { step: 'amount', detail: 'once, when the contract ends', result: formatDecimal(ending, 6) }
  const fee = { part: 'ending', on, exact: ending, description: `${title}: ending`, steps: [step] }
  return [chargeFor(signed, { ...fee, inputs: { end: on.toString() } }, input)]
}

interface Fee {
  readonly part: string
  readonly on: Temporal.PlainDate
  readonly exact: bigint
  readonly description: string
  readonly inputs: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

function chargeFor(
  { deed, held, promised, signed }: Signed,
  fee: Fee,
  { currency, subscription }: ChargeInput
): TargetCharge {
  const { at, value, version } = held
  const { description, exact, inputs, on, part, steps } = fee
  return oneOffCharge(on, {
    key: `contract:${subscription.id}:${part}:${deed}`,
    type: 'contract',
    subscription: subscription.id,
    series: `${part} ${deed}`,
    category: part === 'exit' ? 'early-exit' : 'contract',
    exact,
    description,
    rule: at,
    inputs: {
      ...{ contract: value.name, signed: signed.toString(), ...inputs },
      ...(promised === null ? {} : { promised })
    },
    steps,
    currency,
    version
  })
}
