// What an operator says of corrections by hand: who must agree, and what they may be for.
import { defineStatement } from '../signature/signature.ts'

export const approvalStatement = defineStatement({
  id: 'kernel.adjustment-approval',
  in: ['operator', 'currency'],
  pattern: 'approve adjustments above <limit>',
  slots: { limit: { kind: 'money', doc: 'the most that one person may correct alone, taxes included' } },
  doc: 'Credit notes, debit notes and write-offs of more wait until somebody else approves them. None waits, when left out. In other currencies than that of the operator all of them wait, unless their braces say a limit.',
  example: 'approve adjustments above 50.00'
})

export const reasonStatement = defineStatement({
  id: 'kernel.adjustment-reason',
  in: ['operator'],
  pattern: 'adjustment reason <code> <title>',
  slots: {
    code: { kind: 'name', doc: 'what programs and reports call it: outage' },
    title: { kind: 'text', doc: 'what is printed' }
  },
  doc: 'What credit notes, debit notes and write-offs may be for. Any code goes, when there is none.',
  example: 'adjustment reason outage "The network was down"'
})
