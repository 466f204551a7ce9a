// What debit notes and write-offs do to the ledger, and money that comes after all.
import type { PostedNote } from './invoice-postings.ts'
import { invoicePostings } from './invoice-postings.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

/** Charges lines and taxes beside an issued invoice: all of it is owed. */
export function debitNotePostings(note: Omit<PostedNote, 'owedNoMore'>): LedgerTransaction | null {
  const posted = invoicePostings({ ...note, creditUsed: 0n })
  return (
    posted && {
      ...posted,
      key: `debit-note:${note.id}`,
      description: `Debit note ${note.number} for invoice ${note.invoice}`
    }
  )
}

export interface PostedWriteOff extends Omit<PostedNote, 'lines' | 'owedNoMore'> {
  /** Micro, positive. */
  readonly amount: bigint
}

/** What is given up, taxes included. */
export function writeOffPostings(writeOff: PostedWriteOff): LedgerTransaction {
  const { number, invoice, id } = writeOff
  return writtenOff(writeOff, {
    ...{ key: `write-off:${id}`, description: `Write-off ${number} of invoice ${invoice}` },
    amount: writeOff.amount
  })
}

/** What was given up is owed again: money came after all, or the invoice was credited. `id` names the occasion. */
export function recoveryPostings(recovery: Omit<PostedWriteOff, 'number'>): LedgerTransaction {
  const { id, invoice } = recovery
  return writtenOff(recovery, {
    ...{ key: `recovery:${id}`, description: `Write-off of invoice ${invoice} taken back` },
    amount: -recovery.amount
  })
}

function writtenOff(
  { account, currency: unit, date }: Omit<PostedWriteOff, 'number'>,
  { amount, ...named }: { readonly key: string; readonly description: string; readonly amount: bigint }
): LedgerTransaction {
  const postings = [
    { ledgerAccount: 'writeoff', unit, amount },
    { ledgerAccount: `receivable:${account}`, unit, amount: -amount }
  ]
  return { ...named, date, account, postings }
}
