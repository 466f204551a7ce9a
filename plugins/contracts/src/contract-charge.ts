// What a contract charges: its fee on the day of signing, and leaving it before its end.
import { compareDates, containsDate, formatAmount, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, Step, TargetCharge } from '@farthing/plugin-sdk'
import { type Agreement, agreementsOf, type EarlyExit, earlyExit } from './agreements.ts'
import type { Contract, ExitFee } from './contract.ts'
import { contractStatement } from './contract-statement.ts'

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
    return agreementsOf(subscription, deeds, heldOn)
      .flatMap(each => [...signingFee(each, input), ...exitFee(each, input)])
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
  const { exit, title } = signed.held.value
  const early = exit === null ? null : earlyExit(signed)
  if (exit === null || early === null) return []
  const whole = exit.basis === 'once' ? exit.amount : exit.amount * BigInt(early.monthsLeft)
  const exact = exit.most !== null && exit.most < whole ? exit.most : whole
  if (exact === 0n) return []
  const fee = { part: 'exit', on: early.on, exact, description: `${title}: early exit` }
  const said = { ...fee, ...exitWords(exit, early, { whole, currency: input.currency }) }
  return [chargeFor(signed, said, input)]
}

function exitWords(
  { amount, basis, most, share }: ExitFee,
  { end, monthsLeft }: EarlyExit,
  { currency, whole }: { readonly whole: bigint; readonly currency: string }
): Pick<Fee, 'inputs' | 'steps'> {
  const told = (micro: bigint): string => formatAmount(micro, currency)
  const steps: Step[] = [
    {
      step: 'amount',
      detail: basis === 'once' ? 'once, for leaving early' : `${monthsLeft} months left x ${told(amount)}`,
      result: formatDecimal(whole, 6)
    }
  ]
  if (most !== null && most < whole) {
    steps.push({ step: 'amount', detail: `at most ${told(most)}`, result: formatDecimal(most, 6) })
  }
  const rent =
    share === null
      ? {}
      : { rent: formatDecimal(share.rent, 6), share: `${formatDecimal(share.percent, 6).replace(/\.?0+$/, '')}%` }
  return { inputs: { end: end.toString(), months: String(monthsLeft), ...rent }, steps }
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
