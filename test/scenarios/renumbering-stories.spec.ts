import { invoicesOf, play, table } from './play.ts'

const call = (at: string, from: string, known?: string) => ({
  ...{ at, do: 'use', service: 'voice', quantity: '60s', to: '+61393334444', from },
  ...(known === undefined ? {} : { known })
})
const talks = '+61412000001'
const anew = '+61412000002'
/** One subscription, given another number in the middle of March. */
const subscribed = { on: '2026-03-01', do: 'subscribe', plan: 'talk-more', as: talks }
const renumbered = { on: '2026-03-16', do: 'renumber', to: anew }
const billed = { on: '2026-04-01', do: 'advance' }

const fates = (life: Awaited<ReturnType<typeof play>>) =>
  life.ratedUsage.map(({ at, reason, status }) => `${at.slice(0, 10)} ${status}${reason === null ? '' : ` ${reason}`}`)

describe('a number that changes', () => {
  it('is answered for until the day, the new one from it, and late usage too', async () => {
    const life = await play({
      facts: [
        subscribed,
        call('2026-03-15T23:50', talks),
        renumbered,
        call('2026-03-16T00:10', anew),
        call('2026-03-17T10:00', talks),
        call('2026-03-10T10:00', talks, '2026-03-20'),
        call('2026-03-10T10:00', anew, '2026-03-20'),
        billed
      ]
    })
    expect(fates(life)).toEqual([
      '2026-03-15 rated',
      '2026-03-16 rated',
      '2026-03-17 quarantined unknown-subscriber',
      '2026-03-10 rated',
      '2026-03-10 quarantined unknown-subscriber'
    ])
    expect(life.services).toMatchObject([{ subscription: talks, identities: [anew] }])
  })

  it('changes nothing else: rent goes on, and a use is told by the name that the subscription has in the life', async () => {
    const use = { at: '2026-03-20T22:00', do: 'use', service: 'voice', quantity: '60s', to: '+61293334444', as: talks }
    const life = await play({ facts: [subscribed, renumbered, { ...use }, billed] })
    expect(fates(life)).toEqual(['2026-03-20 rated'])
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Talk More  2026-03-01..2026-04-01 15.00
        total 15.00
        bill of 2026-04-01
        Talk More  2026-04-01..2026-05-01 15.00
        total 15.00
      `)
    )
  })

  it('may be told late: what waited for the new number is then rated, and what the old one used is nobody’s', async () => {
    const life = await play({
      facts: [
        subscribed,
        call('2026-03-20T10:00', anew),
        call('2026-03-20T11:00', talks),
        { ...renumbered, known: '2026-03-25' },
        billed
      ]
    })
    expect(fates(life)).toEqual(['2026-03-20 rated', '2026-03-20 quarantined unknown-subscriber'])
  })

  it('belongs to another subscription of the account from that day on', async () => {
    const life = await play({
      facts: [
        subscribed,
        { ...renumbered, as: talks },
        { on: '2026-03-20', do: 'subscribe', plan: 'talk', as: 'tablet', identities: [talks] },
        call('2026-03-10T10:00', talks, '2026-03-22'),
        call('2026-03-22T10:00', talks),
        billed
      ]
    })
    expect(life.ratedUsage.map(({ at, subscription }) => `${at.slice(0, 10)} ${subscription}`)).toEqual([
      `2026-03-10 ${talks}`,
      '2026-03-22 tablet'
    ])
  })

  it('takes the place of a number that the subscription has', async () => {
    const life = await play({ facts: [subscribed, { ...renumbered, instead: '+61412999999' }, billed] })
    expect(life.dropped).toMatchObject([{ reason: 'number-not-held' }])
  })

  it('stays as it is told: what would undo it in silence is refused, and one to come is taken back by name', async () => {
    const life = await play({
      facts: [
        subscribed,
        { on: '2026-03-16', do: 'renumber', to: anew },
        { on: '2026-03-20', do: 'renumber', to: '+61412000003' },
        { on: '2026-03-18', do: 'renumber', to: '+61412000004', known: '2026-03-21' },
        { on: '2026-04-05', do: 'renumber', to: '+61412000005', known: '2026-03-22' },
        { on: '2026-03-23', do: 'withdraw', what: 'renumber' },
        { on: '2026-03-24', do: 'withdraw', what: 'renumber' },
        billed
      ]
    })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'it makes impossible what stands: renumbered on 2026-03-20, for then it does not have +61412000002 on 2026-03-20, but +61412000004',
      'no renumber is pending on 2026-03-24'
    ])
    expect(life.services).toMatchObject([{ identities: ['+61412000003'] }])
  })
})
