import { completionsAt } from './completion.ts'
import { marked } from './marked-rules.ts'

function labels(text: string): string[] {
  const { workspace, at } = marked({ 'new.farthing': text })
  return completionsAt(workspace, at).map(({ label }) => label)
}

const inPlan = (line: string): string => `plan x "X" {\n  ${line}`
const inTariff = (line: string): string => `tariff t for voice {\n  band day = daily\n  ${line}`

describe('completion', () => {
  it.each([
    ['a statement of the file', 'pl▮', ['plan <name> <title>', 'tariff <name> for <service>']],
    ['a statement of the block, the plugins among them', inPlan('▮'), ['from <from>', 'rent <amount> per <period>']],
    ['the next word', inPlan('rent 40.00 ▮'), ['per']],
    ['an amount as the example has it', inPlan('rent ▮'), ['40.00']],
    ['a period', inPlan('rent 40.00 per ▮'), ['month', 'week']],
    ['clauses, those with a comma too', inPlan('rent 40.00 per month ▮'), ['in advance', 'in arrears', 'prorated by']],
    ['the rest of a clause', inPlan('rent 40.00 per month in ▮'), ['advance', 'arrears']],
    ['what follows a comma', inPlan('rent 40.00 per month, ▮'), ['prorated by']],
    ['one of a few words', inPlan('rent 40.00 per month, prorated by ▮'), ['day', 'second']],
    ['lines of the retention desk', 'forbid terminate "No" {\n  ▮', ['goes to retention']],
    ['what an offer may be', 'forbid terminate "No" {\n  offer "Stay": ▮', ['credit']],
    ['a declared name', inPlan('tariff ▮'), ['voice']],
    ['another one', inPlan('tariff voice, ▮'), ['voice']],
    ['a label that other statements have', inPlan('family ▮'), ['mobile']],
    ['days of a band', inTariff('band x = ▮'), ['otherwise', 'weekdays', 'holidays']],
    ['the rest of a phrase', 'operator "X" {\n  round half ▮', ['up', 'even']],
    ['a CSV file', inTariff('rates from "▮"'), ['zones.csv']],
    ['the columns of a table', inTariff('rates {\n | ▮'), ['zone', 'band', 'price']],
    ['a cell with names', inTariff('rates {\n | zone | price |\n | ▮'), ['local', 'national', '*']],
    ['a cell with names of the statement around', inTariff('rates {\n | band | price |\n | ▮'), ['day', '*']],
    ['a cell with words', inTariff('rates {\n | price |\n | 0.25 per ▮'), ['minute', 'call']],
    ['units after a number', 'example "x" {\n  at 2026-03-02 10:00 use 5 ▮', ['GB', 'min', 'of']],
    ['statements that go on in their own way', 'example "x" {\n  on 2026-03-02 ▮', ['subscribe', 'pay', 'bill']]
  ])('offers %s', (_, text, wanted) => {
    expect(labels(text)).toEqual(expect.arrayContaining(wanted))
  })

  it('writes a form with braces as it stands', () => {
    const { workspace, at } = marked({ 'new.farthing': 'operator "X" {\n  invoices▮' })
    const offered = completionsAt(workspace, at).find(({ label }) => label.startsWith('invoices numbered'))
    expect(offered?.text).toBe('invoices numbered "${1:{year\\}-{number\\}}"')
  })

  it.each([
    ['in a comment', '# pl▮'],
    ['in a title', 'plan x "Mob▮'],
    ['in a block that nobody knows', 'nonsense {\n  ▮'],
    ['after a word that begins nothing', 'nonsense ▮']
  ])('offers nothing %s', (_, text) => {
    expect(labels(text)).toEqual([])
  })

  it.each([
    ['a statement', inPlan('tariff ▮')],
    ['a cell', 'tariff t for voice {\n  band "5g-max" = daily\n  rates {\n | band | price |\n | ▮']
  ])('writes a name that is no word between quotation marks in %s', (_, text) => {
    const declared = 'tariff "5g-max" for voice {\n  rates {\n    | price |\n    | free |\n  }\n}\n'
    const { workspace, at } = marked({ 'max.farthing': declared, 'new.farthing': text })
    expect(completionsAt(workspace, at).find(({ label }) => label === '5g-max')).toMatchObject({
      text: '"5g-max"',
      filter: '5g-max'
    })
  })

  it('does not offer bands of another tariff', () => {
    expect(labels(inTariff('rates {\n | band | price |\n | ▮'))).not.toContain('peak')
  })

  it('replaces the word at the cursor, and writes the comma right after the word before', () => {
    const text = inPlan('rent 40.00 per month  pro▮')
    const { workspace, at } = marked({ 'new.farthing': text })
    const prorated = completionsAt(workspace, at).find(({ label }) => label === 'prorated by')
    expect(prorated).toMatchObject({
      text: ', prorated by',
      filter: '  prorated by',
      replaces: { start: text.indexOf('  pro'), end: at.offset }
    })
  })

  it('replaces the word in a cell, not what stands before it', () => {
    const text = inTariff('rates {\n | price |\n | 0.25 pe▮')
    const { workspace, at } = marked({ 'new.farthing': text })
    const [per] = completionsAt(workspace, at)
    expect(per).toMatchObject({ label: 'per', replaces: { start: at.offset - 2, end: at.offset } })
  })

  it('writes a file name with both of its quotation marks, once', () => {
    const text = inTariff('rates from "zo▮"')
    const { workspace, at } = marked({ 'new.farthing': text })
    const start = text.indexOf('"zo')
    expect(completionsAt(workspace, at)[0]).toMatchObject({ text: '"zones.csv"', replaces: { start, end: start + 4 } })
  })

  it('fills a statement in from its example, with a stop in each value', () => {
    const { workspace, at } = marked({ 'new.farthing': 'plan x "X" {\n  ▮' })
    const [rent] = completionsAt(workspace, at).filter(({ label }) => label.startsWith('rent'))
    expect(rent?.text).toBe('rent ${1:40.00} per ${2:month} in advance, prorated by ${3:day}')
    expect(rent?.documentation).toContain('A price for every period.')
  })
})
