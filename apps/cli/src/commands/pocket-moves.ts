// Pockets filled, passed on and ended by hand.
import type { INestApplicationContext } from '@nestjs/common'
import {
  fillingOf,
  NewPocketBody,
  PocketEndBody,
  PocketExpiry,
  pocketTerms,
  type PocketRow,
  PocketsService,
  PocketTransferBody,
  RulesHost,
  takenOf
} from '@farthing/kernel'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { askedTerms, namedServices, TERM_NAMES, type TermOptions } from './pocket-terms.ts'
import { jsonOf, rowOf } from './pockets.ts'

interface Move {
  readonly account: string
  readonly reason: string
  readonly json?: true
}

export interface Grant extends Move, TermOptions {
  readonly amount: string
  readonly unit: string
}

export interface Transfer extends Move {
  readonly to: string
  readonly amount: string
  readonly unit: string
  readonly subscription?: string
  /** Services, separated by commas. */
  readonly for?: string
}

const NAMES = { ...TERM_NAMES, ...options('reason') }

/** `farthing pockets grant A-000001 30 points --reason welcome`. */
export async function pocketGrant({ account, json, ...grant }: Grant, terminal: Terminal): Promise<void> {
  const { amount, reason, unit } = grant
  const body = asked(NewPocketBody, { amount, unit, reason, ...askedTerms(grant) }, NAMES)
  const pocket = await withKernel({ command: 'farthing pockets grant' }, async kernel => {
    const filled = { ...(await heldOf(kernel, body)), ...pocketTerms(body), reason: body.reason }
    return valueOf(await kernel.get(PocketsService).grant(account, filled))
  })
  show(pocket, json, terminal)
}

/** `farthing pockets transfer A-000001 A-000002 10 points --reason "a gift"`: shows the new pocket of the one who receives it. */
export async function pocketTransfer(transfer: Transfer, terminal: Terminal): Promise<void> {
  const { account, for: services, json, ...fields } = transfer
  const body = asked(PocketTransferBody, { ...fields, services: namedServices(services) }, NAMES)
  const pocket = await withKernel({ command: 'farthing pockets transfer' }, async kernel => {
    const moved = { ...valueOf(await takenOf(kernel.get(RulesHost), body)), to: body.to, reason: body.reason }
    const subscription = body.subscription ?? null
    return valueOf(await kernel.get(PocketsService).transfer(account, { ...moved, subscription }))
  })
  show(pocket, json, terminal)
}

/** `farthing pockets end A-000001 3 --reason "granted twice"`. */
export async function pocketEnd(
  { account, json, number, reason }: Move & { readonly number: number },
  terminal: Terminal
): Promise<void> {
  const body = asked(PocketEndBody, { reason }, NAMES)
  const pocket = await withKernel({ command: 'farthing pockets end' }, async kernel =>
    valueOf(await kernel.get(PocketExpiry).end(account, { number, reason: body.reason }))
  )
  show(pocket, json, terminal)
}

async function heldOf(kernel: INestApplicationContext, written: Parameters<typeof fillingOf>[1]) {
  return valueOf(await fillingOf(kernel.get(RulesHost), written))
}

function show(pocket: PocketRow, json: true | undefined, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(jsonOf(pocket))}\n` : table([[pocket.accountNumber, ...rowOf(pocket)]]))
}
