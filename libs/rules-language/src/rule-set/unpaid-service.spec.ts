import { unpaidService } from './unpaid-service.ts'

const tariffs = [
  { name: 'texts', service: 'sms', unit: 'message' },
  { name: 'minute', service: 'voice', unit: 'second' },
  { name: 'calls', service: 'voice', unit: 'event' }
] as const

describe('a pocket for a service', () => {
  it.each([
    ['money pays for what is counted in anything', 'sms', null],
    ['its own unit pays', 'sms', 'message'],
    ['the unit of one of its tariffs is enough', 'voice', 'event']
  ] as const)('can be: %s', (_, service, unit) => {
    expect(unpaidService(service, unit, tariffs)).toBeNull()
  })

  it('cannot be where its tariffs count in another unit', () => {
    expect(unpaidService('sms', 'second', tariffs)).toEqual({ kind: 'other-unit', tariff: tariffs[0], held: 'second' })
  })

  it('cannot be where no tariff is for it, and says which may have been meant', () => {
    const known = ['sms', 'voice']
    expect(unpaidService('vioce', null, tariffs)).toEqual({ kind: 'unknown', known, near: 'voice' })
    expect(unpaidService('satellite', 'second', tariffs)).toEqual({ kind: 'unknown', known, near: undefined })
  })
})
