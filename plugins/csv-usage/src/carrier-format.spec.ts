import type { OpenedUsageFile, ParsedLine, UsageFormat } from '@farthing/plugin-sdk'
import { testFile } from '@farthing/plugin-sdk/testing'
import { carrierFormat } from './carrier-format.ts'
import type { FileLayout } from './file-layout.ts'
import { plugin } from './index.ts'

const TARIFFS = [
  ['voice', 'minute'],
  ['sms', 'sms'],
  ['data', 'GB']
]
  .map(
    ([service, unit]) =>
      `tariff ${service}s for ${service} {\n  rates {\n    | price |\n    | 0.10 per ${unit} |\n  }\n}\n`
  )
  .join('')

const AT = { rule: 'usage format carrier-x', file: 'test.farthing', line: 7, column: 1 }
const written = (lines: readonly string[]): ReturnType<typeof testFile> =>
  testFile(plugin, `usage format carrier-x {\n${lines.map(line => `  ${line}\n`).join('')}}\n${TARIFFS}`)

function format(...lines: string[]): UsageFormat {
  const tested = written(lines)
  if (!tested.ok) throw new Error(tested.errors.join('\n'))
  return carrierFormat(structuredClone(tested.values[0]) as FileLayout, AT)
}

function open(opens: UsageFormat, header: string | null): Extract<OpenedUsageFile, { ok: true }> {
  const opened = opens.open({ header, zone: 'Australia/Melbourne' })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}

function problems(...lines: string[]): readonly string[] {
  const tested = written(lines)
  return tested.ok ? [] : tested.errors
}

const BASIC = [
  'service is voice',
  'subscriber in payer',
  'started in begun',
  'quantity in seconds counted in s',
  'id in id'
]
const HEADER = 'id,payer,begun,seconds'

describe('a declared format', () => {
  it('reads columns by their names, in any order, whatever their capitals', () => {
    const { parse } = open(format(...BASIC), 'Seconds, BEGUN ,payer,other,Id')
    expect(parse('61,2026-03-02 10:00:00,0412345678,x,e-1')).toEqual({
      kind: 'record',
      record: {
        id: 'e-1',
        service: 'voice',
        subscriber: '0412345678',
        to: '',
        from: '',
        startedAt: Temporal.Instant.from('2026-03-01T23:00:00Z').epochMilliseconds,
        quantity: 61_000,
        unit: 'second',
        value: null,
        currency: ''
      }
    })
  })

  it('notes columns that are neither read nor listed', () => {
    const notes = (header: string, ...more: string[]) => open(format(...BASIC, ...more), header).notes?.()
    expect(notes(`${HEADER},trunk,cause`)).toEqual(['columns `trunk`, `cause` are not read'])
    expect(notes(`${HEADER},trunk,cause`, 'columns id, payer, begun, seconds, trunk')).toEqual([
      'column `cause` is not read'
    ])
    expect(notes(HEADER)).toEqual([])
  })

  it('refuses a file whose header lacks a column that it reads, and says where it is read', () => {
    const read = format(...BASIC)
    const problem = (header: string | null) => read.open({ header, zone: 'UTC' })
    expect(problem('id,payer,begun,second')).toEqual({
      ok: false,
      problem:
        'the header has no column `seconds` (is `second` meant to be it?), which usage format carrier-x reads (test.farthing:7:1)'
    })
    expect(problem('id;payer;begun;seconds')).toMatchObject({ problem: expect.stringContaining('separated as') })
    expect(problem(null)).toMatchObject({ ok: false })
    expect(problem('id,Payer,begun,payer ,seconds')).toEqual({
      ok: false,
      problem:
        'the header names column `payer` twice, which usage format carrier-x reads (test.farthing:7:1): have the file written with a name for each'
    })
    expect(problem('other,id,payer,begun,seconds,Other')).toMatchObject({ ok: true })
  })

  it('reads files without a header by the order of the columns', () => {
    const { parse } = open(
      format(...BASIC, 'no header', 'separated by tab', 'quoted by nothing', 'columns id, payer, begun, seconds'),
      'whatever the first line is'
    )
    expect(parse('"1\tanna\t2026-03-02 10:00\t5')).toMatchObject({ record: { id: '"1', subscriber: 'anna' } })
  })

  it.each([
    ['service in kind {\n    voice for "MOC", "MTC"\n  }', 'MOC', { record: { service: 'voice' } }],
    ['service in kind {\n    voice for "MOC", "MTC"\n  }', 'SMS', { field: 'service', reason: 'unknown-word' }],
    ['service in kind', 'sms', { record: { service: 'sms' } }],
    ['service in kind', ' ', { field: 'service', reason: 'empty' }]
  ])('reads a service: %s of %s', (service, text, outcome) => {
    const { parse } = open(format(...BASIC.slice(1), service), `${HEADER},kind`)
    expect(parse(`1,anna,2026-03-02 10:00,5,${text}`)).toMatchObject(outcome)
  })

  const quantity = (statements: readonly string[], text: string): ParsedLine => {
    const others = BASIC.filter(line => !line.startsWith('quantity'))
    return open(format(...others, ...statements), `${HEADER},uom`).parse(`1,anna,2026-03-02 10:00,${text}`)
  }

  it.each([
    [['quantity in seconds counted in min'], '1.5,', { record: { quantity: 90_000, unit: 'second' } }],
    [['quantity is 2 sms'], ',', { record: { quantity: 2, unit: 'message' } }],
    [['quantity in seconds as "hours:minutes:seconds"'], '01:02:03,', { record: { quantity: 3_723_000 } }],
    [['quantity in seconds as "minutes:seconds"'], '90s,', { field: 'quantity', reason: 'not-a-number' }],
    [['quantity in seconds', 'unit in uom'], '2,GB', { record: { quantity: 2_000_000_000, unit: 'byte' } }],
    [['quantity in seconds', 'unit in uom {\n s for "Sek"\n }'], '2,Sek', { record: { quantity: 2000 } }],
    [['quantity in seconds', 'unit in uom {\n s for "Sek"\n }'], '2,s', { field: 'unit', reason: 'unknown-word' }],
    [['quantity in seconds', 'unit in uom'], '2,parsec', { field: 'unit', reason: 'unknown-unit' }],
    [['quantity in seconds counted in sms'], '0.5,', { field: 'quantity', reason: 'too-precise' }],
    [['quantity in seconds counted in s'], '-1,', { field: 'quantity', reason: 'negative' }]
  ])('reads a quantity: %j of %s', (statements, text, outcome) => {
    expect(quantity(statements, text)).toMatchObject(outcome)
  })

  it('brings numbers to E.164 as they are written, and leaves alone what is none', () => {
    const read = (numbers: string, payer: string, to: string): unknown => {
      const { parse } = open(format(...BASIC, numbers, 'to in called without "99#"'), `${HEADER},called`)
      const parsed = parse(`1,${payer},2026-03-02 10:00,5,${to}`)
      return parsed.kind === 'record' ? [parsed.record.subscriber, parsed.record.to] : parsed
    }
    expect(read('numbers as dialled', '0412', '99#0399')).toEqual(['0412', '0399'])
    expect(read('numbers with country code', '491711234567', '99#0061399990000')).toEqual([
      '+491711234567',
      '+61399990000'
    ])
    const german = 'numbers of country 49, trunk prefix 0, international prefix 00'
    expect(read(german, '0171 1234567', '0061399990000')).toEqual(['+491711234567', '+61399990000'])
    const indian = 'numbers of country 91, trunk prefix 0, international prefix 00, national numbers of 10 digits'
    expect(read(indian, '9123456789', '919123456789')).toEqual(['+919123456789', '+919123456789'])
    expect(read(german, 'ann@example.net', '+61399990000')).toEqual(['ann@example.net', '+61399990000'])
  })

  it('filters by the first statement that fits, with its reason', () => {
    const { parse } = open(
      format(
        ...BASIC,
        'skip "BUSY", "" in status as "not answered"',
        'keep only "OK", "BUSY" in status',
        'skip "0" in seconds',
        'skip lines beginning with "#"'
      ),
      `${HEADER},status`
    )
    const reason = (status: string, seconds = '5'): unknown => {
      const parsed = parse(`1,anna,2026-03-02 10:00,${seconds},${status}`)
      return parsed.kind === 'filtered' ? parsed.reason : parsed.kind
    }
    expect(['OK', 'BUSY', '', 'LOST'].map(status => reason(status))).toEqual([
      'record',
      'not answered',
      'not answered',
      'status is not OK or BUSY'
    ])
    expect(reason('OK', '0')).toBe('seconds is 0')
    expect(parse('#1,anna')).toEqual({ kind: 'filtered', reason: 'begins with #' })
    expect(parse('')).toEqual({ kind: 'filtered', reason: 'empty line' })
  })

  it.each([
    ['1,anna,2026-03-02 10:00', 'line', 'too-few-fields'],
    ['1,anna,2026-03-02 10:00,5,6', 'line', 'too-many-fields'],
    ['1,anna,2026-03-02 10:00,"5', 'line', 'unclosed-quote'],
    ['1,,2026-03-02 10:00,5', 'subscriber', 'empty'],
    [',anna,2026-03-02 10:00,5', 'id', 'empty'],
    ['1,anna,02.03.2026 10:00,5', 'started_at', 'not-a-time'],
    ['1,anna,2026-10-04 02:30,5', 'started_at', 'skipped-time']
  ])('quarantines %j for its %s: %s', (line, field, reason) => {
    expect(open(format(...BASIC), HEADER).parse(line)).toMatchObject({ kind: 'malformed', field, reason })
  })

  it('knows an event by its columns, or else by its fields, however they are written', () => {
    const idIn = (header: string, line: string, ...lines: string[]): string => {
      const parsed = open(format(...lines), header).parse(line)
      return parsed.kind === 'record' ? parsed.record.id : parsed.kind
    }
    const id = (line: string, ...lines: string[]): string => idIn(HEADER, line, ...lines)
    const others = BASIC.slice(0, -1)
    expect(id('7,anna,2026-03-02 10:00,5', ...others, 'id in payer, id')).toBe('anna/7')
    expect(id('1/7,anna,2026-03-02 10:00,5', ...others, 'id in payer, id')).toBe(String.raw`anna/1\/7`)
    const own = id('7,anna,2026-03-02 10:00,5', ...others)
    expect(own).toMatch(/^#[0-9a-f]{32}$/)
    expect(id('"7","anna", 2026-03-02 10:00 ,5\r', ...others)).toBe(own)
    expect(id('7,anna,2026-03-02 10:00,6', ...others)).not.toBe(own)
    // not by what is made of them: a format that is mended knows the event again
    expect(id('7,anna,2026-03-02 10:00,5', ...others, 'time zone "UTC"', 'keep only "anna" in payer')).toBe(own)
    expect(idIn('Seconds,payer,BEGUN,batch', '5,anna,2026-03-02 10:00,99', ...others)).toBe(own)
    // a column that is listed is a part of it, though nothing reads it
    const listed = [...others, 'columns id, payer, begun, seconds']
    expect(id('7,anna,2026-03-02 10:00,5', ...listed)).not.toBe(id('8,anna,2026-03-02 10:00,5', ...listed))
  })
})

describe('a usage format that is wrong', () => {
  it('is told all of it at once', () => {
    const columns = 'columns id, payer, begun, seconds'
    const wrong = problems(
      columns,
      'service is voize',
      'subscriber in payr',
      'started in begun as "DD"',
      'quantity in seconds'
    )
    expect(wrong).toEqual([
      'R0111 there is no service named voize',
      'R0505 there is no column payr among those listed',
      'R0507 the format lacks the year, YYYY',
      'R0508 nothing says in which unit the quantity is counted'
    ])
  })

  it.each([
    ['subscriber in payer', 'R0070'],
    ['decimal comma\n  quoted by nothing', 'R0502 a comma ends the field, for nothing is quoted'],
    ['unit in uom', 'R0508 the unit of the quantity is said twice'],
    ['sample "1", is skipped as "x"', 'R0503 list the columns, so that the fields of the line have names'],
    ['value in worth\n  currency is shells', 'R0509 there is no currency `shells`'],
    ['numbers of country 0049, trunk prefix 0', 'numbers begin with the country code, and none begins with 0049'],
    ['id in id', 'R0071']
  ])('with %s', (line, code) => {
    const lines = line === 'subscriber in payer' ? [line] : [...BASIC, line]
    expect(problems(...lines).join('\n')).toContain(code)
  })
})
