import type { Match } from '../signature/match.ts'
import { parseFile } from './parse-file.ts'
import { sampleCatalogue } from './sample-signatures.ts'

const catalogue = sampleCatalogue()

function parse(text: string) {
  const { matches, diagnostics } = parseFile({ file: 'x.rules', text }, catalogue)
  return { matches, problems: diagnostics.map(({ code, line, column }) => `${line}:${column} ${code}`), diagnostics }
}

function outline(matches: readonly Match[]): unknown[] {
  return matches.map(match =>
    match.children.length > 0 ? [match.signature.id, ...outline(match.children)] : match.signature.id
  )
}

describe('parseFile', () => {
  it('yields matches with their slots, clauses, places and blocks', () => {
    const { matches, problems } = parse(
      'plan a "A" {\n  rent 40.00 per month in advance, prorated by day of 30\n  tariff voice, sms\n}\n'
    )
    expect(problems).toEqual([])
    expect(outline(matches)).toEqual([['kernel.plan', 'recurring.rent', 'usage.tariffs']])
    const [plan] = matches
    const [rent, tariffs] = plan?.children ?? []
    expect(rent?.slots).toEqual({
      amount: { micro: 40_000_000n, currency: null },
      period: { unit: 'month', count: 1 },
      basis: 'day of 30'
    })
    expect(rent?.chosen).toEqual(['in advance', 'prorated by'])
    expect([rent?.has('in advance'), rent?.has('in arrears')]).toEqual([true, false])
    expect(rent?.place).toEqual({ file: 'x.rules', line: 2, column: 3 })
    expect(rent?.slotPlace('amount')).toEqual({ file: 'x.rules', line: 2, column: 8 })
    expect(tariffs?.slotPlace('tariffs', 1)).toEqual({ file: 'x.rules', line: 3, column: 17 })
    expect([plan?.start, plan?.end]).toEqual([0, 91])
  })

  it('ends statements at ; and lines, joins lines after a comma, takes blocks on one line', () => {
    const { matches, problems } = parse(
      'plan a "A" { setup 1.00; tariff x,\n  y; bond 2.00 { refund after 12 on-time payments } setup 3.00 } plan b "B" { }'
    )
    expect(problems).toEqual([])
    expect(outline(matches)).toEqual([
      ['kernel.plan', 'setup.setup', 'usage.tariffs', ['bonds.bond', 'bonds.refund'], 'setup.setup'],
      'kernel.plan'
    ])
  })

  it('ends a list where the next clause begins', () => {
    const { matches } = parse(
      'plan a "A" {\n  include 1 GB of data to roll, share, roll over 1 cycle, share with account\n}'
    )
    const [include] = matches[0]?.children ?? []
    expect(include?.slots['zones']).toEqual(['roll', 'share'])
    expect(include?.chosen).toEqual(['to', 'roll over', 'share with account'])
  })

  it('takes a quoted name where the word would read as a clause', () => {
    const { matches, problems } = parse('tariff "for" for voice { }')
    expect(problems).toEqual([])
    expect(matches[0]?.slots['name']).toBe('for')
  })

  it('finds the forgotten } by the first column, and everything after it', () => {
    const { matches, problems } = parse(
      'tariff a for voice {\n  rates {\n    | zone | price |\n    | x | free |\nplan b "B" {\n  setup 1 min\n}\n'
    )
    expect(problems).toEqual(['1:20 R0010', '2:9 R0010', '6:9 R0032'])
    expect(outline(matches)).toEqual([['kernel.tariff', 'kernel.rates'], 'kernel.plan'])
  })

  it('reads the block whose { was forgotten', () => {
    const { matches, problems } = parse('plan b "B"\n  setup 1.00\n  setup 1 min\n}\nplan c "C" {\n}\n')
    expect(problems).toEqual(['1:11 R0014', '3:9 R0032'])
    expect(outline(matches)).toEqual(['kernel.plan'])
  })

  it('reads on in the block of a statement that is wrong or misspelt, not in that of an unknown one', () => {
    expect(parse('plan b {\n  setup 1 min\n}\n').problems).toEqual(['1:7 R0023', '2:9 R0032'])
    expect(parse('plam b "B" {\n  setup 1 min\n}\n').problems).toEqual(['1:1 R0020', '2:9 R0032'])
    expect(parse('policy b {\n  setup 1 min\n  { x }\n}\n').problems).toEqual(['1:1 R0020'])
  })

  it('reads on after a text without an end', () => {
    expect(parse('operator "X {\n  currency 5 GB\n}\nplan a "A {\n  setup 1 min\n}\n').problems).toEqual([
      '1:10 R0002',
      '2:12 R0022',
      '4:8 R0002',
      '5:9 R0032'
    ])
  })

  it('checks what a block needs and what stands in it once', () => {
    const { diagnostics, problems } = parse('operator "X" {\n  time zone "A"\n  time zone "B"\n}\n')
    expect(problems).toEqual(['1:1 R0070', '3:3 R0071'])
    expect(diagnostics[0]?.message).toBe('this `operator` has no `currency`; write, for example: currency AUD')
    expect(diagnostics[1]?.related).toEqual([
      { message: 'the first one', place: { file: 'x.rules', line: 2, column: 3 } }
    ])
    expect(parse('operator "X" {\n  currencyy AUD\n}\n').problems).toEqual(['2:3 R0020'])
  })

  it('does not let a comma at the end of a line take in a top-level statement', () => {
    expect(parse('zones a from "b",\nplan b "B" {\n}\n').problems).toEqual(['1:17 R0028'])
  })

  it('refuses rows where no table stands', () => {
    expect(parse('| a |\nplan b "B" {\n  | a |\n  | b |\n}\n').problems).toEqual(['1:1 R0016', '3:3 R0016'])
  })
})
