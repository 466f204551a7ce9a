import { unknownSuspension } from './unknown-suspension.ts'

const on = Temporal.PlainDate.from('2026-03-10')
const known = ['holiday', 'debt']

it.each([
  [
    'dept',
    known,
    'the rules of 2026-03-10 have no kind of suspension "dept"; did you mean debt? There are: holiday, debt'
  ],
  ['theft', known, 'the rules of 2026-03-10 have no kind of suspension "theft"; there are: holiday, debt'],
  [
    'debt',
    [],
    'the rules of 2026-03-10 name no kinds of suspension: leave it out, or name them in the operator: suspensions holiday, debt'
  ],
  ['debt', known, null],
  [undefined, [], null]
])('suspension %s of %j: a full stop ends what is said of it', (suspension, names, said) => {
  expect(unknownSuspension(suspension, { on, known: names })).toBe(said)
})
