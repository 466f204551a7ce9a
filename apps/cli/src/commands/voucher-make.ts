import {
  type GivenDeed,
  type GivenPocket,
  fillingOf,
  madeView,
  MOST_VOUCHERS,
  RulesHost,
  VouchersService
} from '@farthing/kernel'
import { instantOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { namedServices } from './pocket-terms.ts'
import { batchLine } from './voucher-list.ts'

const USUAL_PRIORITY = 100

export interface VoucherMakeOptions {
  readonly name: string
  readonly count: number
  readonly amount?: string
  readonly unit?: string
  readonly deed?: string
  /** An object, in JSON. */
  readonly fields?: string
  readonly days?: number
  /** Services, separated by commas. */
  readonly for?: string
  readonly priority?: number
  readonly until?: string
  readonly uses: number
  readonly perAccount: number
  readonly json?: true
}

/** `farthing voucher make 100 20.00 AUD --name Christmas > codes.csv`, or with `--deed grant-discount` in place of an amount. */
export async function voucherMake(options: VoucherMakeOptions, terminal: Terminal): Promise<void> {
  const { count, days, json, name, perAccount, priority, until, uses } = options
  if (count < 1 || count > MOST_VOUCHERS)
    throw new CallProblem(`A batch has 1 to ${MOST_VOUCHERS} vouchers, not ${count}.`)
  for (const [option, value] of Object.entries({ days, priority, uses, 'per-account': perAccount }))
    if (value === 0) throw new CallProblem(`--${option} is at least 1`)
  const validUntil = until === undefined ? null : instantOption(until, '--until')
  const asked = askedOf(options)
  const made = await withKernel({ command: 'farthing voucher make' }, async kernel => {
    const gives = asked.kind === 'deed' ? asked : await pocketOf(kernel.get(RulesHost), asked)
    const limits = { validUntil, usesEach: uses, usesPerAccount: perAccount }
    return kernel.get(VouchersService).make({ name, gives, ...limits }, count)
  })
  if (!made.ok) throw new FoundProblem(made.detail)
  const view = madeView(made.value)
  if (json) {
    terminal.out(`${JSON.stringify(view)}\n`)
    return
  }
  terminal.err(
    `${batchLine(made.value.batch).join('  ')}\nthe codes are printed this once: only their hashes are kept\n`
  )
  terminal.out(`serial,code\n${view.codes.map(({ code, serial }) => `${serial},${code}\n`).join('')}`)
}

type AskedPocket = Omit<GivenPocket, 'amount' | 'services'> & {
  readonly amount: string
  readonly services: readonly string[] | undefined
}

function askedOf({
  amount,
  days,
  deed,
  fields,
  for: named,
  priority,
  unit
}: VoucherMakeOptions): AskedPocket | GivenDeed {
  if (deed === undefined) {
    if (fields !== undefined) throw new CallProblem('--fields are of a deed: name it with --deed')
    if (amount === undefined || unit === undefined)
      throw new CallProblem('Say what they give: an amount and its unit, such as 20.00 AUD, or a deed with --deed')
    const services = namedServices(named)
    return { kind: 'pocket', amount, unit, services, priority: priority ?? USUAL_PRIORITY, lifetimeDays: days ?? null }
  }
  if ([amount, days, named, priority].some(value => value !== undefined))
    throw new CallProblem(
      `Vouchers that do ${deed} fill no pocket: leave amount, unit, --days, --for and --priority out`
    )
  return { kind: 'deed', deed, fields: objectOf(fields ?? '{}') }
}

function objectOf(json: string): Record<string, unknown> {
  const refused = new CallProblem(`--fields is not an object in JSON such as {"discount":"loyal"}: ${json}`)
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    throw refused
  }
  throw refused
}

async function pocketOf(rules: RulesHost, asked: AskedPocket): Promise<GivenPocket> {
  const filling = await fillingOf(rules, asked)
  if (!filling.ok) throw new FoundProblem(filling.detail)
  return { ...asked, ...filling.value }
}
