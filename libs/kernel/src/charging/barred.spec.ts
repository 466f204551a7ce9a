import { barOn } from './barred.ts'

const bar = (what: string, more: object = {}) => ({
  ...{ subscription: 's', what, since: '2026-03-01', until: null, reason: 'by hand' },
  ...more
})
const use = { service: 'voice', called: '61298765432', identity: '+61400000001', day: '2026-03-10' }
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
    ['no call to the own number: that one comes in', bar('outgoing'), { called: '61400000001' }, false],
    ['nothing outwards that calls nobody', bar('outgoing'), { service: 'data', called: '' }, false],
    ['calls abroad', bar('international'), { called: '6421555123' }, true],
    ['no call at home', bar('international'), {}, false],
    ['nothing of roaming, which no request tells', bar('roaming'), {}, false]
  ])('keeps from %s', (_, one, more, kept) => {
    expect(barOn([one], { ...use, ...more }, australia)).toEqual(kept ? one : undefined)
  })

  it('of calls abroad keeps from nothing where no rules say how numbers are dialled', () => {
    expect(barOn([bar('international')], { ...use, called: '6421555123' }, null)).toBeUndefined()
  })
})
