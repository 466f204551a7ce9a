// How an example tells of standing charges.
import { defineStatement, exampleSlots, type Signature, withArticle } from '@farthing/rules-language'
import { deedFields } from '../deed.ts'
import { atStart, type StandingDeeds, type StandingWords } from './standing-fields.ts'

const terms = {
  price: { kind: 'money', optional: true, doc: 'of one for a full period, when it is another than that of the rules' },
  quantity: { kind: 'count', min: 1, optional: true, doc: 'how many' }
} as const

export function standingLines({ plugin, to, words }: StandingWords, deeds: StandingDeeds): Signature[] {
  const { add, change, end } = deeds
  const { of, ...ofAccount } = exampleSlots
  const shared = to === 'account' ? ofAccount : { ...ofAccount, of }
  const whose = to === 'account' ? '' : ' [for <of>]'
  const added = defineStatement({
    id: `${plugin}.example-add`,
    in: ['example'],
    pattern: `on <on> add ${words} <charge> [as <name>] [at <price>]${whose} [, quantity <quantity>] [, until <until>] [, known on <known>]`,
    slots: {
      ...shared,
      ...terms,
      charge: { kind: 'name', mayReferTo: words, doc: 'which one of the rules' },
      name: { kind: 'name', optional: true, doc: 'what later lines call it' },
      until: { kind: 'date', optional: true, doc: 'the first day without it' }
    },
    doc: `${atStart(words)} is charged from a day on.`,
    example: `on 2026-03-05 add ${words} extra-line, quantity 2`,
    tells: {
      deed: add.name,
      to,
      fields({ slots: { charge, name = null, price, quantity = null, until = null } }) {
        return deedFields(add, { charge, name, price: price?.micro ?? null, quantity, until })
      }
    }
  })
  const line = { plugin, to, words, whose, slots: shared }
  return [added, changeLine(line, change), endLine(line, end)]
}

interface LaterLine extends Pick<StandingWords, 'plugin' | 'to' | 'words'> {
  readonly whose: string
  readonly slots: Omit<typeof exampleSlots, 'of'>
}

function endLine({ plugin, slots, to, whose, words }: LaterLine, end: StandingDeeds['end']): Signature {
  return defineStatement({
    id: `${plugin}.example-end`,
    in: ['example'],
    pattern: `on <on> end ${words} <charge>${whose} [, known on <known>]`,
    slots: { ...slots, charge: { kind: 'name', mayReferTo: words, doc: 'its name' } },
    doc: `${atStart(words)} is charged no more from a day on.`,
    example: `on 2026-05-05 end ${words} extra-line`,
    tells: { deed: end.name, to, fields: ({ slots: { charge } }) => deedFields(end, { charge }) }
  })
}

function changeLine({ plugin, slots, to, whose, words }: LaterLine, change: StandingDeeds['change']): Signature {
  return defineStatement({
    id: `${plugin}.example-change`,
    in: ['example'],
    pattern: `on <on> change ${words} <charge> [at <price>]${whose} [, quantity <quantity>] [, known on <known>]`,
    slots: { ...slots, ...terms, charge: { kind: 'name', mayReferTo: words, doc: 'its name' } },
    doc: `From a day on there are more or fewer of ${withArticle(words)}, or it costs something else.`,
    example: `on 2026-04-05 change ${words} extra-line, quantity 3`,
    tells: {
      deed: change.name,
      to,
      fields({ slots: { charge, price, quantity = null } }) {
        return deedFields(change, { charge, price: price?.micro ?? null, quantity })
      }
    }
  })
}
