// Differences on their way into the database.
import type { Difference } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { copyLine, CopyText } from '../persistence/index.ts'
import { instantOf, type OwnUse, type VendorUse } from './both-sides.ts'

const MOST_WAITING = 10_000
const LONGEST_DETAIL = 300
const COLUMNS = `tenant, reconciliation, number, kind, detail, called, line, started_there, quantity_there, price_there,
  event, account, started_here, quantity_here, price_here`
const NO_SIDE = [null, null, null, null] as const

export class DifferenceRows {
  readonly #rows = new CopyText(`reconciliation_difference (${COLUMNS})`)
  #count = 0
  #waiting = 0

  constructor(
    private readonly tenant: string,
    private readonly reconciliation: number
  ) {}

  add({ kind, ours, theirs, twice }: Difference<VendorUse, OwnUse>): void {
    const there = theirs === null ? NO_SIDE : [theirs.line, instantOf(theirs.startedAt), theirs.quantity, theirs.price]
    const here =
      ours === null ? [null, ...NO_SIDE] : [ours.id, ours.account, instantOf(ours.startedAt), ours.quantity, ours.price]
    const called = (theirs ?? ours)?.called ?? ''
    this.#add([kind, twice ? 'twice' : '', called, ...there, ...here])
  }

  addMalformed(line: number, detail: string): void {
    this.#add(['malformed', plain(detail), '', line, null, null, null, null, ...NO_SIDE])
  }

  async drain(client: ClientBase, most = MOST_WAITING): Promise<void> {
    if (this.#waiting < most) return
    this.#waiting = 0
    await this.#rows.send(client)
  }

  #add(fields: readonly (string | number | bigint | null)[]): void {
    this.#count += 1
    this.#waiting += 1
    this.#rows.add(copyLine([this.tenant, this.reconciliation, this.#count, ...fields]))
  }
}

/** PostgreSQL keeps no NUL. */
function plain(text: string): string {
  return text.slice(0, LONGEST_DETAIL).replaceAll('\0', ' ').toWellFormed()
}
