// Batches of vouchers: made, listed and blocked.
import { randomBytes } from 'node:crypto'
import { readVoucher, VOUCHER_BYTES, voucherCode } from '@farthing/billing-core'
import { isCurrency } from '@farthing/billing-core/values'
import { Inject, Injectable } from '@nestjs/common'
import { BilledCurrency } from '../accounts/index.ts'
import { type DeedRefusalReason, DeedsService, type ReadOfDeed } from '../deeds/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, sql, takeNumbers } from '../persistence/index.ts'
import {
  addBatch,
  batchNumbered,
  type GivenDeed,
  type GivenPocket,
  listBatches,
  type VoucherBatch,
  type VoucherTerms
} from './voucher-batch.ts'
import { neverOffered } from './never-offered.ts'
import { hashed, type ListedVoucher, listVouchers } from './voucher-book.ts'

export interface MadeVouchers {
  readonly batch: VoucherBatch
  /** By serial. Nobody can read them again. */
  readonly codes: readonly string[]
}

/** All of a batch, one of its vouchers, or the voucher of a code. */
export type Blocked = { readonly batch: number; readonly serial?: number | undefined } | { readonly code: string }

export type MakeRefusal = 'already-expired' | 'other-currency' | DeedRefusalReason

export type BlockRefusal = 'unknown-batch' | 'unknown-voucher' | 'misspelt-voucher'

@Injectable()
export class VouchersService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(DeedsService) private readonly deeds: DeedsService,
    @Inject(BilledCurrency) private readonly currency: BilledCurrency,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async make(asked: VoucherTerms, count: number): Promise<Outcome<MadeVouchers, MakeRefusal>> {
    const { tenant } = this.settings
    const gives = await this.#read(asked)
    if (!gives.ok) return gives
    const terms = { ...asked, gives: gives.value }
    return this.persistence.bulk<Outcome<MadeVouchers, MakeRefusal>>(tenant, async client => {
      const madeAt = this.clock.now()
      const { validUntil } = terms
      if (validUntil !== null && Temporal.Instant.compare(validUntil, madeAt) <= 0)
        return { ok: false, reason: 'already-expired', detail: `${validUntil} is over: it is ${madeAt}.` }
      const codes = Array.from({ length: count }, () => voucherCode(randomBytes(VOUCHER_BYTES)))
      const number = Number(await takeNumbers(client, tenant, 'voucher-batch'))
      await addBatch(client, tenant, { ...terms, number, madeAt, hashes: codes.map(hashed) })
      const made = { ...terms, number, madeAt, vouchers: count, blockedAt: null, blockedBecause: null }
      const batch = { ...made, used: 0, left: count * terms.usesEach, expired: 0, blocked: 0 }
      return { ok: true, value: { batch, codes } }
    })
  }

  /** As it is kept. A deed may be refused to some accounts later, but it can be asked of any, and the rules have what it names. */
  async #read({ gives, validUntil }: VoucherTerms): Promise<Outcome<VoucherTerms['gives'], MakeRefusal>> {
    if (gives.kind === 'pocket') return (await this.#otherCurrency(gives)) ?? { ok: true, value: gives }
    const read = this.deeds.read(gives)
    if (!read.ok) return read
    const wrong = givenToNobody(read)
    if (wrong !== null) {
      const detail = `${gives.deed} cannot be given by a voucher: ${wrong}.`
      return { ok: false, reason: 'wrong-fields', detail }
    }
    const given = await this.#ofCurrency(gives, read)
    if (!given.ok) return given
    const asked = { ...read, currency: given.value.currency ?? null }
    const never = neverOffered(asked, await this.deeds.rulesNow(), { now: this.clock.now(), until: validUntil })
    if (never === null) return given
    return { ok: false, reason: 'forbidden', detail: `Nobody could redeem these vouchers: ${never}` }
  }

  /** With the currency of the amounts that the deed names: the same number would be other money to accounts in another. */
  async #ofCurrency(gives: GivenDeed, { deed, fields }: ReadOfDeed): Promise<Outcome<GivenDeed, MakeRefusal>> {
    const value = { ...gives, fields }
    const names = Object.keys(fields).filter(name => deed.fields[name]?.kind === 'money')
    if (names.length === 0 && gives.currency == null) return { ok: true, value: { ...value, currency: null } }
    const billed = await this.currency.current()
    if (billed.length === 0) {
      const detail = 'No rules say in which currencies accounts pay: publish them first.'
      return { ok: false, reason: 'other-currency', detail }
    }
    const currency = gives.currency ?? (billed.length === 1 ? billed[0] : undefined)
    if (currency !== undefined && billed.includes(currency)) return { ok: true, value: { ...value, currency } }
    const detail =
      currency === undefined
        ? `The ${names.join(' and ')} of ${gives.deed} is an amount, and accounts pay in ${billed.join(', ')}: say which currency it is of.`
        : `Nobody could redeem these vouchers: they have ${currency}, and accounts pay in ${billed.join(', ')}.`
    return { ok: false, reason: 'other-currency', detail }
  }

  /** Accounts are opened in the currencies of the rules alone. */
  async #otherCurrency({ unit }: GivenPocket) {
    const billed = await this.currency.current()
    if (!isCurrency(unit) || billed.length === 0 || billed.includes(unit)) return null
    const detail = `Nobody could redeem these vouchers: they have ${unit}, and accounts pay in ${billed.join(', ')}. Did you mean ${billed.join(' or ')}?`
    return { ok: false, reason: 'other-currency', detail } as const
  }

  /** Newest first. */
  list(page: { readonly before?: number | undefined; readonly limit: number }): Promise<VoucherBatch[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listBatches(client, tenant, { ...page, now: this.clock.now() }))
  }

  find(number: number): Promise<VoucherBatch | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => batchNumbered(client, tenant, number, this.clock.now()))
  }

  vouchersOf(batch: number, page: { readonly after: number; readonly limit: number }): Promise<ListedVoucher[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listVouchers(client, tenant, { batch, ...page }))
  }

  /** What has been used stays used. Blocked again, it keeps its first reason. */
  async block(what: Blocked, because: string): Promise<Outcome<VoucherBatch, BlockRefusal>> {
    const { tenant } = this.settings
    const now = this.clock.now()
    const target = targetOf(what)
    if (!target.ok) return target
    return this.persistence.bulk<Outcome<VoucherBatch, BlockRefusal>>(tenant, async client => {
      const { returning, table, values, where } = target.value
      const [row] = await sql<{ batch: number }>(
        client,
        `update ${table} set blocked_at = coalesce(blocked_at, $2), blocked_because = coalesce(blocked_because, $3)
         where tenant = $1 and ${where} returning ${returning} as batch`,
        [tenant, now.toString(), because, ...values]
      )
      const found = row && (await batchNumbered(client, tenant, row.batch, now))
      if (found === undefined) return unknown(what)
      const payload = { batch: found.number, ...('serial' in what ? { serial: what.serial } : {}), because }
      await this.outbox.add(client, tenant, [{ topic: 'voucher.blocked', subject: `${found.number}`, payload }])
      return { ok: true, value: found }
    })
  }
}

/** Why the same deed cannot be done to each who redeems a code. */
function givenToNobody({ deed, fields }: ReadOfDeed): string | null {
  const { knownBy = [] } = deed
  if (knownBy.length > 0) return `it is done once, whoever redeems it, for it is known by its ${knownBy.join(' and ')}`
  for (const field of Object.keys(fields)) {
    const kind = deed.fields[field]?.kind
    if (kind !== 'account' && kind !== 'partner') continue
    const who = kind === 'account' ? 'an account' : 'a partner'
    return `its ${field} is ${who}, which would be the same for whoever redeems it`
  }
  return null
}

interface Target {
  readonly table: string
  readonly where: string
  readonly values: readonly unknown[]
  readonly returning: string
}

function targetOf(what: Blocked): Outcome<Target, 'misspelt-voucher'> {
  if ('code' in what) {
    const read = readVoucher(what.code)
    if (!read.ok) return { ok: false, reason: 'misspelt-voucher', detail: read.detail }
    const values = [hashed(read.code)]
    return { ok: true, value: { table: 'voucher', where: 'code_hash = $4', values, returning: 'batch' } }
  }
  const { batch, serial } = what
  if (serial === undefined)
    return { ok: true, value: { table: 'voucher_batch', where: 'number = $4', values: [batch], returning: 'number' } }
  const where = 'batch = $4 and serial = $5'
  return { ok: true, value: { table: 'voucher', where, values: [batch, serial], returning: 'batch' } }
}

function unknown(what: Blocked): Refusal<BlockRefusal> {
  if ('code' in what) return { ok: false, reason: 'unknown-voucher', detail: 'There is no voucher of this code.' }
  const { batch, serial } = what
  if (serial === undefined)
    return { ok: false, reason: 'unknown-batch', detail: `There is no batch ${batch} of vouchers.` }
  return { ok: false, reason: 'unknown-voucher', detail: `There is no voucher ${serial} of a batch ${batch}.` }
}
