// The retention desk: who wants to leave is made an offer, stays with it, is let go, or leaves when nobody has decided in time.
import { runExamples } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, invoicesOf, play, rulesOf, table } from './play.ts'

const desk = `
  goes to retention, carried out after 14 days
  offer "Ten for staying": credit 10.00 "Thank you for staying"
  offer "A quarter at half price": grant discount half
  offer "A telephone": buy phone at 0.00
`
const rules = `${coastal}
discount half "Half price" 50% off, of rent, first 3 cycles
item phone "Telephone" 99.00
forbid terminate "We would like to keep you" as keep { ${desk} }
`

const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const subscribe = at('2026-03-01', 'subscribe', { plan: 'mobile-40' })
const advance = at('2026-06-02', 'advance')

async function desked(...facts: object[]) {
  const life = await play({ rules, billDay: 1, facts: [subscribe, ...facts] })
  return { life, ...life, request: life.retention[0] }
}

describe('a request that goes to retention', () => {
  it('ends nothing, and says what is offered and until when', async () => {
    const { refused, request, services } = await desked(at('2026-03-10', 'terminate'), at('2026-03-11', 'advance'))
    expect(refused).toEqual([])
    expect(request).toEqual({
      ...{ fact: 2, do: 'terminate', subscription: 'mobile-40', asked: '2026-03-10', wished: '2026-03-10' },
      ...{
        reason: 'We would like to keep you',
        rule: expect.stringMatching(/^forbid keep \(coastal\.farthing:\d+:1\)$/)
      },
      offers: ['Ten for staying', 'A quarter at half price', 'A telephone'],
      ...{ closes: '2026-03-24', status: 'open', decided: null, offer: null }
    })
    expect(services).toMatchObject([{ state: 'active' }])
  })

  it('becomes a discount when the customer takes it, and the bills show it', async () => {
    const accept = at('2026-03-12', 'accept-offer', { offer: 'A quarter at half price' })
    const { life, request } = await desked(at('2026-03-10', 'terminate'), accept, at('2026-05-02', 'advance'))
    expect(request).toMatchObject({ status: 'accepted', decided: '2026-03-12', offer: 'A quarter at half price' })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 40               2026-03-01..2026-04-01   40.00
        total                                            40.00
        bill of 2026-04-01
        Half price: Mobile 40   2026-03-12..2026-04-01  -12.90
        Mobile 40               2026-04-01..2026-05-01   40.00
        Half price: Mobile 40   2026-04-01..2026-05-01  -20.00
        total                                             7.10
        bill of 2026-05-01
        Mobile 40               2026-05-01..2026-06-01   40.00
        Half price: Mobile 40   2026-05-01..2026-06-01  -20.00
        total                                            20.00
      `)
    )
  })

  it.each([
    ['Ten for staying', 'Thank you for staying 2026-03-12..2026-03-13 -10.00', 'total 30.00'],
    ['A telephone', 'Mobile 40 2026-04-01..2026-05-01 40.00', 'total 40.00']
  ])('becomes what else was offered: %s', async (offer, line, total) => {
    const accept = at('2026-03-12', 'accept-offer', { offer })
    const { life } = await desked(at('2026-03-10', 'terminate'), accept, at('2026-04-02', 'advance'))
    const lines = invoicesOf(life)
    expect(lines.slice(lines.indexOf('bill of 2026-04-01'))).toEqual(expect.arrayContaining([line, total]))
  })

  it('is let go on the day that was asked for, or on that of letting go when it has passed', async () => {
    const letGo = at('2026-03-12', 'let-go')
    const early = await desked(at('2026-03-10', 'terminate', { when: '2026-03-20' }), letGo, advance)
    expect(early.request).toMatchObject({ status: 'let-go', wished: '2026-03-20', decided: '2026-03-12' })
    expect(early.services).toMatchObject([{ state: 'terminated', since: '2026-03-20' }])
    const late = await desked(at('2026-03-10', 'terminate'), letGo, advance)
    expect(late.services).toMatchObject([{ state: 'terminated', since: '2026-03-12' }])
    const cycle = await desked(at('2026-03-10', 'terminate', { when: 'next-cycle' }), letGo, advance)
    expect(cycle.services).toMatchObject([{ state: 'terminated', since: '2026-04-01' }])
  })

  it('is carried out on its last day when nobody has decided', async () => {
    const life = await desked(at('2026-03-10', 'terminate'), advance)
    expect(life.request).toMatchObject({ status: 'carried-out', decided: '2026-03-24' })
    expect(life.services).toMatchObject([{ state: 'terminated', since: '2026-03-24' }])
  })

  it('is taken back by who asked, as if it had not been asked for', async () => {
    const life = await desked(
      at('2026-03-10', 'terminate'),
      at('2026-03-12', 'withdraw', { what: 'terminate' }),
      advance
    )
    expect(life.request).toMatchObject({ status: 'withdrawn', decided: '2026-03-12' })
    expect(life.services).toMatchObject([{ state: 'active' }])
    expect(life.refused).toEqual([])
  })

  it('is decided once, and asked for once at a time', async () => {
    const accept = at('2026-03-12', 'accept-offer', { offer: 'Ten for staying' })
    const { refused, retention } = await desked(
      at('2026-03-10', 'terminate'),
      at('2026-03-11', 'terminate'),
      at('2026-03-12', 'accept-offer', { offer: 'Twenty' }),
      accept,
      accept,
      at('2026-03-13', 'let-go'),
      at('2026-03-14', 'terminate')
    )
    expect(refused.map(({ fact, reason }) => `${fact} ${reason}`)).toEqual([
      '3 it is at the retention desk since 2026-03-10',
      '4 there is no offer "Twenty"; there are: Ten for staying, A quarter at half price, A telephone',
      '6 nothing is at the retention desk on 2026-03-12',
      '7 nothing is at the retention desk on 2026-03-13'
    ])
    expect(retention.map(({ fact, status }) => `${fact} ${status}`)).toEqual(['2 accepted', '8 open'])
  })

  it('keeps its offers whatever is published later; one that cannot be had any more is refused, and the request waits', async () => {
    const life = await play({
      rules,
      ruleSets: { later: text => text.replace(desk, 'goes to retention').replace('discount half', 'discount third') },
      billDay: 1,
      facts: [
        subscribe,
        at('2026-03-10', 'terminate'),
        at('2026-03-11', 'publish', { rules: 'later' }),
        at('2026-03-12', 'accept-offer', { offer: 'A quarter at half price' }),
        at('2026-03-13', 'accept-offer', { offer: 'Ten for staying' })
      ]
    })
    expect(life.refused).toMatchObject([{ fact: 4, reason: expect.stringContaining('there is no discount half') }])
    expect(life.retention).toMatchObject([{ status: 'accepted', offer: 'Ten for staying', decided: '2026-03-13' }])
  })

  it('is gone when the subscription has ended by something else', async () => {
    const { refused, retention } = await play({
      rules,
      ruleSets: { free: text => text.replace(/forbid terminate[^}]*\}/, '') },
      billDay: 1,
      facts: [
        subscribe,
        at('2026-03-10', 'terminate'),
        at('2026-03-11', 'publish', { rules: 'free' }),
        at('2026-03-12', 'terminate'),
        at('2026-03-13', 'accept-offer', { offer: 'Ten for staying' })
      ]
    })
    expect(retention).toMatchObject([{ status: 'withdrawn', decided: '2026-03-13' }])
    expect(refused).toMatchObject([{ fact: 5, reason: 'nothing is at the retention desk on 2026-03-13' }])
  })

  it('is refused where another rule forbids it outright, at first and when it is let go', async () => {
    const outright = `${rules}\nforbid terminate when owed > 30.00 "Pay first"\n`
    const facts = [
      subscribe,
      at('2026-03-10', 'terminate'),
      at('2026-03-11', 'bill'),
      at('2026-03-12', 'let-go'),
      at('2026-03-12', 'terminate'),
      at('2026-03-13', 'pay'),
      at('2026-03-14', 'let-go')
    ]
    const { refused, retention } = await play({ rules: outright, billDay: 1, facts })
    expect(refused.map(({ fact, reason }) => `${fact} ${reason}`)).toEqual(['4 Pay first', '5 Pay first'])
    expect(retention).toMatchObject([{ status: 'let-go', decided: '2026-03-14' }])
  })
})

describe('changes beside the end', () => {
  it('go to retention too: a change of plan, and features, each by itself', async () => {
    const more = `${coastal}
      forbid change when plan is mobile-40 "Stay where you are" { goes to retention; offer "Five": credit 5.00 "Five" }
      forbid feature voicemail off "Are you sure" { goes to retention }
      forbid feature voicemail on "Are you sure" { goes to retention }
    `
    const life = await play({
      rules: more,
      billDay: 1,
      facts: [
        at('2026-03-01', 'subscribe', { plan: 'mobile-40' }),
        at('2026-03-10', 'change', { plan: 'mobile-20' }),
        at('2026-03-10', 'change', { plan: 'starter' }),
        at('2026-03-10', 'feature', { feature: 'voicemail', state: 'on' }),
        at('2026-03-10', 'feature', { feature: 'voicemail', state: 'off', when: '2026-05-01' }),
        at('2026-03-12', 'let-go'),
        at('2026-03-13', 'let-go'),
        at('2026-04-02', 'advance')
      ]
    })
    expect(life.retention).toMatchObject([
      { do: 'change', status: 'let-go', closes: null, offers: ['Five'] },
      { do: 'feature', status: 'let-go', closes: null, offers: [] },
      { do: 'feature', status: 'open', wished: '2026-05-01' }
    ])
    expect(life.refused).toMatchObject([{ fact: 3, reason: 'it is at the retention desk since 2026-03-10' }])
    expect(life.services).toMatchObject([{ plan: 'mobile-20', features: ['voicemail'] }])
  })
})

describe('examples', () => {
  it('tell of the desk: what goes there, what is taken, who is let go, and what nobody decides', async () => {
    const text = `${rules}
      example "an offer is taken" {
        on 2026-03-01 subscribe mobile-40
        on 2026-03-10 terminate
        expect retained "We would like to keep you"
        on 2026-03-12 accept offer "Ten for staying"
        expect service active
        on 2026-04-01 advance
        expect total 30.00
      }
      example "the customer is let go" {
        on 2026-03-01 subscribe mobile-40
        on 2026-03-10 terminate
        expect retained "We would like to keep you"
        on 2026-03-12 let go
        expect service terminated
      }
      example "nobody decides" {
        on 2026-03-01 subscribe mobile-40
        on 2026-03-10 terminate
        expect retained "We would like to keep you"
        on 2026-03-24 advance
        expect service terminated
      }
      example "red: it looks as if it had ended" {
        on 2026-03-01 subscribe mobile-40
        on 2026-03-10 terminate
      }
    `
    const registry = await allPlugins()
    const reports = await runExamples(rulesOf(text, registry), registry)
    const words = reports.map(
      ({ failures, title }) => `${title}: ${failures.map(({ message }) => message).join() || 'ok'}`
    )
    expect(words).toEqual([
      'an offer is taken: ok',
      'the customer is let go: ok',
      'nobody decides: ok',
      'red: it looks as if it had ended: this went to the retention desk, We would like to keep you: forbid keep; where that is meant, add: expect retained "We would like to keep you"'
    ])
  })
})
