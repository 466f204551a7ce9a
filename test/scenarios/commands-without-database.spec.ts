import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing, type Run } from './farthing.ts'

/** Nest, the ORM and the database drivers cannot be imported here. */
const light = (words: readonly string[], input: string | Buffer = ''): Run =>
  farthing(words, { input, node: '--import ./test/scenarios/refuse-heavy-modules.mjs' })

const OPERATOR = 'operator "Test" {\n  currency AUD\n  time zone "Australia/Melbourne"\n  round half up to 0.01\n}\n'

describe('commands that need no database', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-commands-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function put(name: string, text: string): string {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  it('help', () => {
    expect(light(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Usage: farthing'), err: '' })
  })

  it('fmt leaves a file alone that is not UTF-8, and says so', () => {
    const latin = join(folder, 'latin.farthing')
    const bytes = Buffer.from('plan  p "Caf\u00e9" { }\n', 'latin1')
    writeFileSync(latin, bytes)
    expect(light(['fmt', latin])).toMatchObject({ code: 1, err: expect.stringContaining('it is not UTF-8 text') })
    expect(readFileSync(latin)).toEqual(bytes)
  })

  it('fmt refuses stdin that is not UTF-8 like a file', () => {
    const run = light(['fmt', '-'], Buffer.from([0xff]))
    expect(run).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('stdin cannot be read: it is not UTF-8')
    })
  })

  it.each([
    ['a block that is never closed', 'plan p "P" {\nsetup   1.00\n', 'R0010', ':1:12'],
    ['a text without an end', 'plan p "P {\nsetup   1.00\n}\n', 'R0002', ':1:8']
  ])('fmt leaves %s as written, says where it is, and ends with 1', (_, text, code, place) => {
    const file = put('open.farthing', text)
    for (const words of [[file], ['--check', file]]) {
      const run = light(['fmt', ...words])
      expect(run).toMatchObject({ code: 1, out: 'one file, 1 cannot be formatted\n' })
      expect(run.err).toContain(code)
      expect(run.err).toContain(`open.farthing${place}`)
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
    const json = JSON.parse(light(['fmt', '--check', '--json', file]).out)
    expect(json).toMatchObject({ files: 1, changed: [], unformatted: [{ code, file }] })
    expect(light(['fmt', '-'], text)).toMatchObject({
      code: 1,
      out: text,
      err: expect.stringContaining(`stdin${place}`)
    })
  })

  it('check finds the rules of the demo operator sound', () => {
    const run = light(['check', 'rules', '--json'])
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({
      ok: true,
      errors: 0,
      version: expect.stringMatching(/^sha256:[0-9a-f]{64}$/)
    })
  })

  it('check shows every mistake with its place, the line and a caret, and exits with 1', () => {
    const file = put(
      'wrong.farthing',
      `${OPERATOR}plan mobile-40 "Mobile 40" {\n  rent 40.00 per month\n  rnet 1.00\n  setup ten\n}\n`
    )
    const run = light(['check', file])
    expect(run.code).toBe(1)
    expect(run.out).toContain('wrong.farthing:8:3')
    expect(run.out).toContain('wrong.farthing:9:9')
    expect(run.out).toMatch(/\^/)
    expect(run.out).toContain('wrong:')
    expect(run.err).toBe('')
    const json = JSON.parse(light(['check', file, '--json']).out)
    expect(json).toMatchObject({ ok: false, version: null })
    expect(json.diagnostics[0]).toMatchObject({ file: 'wrong.farthing', line: 8, column: 3, severity: 'error' })
  })

  it('check of a rule file that is no text is about the rules: 1', () => {
    const file = join(folder, 'latin', 'a.farthing')
    mkdirSync(join(folder, 'latin'))
    writeFileSync(file, Buffer.from('caf\xe9', 'latin1'))
    const run = light(['check', file])
    expect(run).toMatchObject({ code: 1, out: expect.stringContaining('a.farthing:1:4: error R0005') })
  })

  it('check of rules with a template that is not UTF-8 tells what else is wrong', () => {
    mkdirSync(join(folder, 'damaged'))
    writeFileSync(join(folder, 'damaged', 'note.hbs'), Buffer.from('{{plan}}\ncaf\xe9', 'latin1'))
    writeFileSync(join(folder, 'damaged', 'a.farthing'), 'operator "X" { currency AUX; time zone "UTC" }\n')
    const { code, out } = light(['check', join(folder, 'damaged'), '--json'])
    expect(code).toBe(1)
    const found = JSON.parse(out).diagnostics.map(
      (one: Readonly<Record<string, unknown>>) => `${one['file']}:${one['line']}:${one['column']} ${one['code']}`
    )
    expect(found).toEqual(['note.hbs:2:4 R0005', 'a.farthing:1:25 R0034'])
    expect(light(['test', join(folder, 'damaged')])).toMatchObject({ code: 1 })
    expect(light(['rate', 'x', '--format', 'csv', '--rules', join(folder, 'damaged')])).toMatchObject({ code: 1 })
  })

  it('test plays the examples and tells what differs', () => {
    const plan = `plan basic "Basic" {\n  from 2026-01-01\n  rent 10.00 per month in advance, prorated by day\n}\n`
    const example = (amount: string) =>
      `example "a month" {\n  on 2026-03-01 subscribe basic\n  on 2026-03-01 bill\n  expect invoice {\n    charge "Basic" 2026-03-01..2026-04-01 ${amount}\n  }\n}\n`
    const right = put('right.farthing', `${OPERATOR}${plan}${example('10.00')}`)
    expect(light(['test', right])).toMatchObject({ code: 0, out: expect.stringContaining('ok  a month') })
    const red = put('red.farthing', `${OPERATOR}${plan}${example('11.00')}`)
    const run = light(['test', red, '--json'])
    expect(run.code).toBe(1)
    expect(JSON.parse(run.out)).toMatchObject({
      ok: false,
      passed: 0,
      failed: 1,
      examples: [{ title: 'a month', line: 10 }]
    })
  })

  const USAGE = [
    'id,service,subscriber,to,started_at,quantity,unit',
    '1,voice,+61412345678,+61293334444,2026-03-02T10:00:00+11:00,61,s',
    '1,voice,+61412345678,+61293334444,2026-03-02T10:00:00+11:00,61,s',
    '2,voice,+61412345678,+61293334444,1970-01-01T10:00:00Z,61,s',
    '3,voice,short',
    '4,voice,+61412345678,abc,2026-03-02T10:00:00+11:00,61,s',
    ''
  ].join('\n')

  it('rate tells what became of every line, and why', () => {
    const file = put('usage.csv', USAGE)
    const words = [
      'rate',
      file,
      '--format',
      'csv',
      '--rules',
      'rules',
      '--plan',
      'mobile-40',
      '--now',
      '2026-03-03T00:00:00Z',
      '--json'
    ]
    const run = light(words)
    const lines = run.out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(run.code).toBe(0)
    expect(lines.map(({ line, status, reason }) => [line, status, reason])).toEqual([
      [2, 'rated', null],
      [3, 'duplicate', null],
      [4, 'quarantined', 'too-old'],
      [5, 'quarantined', 'too-few-fields'],
      [6, 'quarantined', 'no-zone']
    ])
    expect(lines[4]).toMatchObject({ field: 'to', detail: '"abc" is no telephone number' })
    expect(lines[0]).toMatchObject({
      quantity: 61,
      billed: 90,
      amount: '0.765000',
      currency: 'AUD',
      zone: 'national',
      bands: ['peak']
    })
    expect(lines[0].explanation.rule).toMatchObject({ file: 'voice.farthing', line: expect.any(Number) })
    expect(light([...words, '--strict']).code).toBe(1)
  })

  it('rate says of what tiers price that it waits for the bill', () => {
    const file = put('data.csv', `${USAGE.split('\n')[0]}\n1,data,anna,,2026-03-02T10:00:00+11:00,15,GB\n`)
    const now = ['--now', '2026-03-03T00:00:00Z']
    const words = ['rate', file, '--format', 'csv', '--rules', 'rules', '--plan', 'internet-50', ...now]
    expect(light(words).out).toContain('rated        by tiers data-fixed-tiers, with the bill  data')
    const line = JSON.parse(light([...words, '--json']).out)
    expect(line).toMatchObject({ status: 'rated', amount: null, waitsFor: 'data-fixed-tiers', billed: 15_000_000_000 })
    expect(line.explanation.steps).toContainEqual(
      expect.objectContaining({ detail: 'without what tiers price when the bill is made', result: '0.000000' })
    )
  })

  it('simulate plays a life, and refuses by name what is not built', () => {
    const facts = [
      { on: '2026-09-01', do: 'subscribe', as: '0412345678', plan: 'mobile-40' },
      { on: '2026-10-01', do: 'bill' }
    ]
    const life = { account: { billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' }, facts }
    const run = light(['simulate', '-', '--rules', 'rules', '--json'], JSON.stringify(life))
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({
      invoices: [{ number: 'INV-000001', total: expect.any(String) }],
      journal: expect.any(Array)
    })
    const refused = light(['simulate', '-'], JSON.stringify({ ...life, facts: [{ on: '2026-09-01', do: 'feature' }] }))
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('"feature"') })
  })

  it('simulate tells a person what the customer is told and what is slowed down', () => {
    const facts = [
      { on: '2026-09-01', do: 'subscribe', as: '0412345678', plan: 'mobile-20' },
      { at: '2026-09-05T10:00', do: 'use', service: 'data', quantity: '2.7 GB' },
      { on: '2026-09-20', do: 'advance' }
    ]
    const life = { account: { billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' }, facts }
    const { code, out } = light(['simulate', '-', '--rules', 'rules'], JSON.stringify(life))
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}data throttled to 1000 kbit\/s from 2026-09-05 until 2026-10-01 by policy fair-use \(/m)
    expect(out).toMatch(/^messages\n {2}2026-09-01 +invoice +Invoice INV-000001: /m)
    expect(out).toMatch(/^ {2}2026-09-05 +notice +"data-80" by sms to 0412345678/m)
  })

  it.each([
    [['check', 'nowhere'], 'there is no folder or file nowhere'],
    [['rate', 'nowhere.csv', '--format', 'csv'], 'nowhere.csv cannot be read'],
    [['rate', 'x', '--format', 'morse'], "There is no usage format 'morse'. There are: asterisk, "],
    [
      ['rate', 'x', '--format', 'csv', '--plan', 'mobile-4'],
      "the rules have no plan 'mobile-4'. Did you mean 'mobile-40'?"
    ],
    [['rate', 'x', '--format', 'csv', '--tariff', 'fax'], "the rules have no tariff 'fax'. There are: cinema, "],
    [['rate', 'x', '--format', 'csv', '--subscribers', 'nobody.csv'], 'nobody.csv cannot be read: it does not exist'],
    [['rate', 'x'], "required option '--format <code>' not specified"],
    [['simulate', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['ledger', 'export', '--json'], 'give --output FILE']
  ])('%j is a wrong call: 2 and one sentence', (words, text) => {
    const run = farthing(words)
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(text) })
    expect(run.err).not.toMatch(/^ +at /m)
  })
})
