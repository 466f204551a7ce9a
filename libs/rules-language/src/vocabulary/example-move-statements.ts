// Another number, another account and another bill day, in an example.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { known, of, on } from './example-slots.ts'

export const renumberStatement = defineStatement({
  id: 'kernel.example-renumber',
  in: ['example'],
  pattern: 'on <on> renumber to <number> [instead of <old>] [for <of>] [, known on <known>]',
  slots: {
    on,
    number: { kind: 'text', doc: 'the new number or login' },
    old: {
      kind: 'text',
      optional: true,
      doc: 'which one it takes the place of; the first when left out: the name after `as`, or what took its place, also beside `numbers`'
    },
    of,
    known
  },
  doc: 'The subscription has another number from that day on. The name after `as` of its `subscribe`, or that of the plan, counts as its first number: to give it another in the place of one of its `numbers`, say which with `instead of`.',
  example: 'on 2026-03-16 renumber to "+61412000002"'
})

export const moveStatement = defineStatement({
  id: 'kernel.example-move',
  in: ['example'],
  pattern: 'on <on> move (to | from) account <account> [for <of>] [, known on <known>]',
  slots: { on, account: { kind: 'name', doc: 'a name for the other account' }, of, known },
  doc: 'The subscription goes to another account on that day, or comes back from it: what it costs from then on is billed there, or here.',
  example: 'on 2026-03-16 move to account dealer'
})

export const moveBillDayStatement = defineStatement({
  id: 'kernel.example-move-bill-day',
  in: ['example'],
  pattern: 'on <on> move bill day to <day> [, known on <known>]',
  slots: { on, day: { kind: 'count', min: 1, max: 31, doc: 'the day of the month, 1 to 31' }, known },
  doc: 'The account has another bill day from that day on.',
  example: 'on 2026-03-16 move bill day to 20'
})

export const exampleMoveStatements: readonly Signature[] = [renumberStatement, moveStatement, moveBillDayStatement]
