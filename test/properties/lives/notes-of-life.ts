// What must hold of the notes of a life: each adds up, none takes more than its invoice has, and of what is cancelled nothing is left.
import type { LifeInvoice, LifeNoteWritten, LifeResult } from '@farthing/simulator'
import { coins, sum } from './coins.ts'

export function notesFault({ balances, invoices, journal, notes }: LifeResult): string | null {
  for (const note of notes) {
    const wrong = noteFault(note)
    if (wrong !== null) return `${note.number}: ${wrong}`
  }
  for (const invoice of invoices) {
    const own = notes.filter(note => note.invoice === invoice.number)
    const wrong = invoiceFault(invoice, own) ?? (invoice.cancelledBy === null ? null : leftOf(invoice, own, journal))
    if (wrong !== null) return `${invoice.number}: ${wrong}`
  }
  return coins(balances.credit) < 0n ? `credit ${balances.credit} is less than nothing` : null
}

function noteFault({ kind, lines, net, taxes, total }: LifeNoteWritten): string | null {
  if (kind === 'write-off') return lines.length === 0 && net === total ? null : 'a write-off has no lines'
  const nets = sum(lines.map(line => line.net))
  if (nets !== coins(net)) return `net ${net}, and its lines come to ${nets}`
  const whole = coins(net) + sum(taxes.map(({ amount }) => amount))
  return whole === coins(total) ? null : `total ${total}, and net with taxes comes to ${whole}`
}

/** What is asked for is never below nothing, nor more open than that. */
function invoiceFault({ outstanding, total }: LifeInvoice, notes: readonly LifeNoteWritten[]): string | null {
  const noted = notes.reduce(
    (all, note) => all + (note.kind === 'write-off' ? 0n : signOf(note) * coins(note.total)),
    0n
  )
  const asked = coins(total) - noted
  if (coins(total) > 0n && asked < 0n) return `${noted} of ${total} is credited`
  if (coins(outstanding) < 0n) return `${outstanding} is open`
  return coins(outstanding) > (asked > 0n ? asked : 0n) ? `${outstanding} is open of ${asked}` : null
}

const signOf = ({ kind }: LifeNoteWritten): bigint => (kind === 'debit-note' ? -1n : 1n)

/** In the books: revenue, taxes and bonds of its own and of its notes. */
function leftOf(
  { number }: LifeInvoice,
  notes: readonly LifeNoteWritten[],
  journal: LifeResult['journal']
): string | null {
  const keys = new Set([
    `invoice:${number}`,
    ...notes.flatMap(note => [`credit-note:${note.number}`, `debit-note:${note.number}`])
  ])
  const left = new Map<string, bigint>()
  for (const { account, amount } of journal.filter(({ key }) => keys.has(key)).flatMap(({ postings }) => postings)) {
    if (/^(receivable|unallocated):/.test(account)) continue
    left.set(account, (left.get(account) ?? 0n) + coins(amount))
  }
  const [rest] = [...left].filter(([, amount]) => amount !== 0n)
  return rest === undefined ? null : `it is cancelled, and ${rest[1]} is left of ${rest[0]}`
}
