import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing, type Run } from './farthing.ts'

const HEADERS = {
  usage: 'id,service,subscriber,to,started_at,quantity,unit\n',
  subscribers: 'number,account,subscription,plan,from,until,bill_day\n'
}

/** The sample's rules have customers in another currency, who are not in files of these. */
const ONLY_OWN = 'Only customers in AUD are compared: --currency NZD compares the others.\n'

describe('farthing impact over files', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-impact-'))
    cpSync('rules', join(folder, 'dearer'), { recursive: true })
    const plans = readFileSync('rules/mobile-plans.farthing', 'utf8')
    writeFileSync(join(folder, 'dearer/mobile-plans.farthing'), plans.replace('rent 40.00', 'rent 44.00'))
    writeFileSync(
      join(folder, 'usage.csv'),
      `${HEADERS.usage}u1,voice,0491570006,0293334444,2026-09-10 10:00:00,61,s\nu2,sms,0491570999,0293334444,2026-09-10 10:00:00,1,message\n`
    )
    writeFileSync(
      join(folder, 'subscribers.csv'),
      `${HEADERS.subscribers}0491570006,A-1,S-1,mobile-40,,,1\n0491570007,A-2,S-2,mobile-20,,,15\n`
    )
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Nest, the ORM and the database drivers cannot be imported here. */
  const impact = (...words: string[]): Run =>
    farthing(['impact', join(folder, 'dearer'), '--before', 'rules', '--usage', join(folder, 'usage.csv'), ...words], {
      node: '--import ./test/scenarios/refuse-heavy-modules.mjs'
    })
  const files = (): string[] => ['--format', 'csv', '--subscribers', join(folder, 'subscribers.csv')]

  it('tells what changes, for whom and why, and needs no database', () => {
    const run = impact(...files())
    expect(run.code).toBe(0)
    expect(run.out.split('\n').filter(line => /^(total|bills|one line)|mobile-plans/.test(line))).toEqual([
      'bills dated after 2026-09-01, up to and including 2026-10-01: 2 accounts, one use',
      'one line waits in quarantine: the rules after would rate none of them',
      'total 60.00 -> 64.00 AUD, +4.00 AUD (+6.7%)',
      expect.stringMatching(/^ {6}before {2}40\.00 {2}plan mobile-40 > rent {2}mobile-plans\.farthing:\d+:3 /),
      expect.stringMatching(/^ {6}after {3}44\.00 {2}plan mobile-40 > rent {2}mobile-plans\.farthing:\d+:3 /)
    ])
  })

  it('shows the call that an allowance covered and that costs now, with the rules that say so', () => {
    cpSync('rules', join(folder, 'smaller'), { recursive: true })
    const plans = readFileSync('rules/mobile-plans.farthing', 'utf8')
    writeFileSync(
      join(folder, 'smaller/mobile-plans.farthing'),
      plans.replace('include 1000 min of voice', 'include 1 min of voice')
    )
    const words = ['impact', join(folder, 'smaller'), '--before', 'rules', '--usage', join(folder, 'usage.csv')]
    const lines = farthing([...words, ...files()]).out.split('\n')
    const use = lines.findIndex(line => line.startsWith('      the use of'))
    expect(lines.slice(use, use + 3).map(line => line.replace(/\.farthing:\d+:\d+/, '').trim())).toEqual([
      'the use of 1 min 1 s on Thursday 2026-09-10 10:00:00 to 61293334444',
      'before  0.00   plan mobile-40 > include  mobile-plans  1 min 30 s of the 16 h 40 min left',
      'after   0.515  plan mobile-40 > include  mobile-plans  1 min of the 1 min left'
    ])
  })

  it('exits with 1 when a gate breaks, and names the account', () => {
    const run = impact(...files(), '--fail-if', 'account +5%', '--fail-if', 'total -1%')
    expect(run).toMatchObject({ code: 1, err: `${ONLY_OWN}The change breaks one gate.\n` })
    expect(run.out).toMatch(/broken {2}account \+5%: A-1 40\.00 -> 44\.00 \(\+10\.0%\)\nholds {3}total -1%\n$/)
  })

  it('says that nothing was compared, and holds no gate over it', () => {
    const days = ['--from', '2020-01-01', '--until', '2020-01-02']
    const said = 'nothing was compared: no account has a bill dated after 2020-01-01, up to and including 2020-01-02'
    expect(impact(...files(), ...days)).toMatchObject({ code: 0, out: expect.stringContaining(said) })
    expect(impact(...files(), ...days, '--fail-if', 'account +5%')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/empty {3}account \+5%\n$/),
      err: `${ONLY_OWN}The gates hold over nothing: ${said}. Give --from and --until of days that have bills.\n`
    })
  })

  it('reads gates from a file too, and prints everything as JSON', () => {
    writeFileSync(join(folder, 'gates'), '# nobody pays a fifth more\naccount +20%\nunrated 0\n')
    const run = impact(...files(), '--gates', join(folder, 'gates'), '--json')
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({
      ok: true,
      total: { before: '60.00', after: '64.00', change: '4.00' },
      rises: { accounts: 1, median: '4.00' },
      risers: [{ account: 'A-1', lines: [{ before: { amount: '40.00' }, after: { amount: '44.00' } }] }],
      gates: [
        { gate: 'account +20%', ok: true, broken: 0, worst: null },
        { gate: 'unrated 0', ok: true, broken: 0, worst: null }
      ]
    })
  })

  it('explains gates that cannot be read, and what is missing from the call', () => {
    const run = impact(...files(), '--fail-if', 'acount +5%', 'total 3')
    expect(run).toMatchObject({ code: 2, out: '' })
    expect(run.err).toContain('--fail-if:1:1: error R0380: `acount` is nothing that a gate can watch')
    expect(run.err).toContain('--fail-if:2:7: error R0382: `3` is a bare number: is it percent, or money?')
    expect(run.err).toContain('farthing: 2 gates cannot be read')
    expect(farthing(['explain', 'R0382'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^R0382 Limit that cannot be read\n\nWrite \+ or - and percent or money/)
    })
    expect(impact('--format', 'csv')).toMatchObject({
      code: 2,
      err: 'farthing: a comparison over files also needs --subscribers\n'
    })
  })
})
