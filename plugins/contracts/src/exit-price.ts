// What leaving early costs: the lines that hold on that day, each within its limit, together within that of all.
import { formatAmount, formatDecimal, holdsOn, timesWords } from '@farthing/plugin-sdk'
import type { Step } from '@farthing/plugin-sdk'
import type { EarlyExit } from './agreements.ts'
import type { Contract, ExitFee } from './contract.ts'

export interface ExitPrice {
  /** Micro. */
  readonly exact: bigint
  readonly inputs: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export function exitPrice(
  { exitMost, exits }: Pick<Contract, 'exitMost' | 'exits'>,
  early: EarlyExit,
  currency: string
): ExitPrice {
  const told = (micro: bigint): string => formatAmount(micro, currency)
  const holding = exits.filter(exit => holdsOn(exit, early.signed, early.on))
  const sum = holding.reduce((total, exit) => total + priceOf(exit, early), 0n)
  const exact = exitMost !== null && exitMost < sum ? exitMost : sum
  const steps = holding.flatMap(exit => stepsOf(exit, early, told))
  if (holding.length > 1) steps.push(step('together', sum))
  if (exact < sum) steps.push(step(`in all at most ${told(exact)}`, exact))
  const inputs = { end: early.end.toString(), months: String(early.monthsLeft), ...shareInputs(holding) }
  return { exact, inputs, steps }
}

function wholeOf({ amount, basis }: ExitFee, { monthsLeft }: EarlyExit): bigint {
  return basis === 'once' ? amount : amount * BigInt(monthsLeft)
}

function priceOf(exit: ExitFee, early: EarlyExit): bigint {
  const whole = wholeOf(exit, early)
  return exit.most !== null && exit.most < whole ? exit.most : whole
}

function stepsOf(exit: ExitFee, early: EarlyExit, told: (micro: bigint) => string): Step[] {
  const [whole, price] = [wholeOf(exit, early), priceOf(exit, early)]
  const what =
    exit.basis === 'once' ? 'once, for leaving early' : `${early.monthsLeft} months left x ${told(exit.amount)}`
  const steps = [step([what, ...timesWords(exit)].join(' '), whole)]
  return price < whole ? [...steps, step(`at most ${told(price)}`, price)] : steps
}

function step(detail: string, result: bigint): Step {
  return { step: 'amount', detail, result: formatDecimal(result, 6) }
}

function shareInputs(holding: readonly ExitFee[]): Record<string, string> {
  const shares = holding.flatMap(({ share }) => (share === null ? [] : [share]))
  const [first] = shares
  if (first === undefined) return {}
  const share = shares.map(({ percent }) => `${formatDecimal(percent, 6).replace(/\.?0+$/, '')}%`).join(' + ')
  return { rent: formatDecimal(first.rent, 6), share }
}
