import { UsageEvents } from './usage-events.ts'
import type { ParsedEvent, ParsedLine } from './usage-format.ts'

/** `call a` waits for `call b`; what is joined is filtered under both texts. */
function parse(text: string): ParsedLine {
  const [of = '', name = ''] = text.split(' ')
  if (text.includes('\n')) return text === 'odd a\nodd b' ? parse('odd a') : { kind: 'filtered', reason: text }
  return {
    kind: 'piece',
    piece: { of, name, all: ['a', 'b'] },
    ...{ keep: 'last', spare: 'spare', reason: 'alone', detail: text }
  }
}

interface Read {
  readonly reader: UsageEvents
  readonly events: [kind: string, reason: string, line: number][]
}

function readerOf(): Read {
  const events: Read['events'] = []
  const reasonOf = (event: ParsedEvent): string => (event.kind === 'record' ? '' : event.reason)
  const reader = new UsageEvents({ parse }, (event, _, line) => events.push([event.kind, reasonOf(event), line]))
  return { reader, events }
}

describe('pieces of events', () => {
  it('are joined in the order of their names, at the line of the last one', () => {
    const { reader, events } = readerOf()
    ;['1 b', '2 a', '1 a'].forEach((text, index) => reader.read(text, index + 1))
    expect(events).toEqual([['filtered', '1 a\n1 b', 3]])
    expect(reader.holds).toBe(true)
    reader.release()
    expect(events.slice(1)).toEqual([['malformed', 'alone', 2]])
    expect(reader.holds).toBe(false)
  })

  it('that are still pieces when they are joined are malformed', () => {
    const { reader, events } = readerOf()
    for (const text of ['odd a', 'odd b']) reader.read(text, 1)
    expect(events).toEqual([['malformed', 'not-joined', 1]])
  })

  it('of the oldest event are given up when a hundred thousand wait', () => {
    const { reader, events } = readerOf()
    for (let call = 1; call <= 100_001; call++) reader.read(`${call} a`, call)
    expect(events).toEqual([['malformed', 'alone', 1]])
    reader.read('2 b', 0)
    expect(events.slice(1)).toEqual([['filtered', '2 a\n2 b', 0]])
  })
})

/** `call 2 of 3`, `call 2`: only the last part says how many there are. */
function parsePart(text: string): ParsedLine {
  if (text.includes('\n')) return { kind: 'filtered', reason: text }
  const [of = '', name = '', , last] = text.split(' ')
  const names = Array.from({ length: Number(last ?? 0) }, (_, i) => String(i + 1))
  return {
    kind: 'piece',
    piece: { of, name, all: last === undefined ? [name] : names, more: last === undefined },
    ...{ keep: 'both', spare: 'again', reason: 'parts-missing', detail: text }
  }
}

describe('parts of which only the last says how many there are', () => {
  const read = (
    texts: readonly string[],
    waits: (name: string, text: string) => boolean = () => false,
    waitsBehind = false
  ): string[] => {
    const events: string[] = []
    const reader = new UsageEvents(
      { parse: parsePart },
      (event, text) => events.push(event.kind === 'record' ? '' : `${event.reason}: ${text}`),
      { toldOtherwise: (piece, text) => waits(piece.name, text), behind: () => waitsBehind }
    )
    texts.forEach((text, index) => reader.read(text, index + 1))
    events.push('end')
    reader.release()
    return events.map(event => event.split('\n').join('/'))
  }

  it.each([
    [
      ['a 1', 'a 2', 'a 3 of 3'],
      ['a 1/a 2/a 3 of 3: a 1/a 2/a 3 of 3', 'end']
    ],
    [
      ['a 3 of 3', 'a 1', 'a 2'],
      ['a 1/a 2/a 3 of 3: a 1/a 2/a 3 of 3', 'end']
    ],
    [['a 1 of 1'], ['a 1 of 1/: a 1 of 1/', 'end']],
    [
      ['a 1', 'a 1', 'a 2 of 2'],
      ['again: a 1', 'a 1/a 2 of 2: a 1/a 2 of 2', 'end']
    ],
    [
      ['a 1', 'a 2'],
      ['end', 'parts-missing: a 1', 'parts-missing: a 2']
    ],
    [
      ['a 1', 'a 3 of 3'],
      ['end', 'parts-missing: a 1', 'parts-missing: a 3 of 3']
    ],
    // another text of a part waits by itself, and the first one counts
    [
      ['a 1', 'a 1 otherwise', 'a 2 of 2'],
      ['other-part: a 1 otherwise', 'a 1/a 2 of 2: a 1/a 2 of 2', 'end']
    ],
    // of two that say they are the last the first part decides, whichever comes first, and what is behind it waits by itself
    [
      ['a 2', 'a 1 of 1'],
      ['behind-last-part: a 2', 'a 1 of 1/: a 1 of 1/', 'end']
    ],
    [
      ['a 1 of 1', 'a 2'],
      ['a 1 of 1/: a 1 of 1/', 'end', 'behind-last-part: a 2']
    ],
    ...[
      ['a 3 of 3', 'a 1', 'a 2 of 2'],
      ['a 2 of 2', 'a 3 of 3', 'a 1'],
      ['a 3 of 3', 'a 2 of 2', 'a 1']
    ].map((texts): [string[], string[]] => [
      texts,
      ['behind-last-part: a 3 of 3', 'a 1/a 2 of 2: a 1/a 2 of 2', 'end']
    ]),
    ...[
      ['a 1', 'a 2 of 2', 'a 3 of 3'],
      ['a 2 of 2', 'a 1', 'a 3 of 3']
    ].map((texts): [string[], string[]] => [
      texts,
      ['a 1/a 2 of 2: a 1/a 2 of 2', 'end', 'behind-last-part: a 3 of 3']
    ]),
    // no two of them are there with all their parts
    [
      ['a 1', 'a 3 of 3', 'a 4 of 4'],
      ['end', 'parts-missing: a 1', 'parts-missing: a 3 of 3', 'parts-missing: a 4 of 4']
    ]
  ])('%j', (texts, events) => {
    expect(read(texts)).toEqual(events)
  })

  it('wait by themselves where another file left another text of them', () => {
    expect(read(['a 1', 'a 2 of 2'], name => name === '1')).toEqual([
      'other-part: a 1',
      'end',
      'parts-missing: a 2 of 2'
    ])
  })

  it("wait for another file's where one waits behind the last", () => {
    const waiting = ['end', 'parts-missing: a 1', 'parts-missing: a 2 of 2']
    expect(read(['a 1', 'a 2 of 2'], () => false, true)).toEqual(waiting)
  })

  it('are given up together when a hundred thousand wait', () => {
    const texts = Array.from({ length: 50_000 }, (_, call) => [`${call} 1`, `${call} 2`]).flat()
    const events = read([...texts, 'x 1'])
    expect(events.slice(0, 3)).toEqual(['parts-missing: 0 1', 'parts-missing: 0 2', 'end'])
  })
})
