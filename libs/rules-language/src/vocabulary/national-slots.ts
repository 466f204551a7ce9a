// Slots of `national numbers of <shortest> [to <longest>] digits`, which `nationalDigits` reads.

export const nationalSlots = {
  shortest: {
    kind: 'count',
    optional: true,
    min: 4,
    max: 14,
    doc: 'digits of a national number without its prefix: 10'
  },
  longest: { kind: 'count', optional: true, min: 4, max: 14, doc: 'where not all are as long: 10 to 11' }
} as const
