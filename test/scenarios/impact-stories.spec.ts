import { impactJson } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { billOfMay, calls, HEADER, impact } from './impact-play.ts'

const dearer = coastal
  .replace('| mobile   | *       | 0.39  | 0.30 per minute', '| mobile   | *       | 0.39  | 0.36 per minute')
  .replace('plan talk "Talk" {\n  rent 10.00', 'plan talk "Talk" {\n  rent 12.00')

describe('the impact of a change of rules', () => {
  it('is what lives under either rules are billed, to the cent', async () => {
    const report = impact({ after: dearer, subscribers: '0400000001,A-1,S-1,talk,2026-03-01,', usage: calls })
    expect(impactJson(report)).toMatchObject({
      total: { before: await billOfMay(coastal), after: await billOfMay(dearer), change: '2.60' },
      rises: { accounts: 1, sum: '2.60', largest: '2.60', median: '2.60' },
      stayed: 0
    })
  })

  it('is the same for a customer whose first day is not told', () => {
    const [told, untold] = ['2026-03-01', ''].map(from =>
      impact({ after: dearer, subscribers: `0400000001,A-1,S-1,talk,${from},`, usage: calls })
    )
    expect(untold?.total).toEqual(told?.total)
  })

  it('shows the lines that moved side by side, and the use behind them with its row', () => {
    const report = impact({ after: dearer, subscribers: '0400000001,A-1,S-1,talk,2026-03-01,', usage: calls })
    const lines = report.risers[0]?.lines ?? []
    expect(lines.map(line => [line.before?.description, line.before?.amount, line.after?.amount])).toEqual([
      ['Talk', 10_000_000n, 12_000_000n],
      ['Voice, mobile', 3_390_000n, 3_990_000n]
    ])
    expect(lines.map(({ before, after }) => [before?.explanation.rule.rule, after?.explanation.rule.line])).toEqual([
      ['plan talk > rent', expect.any(Number)],
      ['tariff voice-standard', expect.any(Number)]
    ])
    expect(lines[1]?.sample).toMatchObject({
      usage: expect.stringContaining('c2'),
      before: { amount: '3.390000', rule: { rule: 'tariff voice-standard > mobile x *' } },
      after: { amount: '3.990000', rule: { rule: 'tariff voice-standard > mobile x *' } }
    })
  })

  it('prices by values, both ends of a call and units of the operator, and leaves values in foreign money out', () => {
    const records = (share: string, local: string, point: string): string => `${coastal}
unit points
tariff premium for premium, counted in events { rates { | price |
| ${share} of value |
} }
tariff areas for voice {
  origin by calling number in world; zone by called number in world
  rates { | origin | zone | price |
    | national | national | ${local} per minute |
    | *        | *        | 0.50 per minute     |
  }
}
tariff lounge for lounge { rates { | price |
| ${point} per point |
} }
plan records "Records" { tariff premium, areas, lounge }`
    const report = impact({
      before: records('10%', '0.10', '0.05'),
      after: records('20%', '0.20', '0.06'),
      header: `${HEADER},from,value,currency`,
      subscribers: '0400000001,A-1,S-1,records,2026-03-01,',
      usage: [
        'r1,premium,0400000001,,2026-04-10 10:00:00,1,event,,30.00,AUD',
        'r2,premium,0400000001,,2026-04-10 10:00:00,1,event,,30.00,USD',
        'r3,voice,0400000001,0293334444,2026-04-10 10:00:00,60,s,0393334444,,',
        'r4,voice,0400000001,0293334444,2026-04-10 10:00:00,60,s,0400000001,,',
        'r5,voice,0400000001,0293334444,2026-04-10 10:00:00,60,s,,,',
        'r6,lounge,0400000001,,2026-04-10 10:00:00,100,points,,,'
      ]
    })
    // 3.00 + 0.10 + 0.50 + 5.00, and 6.00 + 0.20 + 0.50 + 6.00
    expect(impactJson(report)).toMatchObject({ total: { before: '8.60', after: '12.70', change: '4.10' } })
  })

  it('says first which usage could no longer be rated, and leaves it out of the bills after', () => {
    const noMobile = coastal.replace('  | 61     | national |\n', '').replace(/^.*national \| (off)?peak.*\n/gm, '')
    const after = noMobile.replaceAll('voice to national', 'voice to mobile')
    const report = impact({
      after,
      subscribers: '0400000001,A-1,S-1,talk,2026-03-01,',
      usage: calls,
      gates: 'unrated 0'
    })
    expect(report.lost).toMatchObject({
      uses: 1,
      accounts: 1,
      groups: [
        { reason: 'no-zone', plan: 'talk', service: 'voice', uses: 1, sample: { account: 'A-1', to: '61293334444' } }
      ]
    })
    expect(report.fallers[0]?.lines.map(({ zone, after: now }) => [zone, now])).toEqual([['national', null]])
    expect(report.gates).toMatchObject([{ gate: { text: 'unrated 0' }, ok: false, broken: 1 }])
  })

  it('names accounts that can no longer be billed, and leaves them out of the sums', () => {
    const after = coastal.replace('plan talk "Talk"', 'plan talk-2026 "Talk"')
    const report = impact({
      after,
      subscribers: '0400000001,A-1,S-1,talk,2026-03-01,\n0400000002,A-2,S-2,landline,2026-03-01,',
      usage: [],
      gates: 'parked 0'
    })
    expect(report.parked).toMatchObject({
      accounts: 1,
      news: 1,
      named: [{ account: 'A-1', under: 'after', reason: 'unknown-plan' }]
    })
    expect([report.compared, report.total.before, report.total.after]).toEqual([1, 30_000_000n, 30_000_000n])
    expect(report.gates).toMatchObject([{ ok: false, broken: 1 }])
  })

  it('breaks gates by the worst case, and holds those that are kept', () => {
    const report = impact({
      after: dearer,
      subscribers: '0400000001,A-1,S-1,talk,2026-03-01,\n0400000002,A-2,S-2,talk,2026-03-01,',
      usage: calls,
      gates: 'account +15%; account +2.00; account -0.01; plan +10%; total +50%; unrated 0'
    })
    expect(report.gates.map(({ gate, ok, broken, worst }) => [gate.text, ok, broken, worst?.name])).toEqual([
      ['account +15%', false, 2, 'A-2'],
      ['account +2.00', false, 1, 'A-1'],
      ['account -0.01', true, 0, undefined],
      ['plan +10%', false, 1, 'talk'],
      ['total +50%', true, 0, undefined],
      ['unrated 0', true, 0, undefined]
    ])
    expect(report.histogram.filter(({ accounts }) => accounts > 0)).toEqual([{ least: 10, most: 20, accounts: 2 }])
  })

  it('adds up several bills of a longer range, each the difference to those before', () => {
    const report = impact({
      after: dearer,
      subscribers: '0400000001,A-1,S-1,talk,2026-02-01,',
      usage: calls,
      range: ['2026-03-01', '2026-06-01']
    })
    // three rents of 2.00 more, two calls of ten minutes at 0.06 more
    expect(report.total.after - report.total.before).toBe(7_200_000n)
    expect(report.plans).toMatchObject([{ plan: 'talk', subscriptions: 1 }])
  })

  it('knows what allowances that roll over brought along from earlier months', () => {
    const rolls = (text: string): string =>
      text.replace('include 10 min of voice to national', 'include 10 min of voice to national, roll over 1 cycle')
    const usage = [
      'c1,voice,0400000001,0293334444,2026-03-10 10:00:00,180,s',
      'c2,voice,0400000001,0293334444,2026-04-10 10:00:00,1020,s'
    ]
    const subscribers = '0400000001,A-1,S-1,talk-more,2026-03-01,'
    // 17 minutes: 7 left of March and 10 of April pay for them, or April's 10 alone
    const rolled = impact({ before: rolls(coastal), after: coastal, subscribers, usage })
    expect(rolled.risers[0]?.lines.map(({ before, after }) => [before?.amount, after?.amount])).toEqual([
      [undefined, 2_140_000n]
    ])
  })

  it('of the same rules is nothing', () => {
    const report = impact({ after: coastal, subscribers: '0400000001,A-1,S-1,premium,2026-02-01,', usage: calls })
    expect([report.stayed, report.risers, report.fallers, report.rises.sum]).toEqual([1, [], [], 0n])
  })

  it('counts the corrections of a version that reaches back before the range', () => {
    const talk = coastal.slice(coastal.indexOf('plan talk "Talk"'), coastal.indexOf('plan talk-more'))
    const after = `${coastal.replace('plan talk "Talk" {', 'plan talk "Talk" {\n  until 2026-04-10')}
${talk.replace('rent 10.00', 'from 2026-04-10\n  holds retroactively from 2026-03-01\n  rent 9.00')}`
    const report = impact({ after, subscribers: '0400000001,A-1,S-1,talk,2026-02-01,', usage: [] })
    const [faller] = report.fallers
    expect(faller?.lines.map(({ before, after: later }) => [before?.amount, later?.amount])).toEqual([
      [10_000_000n, 9_000_000n],
      [undefined, -1_000_000n],
      [undefined, -1_000_000n]
    ])
  })
})

describe('impact of prices that are dated inside a file', () => {
  const [head = ''] = coastal.split('plan talk "Talk" {')
  const talk = (dates: string, rent: string): string =>
    `plan talk "Talk" {\n  ${dates}\n  rent ${rent} per month\n  tariff voice-standard\n}\n`
  const before = head + talk('from 2026-01-01', '10.00')
  const after = head + talk('from 2026-01-01 until 2026-07-01', '10.00') + talk('from 2026-07-01', '12.00')
  const asked = { before, after, subscribers: '+61400000001,A-1,s,talk,2026-03-01,', usage: calls }

  it('is nothing in a month before them', () => {
    const later = [{ kind: 'plan', name: 'talk', from: '2026-07-01', in: 'after' }]
    expect(impactJson(impact(asked))).toMatchObject({ total: { change: '0.00' }, later })
  })

  it('is told when both are taken as they are on a day, and equals what a bill by those rules says', async () => {
    const pinned = impactJson(impact({ ...asked, on: '2026-07-01' })) as { total: Record<string, string> }
    expect(pinned.total).toMatchObject({ before: await billOfMay(before), change: '2.00' })
    expect(pinned.total['after']).toBe(await billOfMay(head + talk('from 2026-01-01', '12.00')))
  })

  it.each([
    ['holds for new customers', '2026-07-15', '0.00'],
    ['holds for everyone from next cycle', '2026-06-25', '0.00'],
    ['holds for everyone from next cycle', '2026-07-01', '2.00'],
    ['holds retroactively from 2026-06-01', '2026-06-25', '2.00']
  ])('is nothing for whom a version does not reach: %s, on %s', (holds, on, change) => {
    const dated = after.replaceAll('2026-07-01', '2026-06-20')
    const reaching = dated.replace('from 2026-06-20\n', `from 2026-06-20\n  ${holds}\n`)
    expect(impactJson(impact({ ...asked, after: reaching, on }))).toMatchObject({ total: { change } })
  })

  it('rates calls by the tariff that a customer keeps, and by the new one for who came since', () => {
    const [, news = ''] = dearer.split('tariff voice-standard for voice {\n  from 2026-01-01')
    const [body = ''] = news.split('\n}\n')
    const kept = `tariff voice-standard for voice {\n  from 2026-03-15\n  holds for new customers${body}\n}\n`
    const both = coastal.replace('  from 2026-01-01\n', '  from 2026-01-01 until 2026-03-15\n') + kept
    const customers = '0400000001,A-1,S-1,talk,2026-03-01,\n0400000002,A-2,S-2,talk,2026-04-01,'
    const usage = [...calls, 'd1,voice,0400000002,0412345678,2026-04-12 10:00:00,600,s']
    const { risers } = impact({ after: both, subscribers: customers, usage, on: '2026-04-01' })
    expect(risers.map(({ number, before, after: now }) => [number, now - before])).toEqual([['A-2', 600_000n]])
  })

  it('tells what the rules before leave in quarantine, and what those after make of it', () => {
    const records = (more: string, tariffs: string): string => `${coastal}
${more}
plan records "Records" { rent 5.00 per month in advance, prorated by day; tariff ${tariffs} }`
    const lounge = `unit points
tariff lounge for lounge { rates { | price |
| 0.05 per point |
} }`
    const report = impact({
      before: records('', 'voice-standard'),
      after: records(lounge, 'voice-standard, lounge'),
      subscribers: '0400000001,A-1,S-1,records,2026-03-01,',
      usage: [
        ...calls,
        'p1,lounge,0400000001,,2026-04-10 10:00:00,40,points',
        'p2,lounge,0400000001,,2026-03-10 10:00:00,10,points',
        'p3,lounge,0400000077,,2026-04-10 10:00:00,10,points'
      ]
    })
    expect(report).toMatchObject({
      waiting: { lines: 3, before: { lines: 0, amount: 0n }, after: { lines: 2, amount: 2_500_000n }, onlyAfter: 2 },
      rises: { accounts: 1, sum: 2_500_000n }
    })
  })

  it('has the credit of a plan that ends in the range, which the bill before did not know of', () => {
    const report = impact({ after: dearer, subscribers: '0400000001,A-1,S-1,talk,2026-03-01,2026-04-16', usage: [] })
    expect(report.total).toEqual({ before: -5_000_000n, after: -6_000_000n })
  })
})
