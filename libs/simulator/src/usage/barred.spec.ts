import { barOn } from './barred.ts'

const own = [
  { identity: '+61400000001', since: '2026-03-01', until: null },
  { identity: 'ann@example.net', since: '2026-03-01', until: null },
  { identity: '+61400000002', since: '2026-01-01', until: '2026-03-10' }
]
const bar = (what: string, more: object = {}) => ({
  ...{ subscription: 's', what, since: '2026-03-01', until: null, reason: 'by hand', own },
  ...more
})
const calling = (called: string) => ({ called, party: `+${called}` })
const use = { service: 'voice', ...calling('61298765432'), day: '2026-03-10' }
const australia = { country: '61', trunk: '0', international: '0011' }

describe('a bar', () => {
  it.each([
    ['its service', bar('voice'), {}, true],
    ['no other service', bar('data'), {}, false],
    ['not before its day', bar('voice', { since: '2026-03-11' }), {}, false],
    ['its first day', bar('voice', { since: '2026-03-10' }), {}, true],
    ['its last day', bar('voice', { until: '2026-03-11' }), {}, true],
    ['not the day after it', bar('voice', { until: '2026-03-10' }), {}, false],
    ['calls outwards', bar('outgoing'), {}, true],
    ['no call to the own number: that one comes in', bar('outgoing'), calling('61400000001'), false],
    ['no call to a login of its own', bar('outgoing'), { called: '', party: 'ann@example.net' }, false],
    ['a call to a number that it has no more', bar('outgoing'), calling('61400000002'), true],
    ['a called party that is no number', bar('outgoing'), { called: '', party: 'bob@example.com' }, true],
    ['nothing outwards that calls nobody', bar('outgoing'), { service: 'data', called: '', party: '' }, false],
    ['calls abroad', bar('international'), calling('6421555123'), true],
    ['nothing abroad that is no number', bar('international'), { called: '', party: 'bob@example.com' }, false],
    ['no call at home', bar('international'), {}, false],
    ['nothing of roaming, which no request tells', bar('roaming'), {}, false]
  ])('keeps from %s', (_, one, more, kept) => {
    expect(barOn([one], { ...use, ...more }, australia)).toEqual(kept ? one : undefined)
  })

  it('of calls abroad keeps from nothing where no rules say how numbers are dialled', () => {
    expect(barOn([bar('international')], { ...use, ...calling('6421555123') }, null)).toBeUndefined()
  })

  it('lets in a call to an own number that is held as it was read before rules said how long numbers are', () => {
    const india = { country: '91', trunk: '0', international: '00', national: { shortest: 10, longest: 10 } }
    const held = bar('outgoing', { own: [{ identity: '+9123456789', since: '2026-01-01', until: null }] })
    expect(barOn([held], { ...use, ...calling('919123456789') }, india)).toBeUndefined()
    expect(barOn([held], { ...use, ...calling('919123456788') }, india)).toBe(held)
  })
})
