import { fillingOf, type GivenPocket, madeView, NewVouchersBody, RulesHost, VouchersService } from '@farthing/kernel'
import type { z } from 'zod'
import { asked } from '../asked.ts'
import { instantOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { namedServices } from './pocket-terms.ts'
import { batchLine } from './voucher-list.ts'

export interface VoucherMakeOptions {
  readonly name: string
  readonly count: number
  readonly amount?: string
  readonly unit?: string
  readonly deed?: string
  /** An object, in JSON. */
  readonly fields?: string
  /** Of the deed's amounts. */
  readonly currency?: string
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
  const { json } = options
  const { count, gives, validUntil, ...rest } = asked(NewVouchersBody, fieldsOf(options), NAMES)
  const until = validUntil === undefined ? null : Temporal.Instant.from(validUntil)
  const made = await withKernel({ command: 'farthing voucher make' }, async kernel => {
    const given = gives.kind === 'deed' ? gives : await pocketOf(kernel.get(RulesHost), gives)
    return kernel.get(VouchersService).make({ ...rest, gives: given, validUntil: until }, count)
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

const NAMES = {
  ...{ lifetimeDays: '--days', priority: '--priority', services: '--for', validUntil: '--until' },
  ...{ name: '--name', usesEach: '--uses', usesPerAccount: '--per-account' },
  ...{ 'gives.currency': '--currency', 'gives.deed': '--deed' }
}

function fieldsOf(options: VoucherMakeOptions): z.input<typeof NewVouchersBody> {
  const { count, name, perAccount, until, uses } = options
  const validUntil = until === undefined ? undefined : instantOption(until, '--until').toString()
  return { count, name, validUntil, usesEach: uses, usesPerAccount: perAccount, ...givesOf(options) }
}

function givesOf({ amount, currency, days, deed, fields, for: named, priority, unit }: VoucherMakeOptions) {
  if (deed === undefined) {
    if (fields !== undefined) throw new CallProblem('--fields are of a deed: name it with --deed')
    if (currency !== undefined) throw new CallProblem('--currency is of a deed: the unit says that of an amount')
    if (amount === undefined || unit === undefined)
      throw new CallProblem('Say what they give: an amount and its unit, such as 20.00 AUD, or a deed with --deed')
    return { amount, unit, services: namedServices(named), priority, lifetimeDays: days }
  }
  if ([amount, days, named, priority].some(value => value !== undefined))
    throw new CallProblem(
      `Vouchers that do ${deed} fill no pocket: leave amount, unit, --days, --for and --priority out`
    )
  return { gives: { deed, fields: objectOf(fields ?? '{}'), currency } }
}

function objectOf(json: string): Record<string, string | number | boolean> {
  const refused = new CallProblem(`--fields is not an object in JSON such as {"discount":"loyal"}: ${json}`)
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    throw refused
  }
  throw refused
}

type AskedPocket = Extract<z.output<typeof NewVouchersBody>['gives'], { readonly kind: 'pocket' }>

async function pocketOf(rules: RulesHost, asked: AskedPocket): Promise<GivenPocket> {
  const filling = await fillingOf(rules, asked)
  if (!filling.ok) throw new FoundProblem(filling.detail)
  return { ...asked, ...filling.value }
}
