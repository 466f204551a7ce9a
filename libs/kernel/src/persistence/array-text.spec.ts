import { testDatabase } from '@farthing/testing'
import fc from 'fast-check'
import { Client } from 'pg'
import { arrayText, jsonTexts, jsonTextsSql } from './array-text.ts'

const database = await testDatabase()
const client = new Client(database.url)
beforeAll(() => client.connect())
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** The elements, as PostgreSQL reads the text. */
async function read(type: string, values: readonly unknown[]): Promise<unknown[]> {
  const query = `select coalesce(json_agg(each::text), '[]') as texts from unnest($1::${type}[]) as each`
  return (await client.query<{ texts: unknown[] }>(query, [arrayText(values)])).rows[0]?.texts ?? []
}

describe('an array as text', () => {
  it('is read as what it was, whatever its texts hold', async () => {
    const words = fc.constantFrom(
      '',
      'null',
      'NULL',
      ' a ',
      '{}',
      '"',
      '\\',
      '\\"',
      'a,b',
      '\n\t',
      '\u{1f600}',
      '{"a":"\\""}'
    )
    const text = fc.oneof(
      words,
      fc.string({ unit: 'binary' }).filter(each => !each.includes('\0'))
    )
    const texts = fc.array(fc.option(text), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(texts, async values => expect(await read('text', values)).toEqual(values)),
      { numRuns: 200 }
    )
  })

  it.each([
    ['bigint', [1, -2n, 9_007_199_254_740_993n, null], ['1', '-2', '9007199254740993', null]],
    ['bytea', [Buffer.from([0, 255]), Buffer.alloc(0)], ['\\x00ff', '\\x']],
    ['boolean', [true, false], ['true', 'false']],
    [
      'int',
      [
        [1, 2],
        [3, 4]
      ],
      ['1', '2', '3', '4']
    ],
    ['timestamptz', ['2026-03-01T00:00:00Z', null], [expect.stringContaining('2026-03-01'), null]]
  ])('holds %s', async (type, values, texts) => {
    expect(await read(type, values)).toEqual(texts)
  })
})

describe('JSON texts sent as one', () => {
  it('are read as they were, whatever they hold', async () => {
    const query = `select coalesce(json_agg(each::text), '[]') as texts from unnest(${jsonTextsSql('$1')}) as each`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 10 }), async values => {
        const texts = values.map(value => JSON.stringify(value))
        const { rows } = await client.query<{ texts: string[] }>(query, [jsonTexts(texts)])
        expect(rows[0]?.texts).toEqual(texts)
      }),
      { numRuns: 200 }
    )
  })
})
