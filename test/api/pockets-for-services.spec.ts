// Pockets that pay for certain services alone: granted, topped up, by voucher, passed on, used at once, in sessions and by a family.
import { customer, publishRules, sampleRules } from '@farthing/testing'
import { openApi } from './api.ts'
import { NCHF, opening } from './network.ts'

const rules = `
tariff texts for sms {
  from 2025-01-01
  one zone anywhere
  rates {
    | price        |
    | 0.20 per sms |
  }
}
tariff votes for vote, counted in messages {
  from 2025-01-01
  pockets pay only by name
  one zone anywhere
  rates {
    | price        |
    | 9.00 per sms |
  }
}
tariff minute for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           |
    | 0.60 per minute |
  }
}
tariff radio for video {
  from 2025-01-01
  one zone anywhere
  rates {
    | price           |
    | 6.00 per minute |
  }
}
plan prepaid "Prepaid" {
  from 2025-01-01
  tariff texts, votes, minute, radio
}
`
const api = await openApi({ now: '2026-03-10T00:00:00Z' })
const { inside } = api
let next = 0
beforeAll(() => publishRules(inside, sampleRules(rules)))
afterAll(() => api.close())

interface Held {
  readonly unit: string
  readonly balance: string
  readonly reserved: string
  readonly services: readonly string[] | null
}
async function subscriber() {
  const number = `614000030${10 + next++}`
  const { number: path } = await customer(inside, { identities: [number], plan: 'prepaid' })
  const url = `/accounts/${path}`
  const grant = (amount: string, unit: string, services?: readonly string[], more: object = {}) =>
    api.post(`${url}/pockets`, { amount, unit, reason: 'gift', ...(services && { services }), ...more })
  const held = async () =>
    (await api.get(`${url}/pockets`)).body.map(({ balance, reserved, services, unit }: Held) => {
      const paid = services === null ? '' : ` for ${services.join(', ')}`
      return `${Number(balance)} ${unit}${paid}${Number(reserved) === 0 ? '' : `, ${Number(reserved)} held`}`
    })
  const use = (service: string, quantity: string, unit: string) =>
    api.post('/charges', { subscriber: number, service, quantity, unit })
  const dial = (time: number) => api.post(NCHF, opening(`msisdn-${number}`, time), null)
  return { number, path, url, grant, held, use, dial }
}

describe('a pocket for certain services', () => {
  it('pays for these alone, before one for all', async () => {
    const anna = await subscriber()
    await anna.grant('10', 'min')
    expect(await anna.grant('5', 'min', ['voice', 'voice'])).toMatchObject({
      status: 201,
      body: { services: ['voice'] }
    })
    expect(await anna.use('voice', '6', 'min')).toMatchObject({ status: 201, body: { amount: '3.60' } })
    expect(await anna.held()).toEqual(['540 second'])
    await anna.grant('5', 'min', ['voice'])
    expect(await anna.use('video', '10', 'min')).toMatchObject({ status: 409 })
    expect(await anna.use('video', '9', 'min')).toMatchObject({ status: 201 })
    expect(await anna.held()).toEqual(['300 second for voice'])
  })

  it('may hold money', async () => {
    const ben = await subscriber()
    const topUp = { amount: '5.00', method: 'card', services: ['voice', 'sms'] }
    expect(await api.post(`${ben.url}/top-ups`, topUp)).toMatchObject({
      body: { pocket: { services: ['sms', 'voice'] } }
    })
    expect(await ben.use('vote', '1', 'sms')).toMatchObject({ status: 409 })
    expect(await ben.use('sms', '2', 'sms')).toMatchObject({ status: 201 })
    expect(await ben.held()).toEqual(['4.6 AUD for sms, voice'])
  })

  it('is asked for by name where the tariff says so: a gift pays no votes', async () => {
    const carla = await subscriber()
    await carla.grant('100', 'sms')
    expect(await carla.use('vote', '10', 'sms')).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-balance' }
    })
    await carla.grant('3', 'sms', ['vote'])
    expect(await carla.use('vote', '2', 'sms')).toMatchObject({ status: 201, body: { amount: '18.00' } })
    await carla.grant('20', 'AUD')
    // a message that is left pays its share of two, and money the other
    expect(await carla.use('vote', '2', 'sms')).toMatchObject({ status: 201 })
    expect(await carla.use('sms', '1', 'sms')).toMatchObject({ status: 201 })
    expect(await carla.held()).toEqual(['99 message', '11 AUD'])
  })

  it('is held and used by sessions of its services', async () => {
    const dan = await subscriber()
    await dan.grant('10', 'min', ['video'])
    await dan.grant('60', 's', ['voice'])
    const opened = await dan.dial(300)
    expect(opened.body.multipleUnitInformation[0]).toMatchObject({ grantedUnit: { time: 60 } })
    expect(await dan.held()).toEqual(['600 second for video', '60 second for voice, 60 held'])
    await api.post(
      `${NCHF}/${opened.body.chargingDataRef}/release`,
      { invocationSequenceNumber: 1, multipleUnitUsage: [{ ratingGroup: 1, usedUnitContainer: [{ time: 40 }] }] },
      null
    )
    expect(await dan.held()).toEqual(['600 second for video', '20 second for voice'])
  })

  it('of a family is for its members in the same way', async () => {
    const [mother, eve] = [await subscriber(), await subscriber()]
    const { body } = await api.post('/pocket-groups', { name: 'Family', owner: mother.path })
    await api.post(`/pocket-groups/${body.number}/members`, { account: eve.path, from: '2026-03-01' })
    await mother.grant('5', 'min', ['voice'], { group: body.number })
    expect(await eve.use('video', '1', 'min')).toMatchObject({ status: 409 })
    expect(await eve.use('voice', '1', 'min')).toMatchObject({ status: 201 })
    expect(await mother.held()).toEqual(['240 second for voice'])
  })

  it('is passed on as what it is, and left alone by who names no services', async () => {
    const [fay, gus] = [await subscriber(), await subscriber()]
    await fay.grant('5', 'min', ['voice'])
    const gift = { to: gus.path, amount: '2', unit: 'min', reason: 'a gift' }
    expect(await api.post(`${fay.url}/pocket-transfers`, gift)).toMatchObject({
      status: 409,
      body: {
        detail: `The pockets of ${fay.path} have 0 s free that is not for certain services, less than the 2 min asked for. There is enough for voice (5 min): name exactly these services.`
      }
    })
    const named = { ...gift, services: ['voice'] }
    expect(await api.post(`${fay.url}/pocket-transfers`, named)).toMatchObject({ body: { services: ['voice'] } })
    expect(await api.post(`${fay.url}/pocket-transfers`, { ...gift, services: ['video', 'voice'] })).toMatchObject({
      body: { detail: expect.stringContaining('have 0 s free for video, voice alone') }
    })
    const debit = { amount: '1', unit: 'min', reason: 'by hand' }
    expect(await api.post(`${gus.url}/pocket-debits`, debit)).toMatchObject({ status: 409 })
    expect([await fay.held(), await gus.held()]).toEqual([['180 second for voice'], ['120 second for voice']])
    const forVoice = { ...debit, services: ['voice', 'voice'] }
    expect(await api.post(`${gus.url}/pocket-debits`, forVoice)).toMatchObject({ status: 201 })
    expect(await gus.held()).toEqual(['60 second for voice'])
    await gus.grant('2', 'min')
    expect(await api.post(`${gus.url}/pocket-debits`, { ...forVoice, amount: '2' })).toMatchObject({
      body: {
        detail: `The pockets of ${gus.path} have 1 min free for voice alone, less than the 2 min asked for. There is enough that is for all (2 min): leave the services out.`
      }
    })
  })

  it('is for what is sold later, and passed on and debited when it is sold no longer', async () => {
    const [jo, kim] = [await subscriber(), await subscriber()]
    const later = rules.replace('for video', 'for satellite')
    await publishRules(inside, sampleRules(later), '2026-04-01')
    expect(await jo.grant('5', 'min', ['satellite'])).toMatchObject({ status: 201 })
    await jo.grant('5', 'min', ['video'])
    api.clock.moveTo('2026-04-02T00:00:00Z')
    expect(await jo.grant('5', 'min', ['video'])).toMatchObject({ status: 422, body: { reason: 'unknown-service' } })
    const gift = { to: kim.path, amount: '2', unit: 'min', reason: 'a gift', services: ['video'] }
    expect(await api.post(`${jo.url}/pocket-transfers`, gift)).toMatchObject({ body: { services: ['video'] } })
    const debit = { amount: '3', unit: 'min', reason: 'sold no longer', services: ['video'] }
    expect(await api.post(`${jo.url}/pocket-debits`, debit)).toMatchObject({ status: 201 })
    expect([await jo.held(), await kim.held()]).toEqual([['300 second for satellite'], ['120 second for video']])
  })

  it('is filled by vouchers', async () => {
    const hal = await subscriber()
    const terms = { count: 1, name: 'Calls', amount: '5', unit: 'min' }
    const made = await api.post('/voucher-batches', { ...terms, services: ['voice'] })
    expect(made).toMatchObject({ status: 201, body: { batch: { services: ['voice'], unit: 'second' } } })
    const { code } = made.body.codes[0]
    expect(await api.post(`${hal.url}/vouchers`, { code })).toMatchObject({ body: { pocket: { services: ['voice'] } } })
    expect(await hal.held()).toEqual(['300 second for voice'])
    expect(await api.post('/voucher-batches', { ...terms, services: ['vioce'] })).toMatchObject({
      status: 422,
      body: { reason: 'unknown-service', errors: [{ field: 'services' }] }
    })
    const deed = { count: 1, name: 'Autumn', gives: { deed: 'grant-discount' }, services: ['voice'] }
    expect(await api.post('/voucher-batches', deed)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'services' }] }
    })
  })

  it.each<[string, readonly string[], number, string]>([
    ['min', ['vioce'], 422, 'No tariff is for vioce. Did you mean voice?'],
    ['min', ['voice', 'zzzzzzzz'], 422, 'No tariff is for zzzzzzzz. There are: '],
    ['min', ['sms'], 422, 'Tariff texts counts sms in messages: a pocket of seconds pays nothing of it.'],
    ['min', [], 400, 'name a service, such as voice, or leave services out'],
    ['min', [''], 400, 'the name of a service, such as voice']
  ])('of %s for %j is refused', async (unit, services, status, why) => {
    const ida = await subscriber()
    const answer = await ida.grant('5', unit, services)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).toContain(why)
    expect(await ida.held()).toEqual([])
  })
})
