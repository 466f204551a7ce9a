// What becomes of a request at the retention desk, in an example.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { known, of, on } from './example-slots.ts'

export const acceptOfferStatement = defineStatement({
  id: 'kernel.example-accept-offer',
  in: ['example'],
  pattern: 'on <on> accept offer <offer> [for <of>] [, known on <known>]',
  slots: { on, offer: { kind: 'text', doc: 'its title' }, of, known },
  doc: 'The customer takes an offer of the retention desk and stays: the request that waits there longest is closed, and what was offered is done.',
  example: 'on 2026-05-02 accept offer "Ten for staying"'
})

export const letGoStatement = defineStatement({
  id: 'kernel.example-let-go',
  in: ['example'],
  pattern: 'on <on> let go [for <of>] [, known on <known>]',
  slots: { on, of, known },
  doc: 'The retention desk lets the customer go: the request that waits there longest is carried out, on the day that was asked for, or on this one if that has passed.',
  example: 'on 2026-05-02 let go'
})

export const exampleRetentionStatements: readonly Signature[] = [acceptOfferStatement, letGoStatement]
