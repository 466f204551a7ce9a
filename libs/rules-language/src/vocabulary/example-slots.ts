// Slots that many lines of an example share.

export const on = { kind: 'date', doc: 'the day on which it takes effect' } as const

export const at = { kind: 'date-time', doc: "when it starts, on the account's clock" } as const

export const of = { kind: 'name', optional: true, doc: 'the subscription, by the name after as' } as const

export const known = {
  kind: 'date',
  optional: true,
  doc: 'the day on which it becomes known, when that is another: later for news that come late'
} as const

/** Of a plugin's line about a deed: `on <on> ... [for <of>] [, known on <known>]`. */
export const exampleSlots = { on, of, known } as const
