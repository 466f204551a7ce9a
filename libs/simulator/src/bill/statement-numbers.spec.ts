import { StatementNumbers } from './statement-numbers.ts'

interface Price {
  readonly amount: bigint
  readonly per: string
}
type Said = string

/** '31 month' is a price, 'intro 50' a statement with a name, '-' none. */
function valueOf(said: Said): Price | { readonly name: string; readonly percent: bigint } {
  const [first = '', second = ''] = said.split(' ')
  return /^\d/.test(first) ? { amount: BigInt(first), per: second } : { name: first, percent: BigInt(second) }
}

/** The numbers of each version's statements. */
function numbersOf(...versions: readonly string[]): string[] {
  const numbers = new StatementNumbers()
  return versions.map(version => {
    const rules = version === '-' ? [] : version.split(', ').map(said => ({ signature: 's', value: valueOf(said) }))
    return numbers.of(rules).join(' ')
  })
}

describe('statements that only have a price', () => {
  it.each([
    ['the same', ['31 month, 5 month', '31 month, 5 month'], ['1 2', '1 2']],
    ['one at another price', ['31 month', '35 month'], ['1', '1']],
    ['one for other periods', ['31 month', '120 year'], ['1', '1']],
    ['one more below', ['31 month', '31 month, 5 month'], ['1', '1 2']],
    ['one more above', ['120 year', '5 month, 120 year'], ['1', '2 1']],
    ['one more above, and another price', ['120 year', '5 month, 130 year'], ['1', '2 1']],
    ['one more between', ['31 month, 5 month', '31 month, 7 month, 5 month'], ['1 2', '1 3 2']],
    ['places changed', ['31 month, 5 month', '5 month, 31 month'], ['1 2', '2 1']],
    ['places and a price changed', ['31 month, 5 month', '5 month, 33 month'], ['1 2', '2 1']],
    ['both prices changed', ['31 month, 5 month', '33 month, 6 month'], ['1 2', '1 2']],
    ['prices changed by place', ['31 month, 120 year', '120 month, 31 year'], ['1 2', '1 2']],
    ['the upper one removed', ['31 month, 5 month', '5 month'], ['1 2', '2']],
    ['the lower one removed', ['31 month, 5 month', '31 month'], ['1 2', '1']],
    ['two alike, and one more above', ['5 month, 5 month', '31 month, 5 month, 5 month'], ['1 2', '3 2 1']],
    ['of one two alike', ['5 month', '5 month, 5 month'], ['1', '1 2']],
    ['none, and the same again', ['31 month, 5 month', '-', '5 month, 31 month'], ['1 2', '', '2 1']],
    ['one removed, and another added', ['31 month, 5 month', '31 month', '31 month, 7 week'], ['1 2', '1', '1 2']]
  ])('%s', (_what, versions, numbers) => {
    expect(numbersOf(...versions)).toEqual(numbers)
  })
})

describe('statements that have a name', () => {
  it.each([
    ['other terms', ['intro 50', 'intro 40'], ['1', '1']],
    ['one more above', ['intro 50', 'student 5, intro 50'], ['1', '2 1']],
    ['one more above, and other terms', ['intro 50', 'student 50, intro 40'], ['1', '2 1']],
    ['places changed', ['intro 50, loyal 5', 'loyal 5, intro 50'], ['1 2', '2 1']],
    ['terms changed places', ['intro 50, loyal 5', 'intro 5, loyal 50'], ['1 2', '1 2']],
    ['another name in its place', ['intro 50', 'summer 50'], ['1', '1']],
    ['another name in another place', ['intro 50, loyal 5', 'loyal 5, summer 50'], ['1 2', '2 3']],
    ['one that comes back', ['intro 50, loyal 5', 'loyal 5', 'loyal 5, intro 50'], ['1 2', '2', '2 1']],
    ['another where one was gone before', ['spring 20', '-', 'autumn 30'], ['1', '', '2']],
    [
      'another where one was gone before, beside one that stayed',
      ['loyal 5', 'intro 50, loyal 5', 'intro 50', 'intro 50, summer 20'],
      ['1', '2 1', '2', '2 3']
    ],
    [
      'one that comes back beside who has its place',
      ['intro 50', 'summer 50', 'summer 50, intro 50'],
      ['1', '1', '1 2']
    ]
  ])('%s', (_what, versions, numbers) => {
    expect(numbersOf(...versions)).toEqual(numbers)
  })
})

it('counts each kind by itself', () => {
  const numbers = new StatementNumbers()
  const [rent, setup] = [valueOf('31 month'), valueOf('5 month')]
  const first = [
    { signature: 'rent', value: rent },
    { signature: 'setup', value: setup }
  ]
  expect(numbers.of(first)).toEqual([1, 1])
  expect(numbers.of([{ signature: 'rent', value: setup }, ...first])).toEqual([2, 1, 1])
})

it('compares what values hold, whatever that is', () => {
  const numbers = new StatementNumbers()
  const of = (day: string, ...zones: readonly string[]) => {
    return {
      signature: 's',
      value: { from: Temporal.PlainDate.from(day), zones: new Set(zones), rates: new Map([[1n, 2n]]) }
    }
  }
  numbers.of([of('2026-01-01', 'a'), of('2026-02-01', 'a')])
  expect(numbers.of([of('2026-03-01'), of('2026-02-01', 'a'), of('2026-01-01', 'a')])).toEqual([3, 2, 1])
})
