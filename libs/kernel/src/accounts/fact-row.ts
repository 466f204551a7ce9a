// A fact as a row: what all kinds share in columns, the rest as JSON (amounts as text: JSON has no exact integers).
import type { ChangeRequest, ChangeTime, Fact } from '@farthing/billing-core'

export interface FactRow {
  readonly account: string
  readonly id: string
  readonly kind: string
  readonly effective: string
  readonly known: string
  readonly supersedes: string | null
  readonly subscription: string | null
  readonly details: Readonly<Record<string, unknown>>
}

export function rowOf(account: string, fact: Fact): FactRow {
  const { id, kind, effective, known, supersedes, ...rest } = fact
  const { subscription = null, ...details } = rest as { subscription?: string | null } & Record<string, unknown>
  const plain = JSON.parse(JSON.stringify(details, textOfBigint)) as Record<string, unknown>
  return {
    account,
    id,
    kind,
    effective: effective.toString(),
    known: known.toString(),
    supersedes,
    subscription,
    details: plain
  }
}

export function factOf(row: FactRow): Fact {
  const { kind, details, subscription } = row
  const base = {
    id: row.id,
    effective: Temporal.PlainDate.from(row.effective),
    known: Temporal.Instant.from(row.known),
    supersedes: row.supersedes
  }
  switch (kind) {
    case 'item':
      return { ...base, ...details, kind, subscription, amount: BigInt(String(details['amount'])) } as Fact
    case 'invoice-settled':
      return { ...base, ...details, kind, due: dateIn(details, 'due'), settled: dateIn(details, 'settled') } as Fact
    case 'tax-exempted':
      return { ...base, ...details, kind, until: details['until'] === null ? null : dateIn(details, 'until') } as Fact
    case 'deed':
    case 'subscribed':
    case 'tax-place-changed':
      return { ...base, ...details, kind, subscription } as Fact
    case 'moved':
    case 'plan-changed':
    case 'renumbered':
    case 'feature-on':
    case 'feature-off':
    case 'suspended':
    case 'resumed':
    case 'terminated':
      return { ...base, ...details, ...requestIn(details), kind, subscription } as Fact
    case 'account-opened':
    case 'bill-day-changed':
    case 'withdrawn':
      return { ...base, ...details, kind } as Fact
    default:
      throw new Error(`Fact ${row.id} of account ${row.account} is of an unknown kind '${kind}'`)
  }
}

function requestIn({ request }: FactRow['details']): { readonly request?: ChangeRequest } {
  if (request === undefined) return {}
  const { asked, when } = request as { readonly asked: string; readonly when: ChangeTime }
  return { request: { asked: Temporal.PlainDate.from(asked), when } }
}

function dateIn(details: FactRow['details'], name: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(String(details[name]))
}

function textOfBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
