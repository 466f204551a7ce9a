// A carrier whose files say what must be in them: what is missing is noticed, and what came stays.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Inbox, type ImportOutcome, type UsageImport, UsageImports, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { mkdir } from 'node:fs/promises'

const folder = await mkdtemp(join(tmpdir(), 'farthing-totals-'))
const inboxFolder = join(folder, 'inbox')
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z', inbox: { folder: inboxFolder, settleMs: 20 } })
const imports = kernel.get(UsageImports)

const carrier = (totals: string): string => `
usage format carrier-t {
  separated by semicolon
  decimal comma
  time zone "Europe/Berlin"
  id in Ref
  service is voice
  subscriber in A
  to in B
  started in Begun
  quantity in Seconds counted in s
  skip "BUSY" in Status as "not answered"
  totals in lines beginning with "SUM", records in field 2, quantity in field 3${totals}
}
`
const bare = carrier('')
  .replace('carrier-t', 'carrier-n')
  .replace('  separated', '  no header\n  columns Ref, Status, A, B, Begun, Seconds\n  separated')
const rules = (totals = ''): ReadonlyMap<string, string> =>
  new Map([...sampleRules(), ['t.farthing', carrier(totals)], ['n.farthing', bare]])

const HEADER = 'Ref;Status;A;B;Begun;Seconds'
let last = 0
/** Lines of calls of 60 s that no other file has. */
function calls(count: number, seconds = '60,0'): string[] {
  return Array.from({ length: count }, () => `c${++last};OK;61400000001;0399990000;2026-03-02 10:00:00;${seconds}`)
}
const file = (...lines: readonly string[]): string => [HEADER, ...lines, ''].join('\n')

let names = 0
async function outcomeOf(content: string | Buffer, format = 'carrier-t'): Promise<ImportOutcome> {
  const path = join(folder, `calls-${++names}`)
  await writeFile(path, content)
  return imports.importFile(path, { format })
}

async function imported(content: string | Buffer): Promise<UsageImport> {
  const outcome = await outcomeOf(content)
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return outcome.value
}

beforeAll(async () => {
  await mkdir(join(inboxFolder, 'carrier-t'), { recursive: true })
  await publishRules(kernel, rules())
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

describe("a carrier's file with totals", () => {
  it('is done when all of it came, whatever became of it, gzipped too', async () => {
    const [one = '', two = ''] = calls(2, '60,5')
    const lines = [one, one, two.replace('OK', 'BUSY'), 'x;OK;61400000001;0399990000;2026-02-31 10:00:00;9', 'torn']
    const whole = file(...lines, 'SUM;5;190,50')
    const counts = { lines: 6, quarantined: 2, filtered: 2, state: 'done', problem: null }
    expect(await imported(whole)).toMatchObject({ ...counts, rated: 1, duplicate: 1 })
    const { problem, quarantined, state } = await imported(gzipSync(whole))
    expect({ problem, quarantined, state }).toEqual({ problem: null, quarantined: 0, state: 'done' })
  })

  it('is not done when it is empty', async () => {
    const told = 'the file has no header line in UTF-8: it is empty, or written in another coding'
    expect(await outcomeOf('')).toMatchObject({ ok: false, detail: expect.stringContaining(told) as unknown })
    expect(await outcomeOf('', 'carrier-n')).toMatchObject({
      ok: true,
      value: {
        ...{ lines: 0, state: 'failed' },
        problem: 'the file has no line of totals (SUM), so it may be cut off: 0 records and a quantity of 0 were read'
      }
    })
  })

  it('fails with both figures when a line is missing, and the whole one adds what was', async () => {
    const lines = calls(3)
    const cut = await imported(file(...lines.slice(1), 'SUM;3;180'))
    expect(cut).toMatchObject({
      ...{ state: 'failed', rated: 2, filtered: 1 },
      problem:
        'the line of totals (SUM) says 3 records and a quantity of 180, but 2 records and a quantity of 120 were read: ask for the file again'
    })
    expect(await imported(file(...lines, 'SUM;3;180'))).toMatchObject({ state: 'done', rated: 1, duplicate: 2 })
  })

  it('fails when its totals were torn off, or tear apart', async () => {
    const whole = file(...calls(12), 'SUM;12;720')
    const totals = whole.indexOf('SUM')
    expect(await imported(whole.slice(0, totals))).toMatchObject({
      ...{ state: 'failed', rated: 12 },
      problem: 'the file has no line of totals (SUM), so it may be cut off: 12 records and a quantity of 720 were read'
    })
    for (const length of [1, 3, 4, 5, 6, 7, 8, 9])
      expect(await imported(whole.slice(0, totals + length))).toMatchObject({
        state: 'failed',
        rated: 0,
        duplicate: 12
      })
    const packed = gzipSync(whole)
    expect(await outcomeOf(packed.subarray(0, packed.length - 9))).toMatchObject({ ok: false, reason: 'damaged' })
    expect(await imported(whole)).toMatchObject({ state: 'done', duplicate: 12, filtered: 1 })
  })

  it('fails when its totals come twice and differ, or are no number, and the line waits', async () => {
    const [one, two] = [file(...calls(1), 'SUM;1;60'), file(...calls(1), 'SUM;1;60')]
    expect(await imported(one + two.slice(HEADER.length + 1).replace('SUM;1;', 'SUM;2;'))).toMatchObject({
      ...{ state: 'failed', rated: 2, quarantined: 1, reasons: { quarantined: { 'second-totals': 1 } } },
      problem: expect.stringContaining('second line of totals (SUM), which says 2 records and a quantity of 60, and 2')
    })
    const mended = file(...calls(1), 'SUM;1.0;60')
    expect(await imported(mended)).toMatchObject({
      ...{ state: 'failed', rated: 1, quarantined: 1, reasons: { quarantined: { 'not-a-number': 1 } } },
      problem: expect.stringContaining('has no number as records (`1.0`), and 1 record and a quantity of 60 were read')
    })
    const waiting = await kernel.get(UsageQuarantine).retry({ reason: 'second-totals' })
    expect(waiting).toMatchObject({ ok: true, value: { rated: 0 } })
  })

  it('counts lines that are no text', async () => {
    const [one = '', two = ''] = calls(2)
    const bytes = Buffer.from(file(one, two.replace('0399990000', 'M\u00fcller'), 'SUM;2;120'), 'latin1')
    expect(await imported(bytes)).toMatchObject({ state: 'done', rated: 1, quarantined: 1, filtered: 1 })
  })

  it('that has another number of lines goes to the failed ones of the inbox', async () => {
    await writeFile(join(inboxFolder, 'carrier-t', 'calls.csv'), file(...calls(2), 'SUM;1;60'))
    expect(await kernel.get(Inbox).sweep()).toMatchObject({
      files: [{ kind: 'failed', import: { rated: 2, problem: expect.stringContaining('says 1 record and') } }]
    })
  })

  it('is known as before when its rule says more of totals', async () => {
    const lines = calls(1)
    expect(await imported(file(...lines, 'SUM;1;60'))).toMatchObject({ state: 'done', rated: 1 })
    await publishRules(kernel, rules(' as "trailer"'), '2026-03-05')
    expect(await imported(file(...lines, 'SUM;1;60'))).toMatchObject({
      ...{ state: 'done', duplicate: 1, reasons: { filtered: { trailer: 1 } } }
    })
  })
})
