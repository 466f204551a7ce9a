// The shapes of a comparison over HTTP.
import { z } from 'zod'
import { GivenCurrency, GivenDay } from '../http/index.ts'
import { GivenFiles, GivenGates, GivenVersion } from '../rules-host/index.ts'

export const ImpactBody = z
  .strictObject({
    before: GivenVersion.optional().describe('Version before; left out: the one in force today.'),
    after: GivenVersion.optional().describe('Version after; or give files.'),
    files: GivenFiles.optional(),
    from: GivenDay.optional().describe('Bills dated after this day are compared.'),
    until: GivenDay.optional().describe('... up to and including this day. Left out: the newest bill date.'),
    on: GivenDay.optional().describe('Both as they are on this day: for prices that are dated inside a file.'),
    currency: GivenCurrency.optional().describe("Of the accounts that are compared; left out: the operator's own."),
    gates: GivenGates.optional(),
    top: z.number().int().min(0).max(100).default(5).describe('How many of the biggest rises and falls to explain.')
  })
  .refine(({ after, files }) => (after === undefined) !== (files === undefined), {
    error: 'give either a version or files',
    path: ['after']
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    error:
      'not a day after from, which is the last day that does not count: one day is asked for from the day before it',
    path: ['until']
  })
  .meta({ id: 'CompareRules' })

const Amounts = { before: z.string(), after: z.string(), change: z.string() }
const Waiting = z.object({ lines: z.number().int(), amount: z.string() })

export const ImpactView = z
  .looseObject({
    ok: z.boolean().describe('Whether every gate holds; over nothing none does.'),
    before: z.string(),
    after: z.string(),
    range: z
      .object({ from: z.iso.date(), until: z.iso.date() })
      .describe('Bills dated after `from` are compared, up to and including `until`.'),
    on: z.iso.date().nullable().describe('Both are as they are on this day; null: with their own dates.'),
    later: z
      .array(z.looseObject({ kind: z.string(), name: z.string(), from: z.iso.date(), in: z.string() }))
      .describe('Versions that were not compared, for they begin after the range.'),
    currency: z.string(),
    compared: z.number().int(),
    waiting: z
      .object({
        lines: z.number().int(),
        before: Waiting.describe('What a retry under the rules before would rate, and what these bills have of it.'),
        after: Waiting,
        onlyBefore: z.number().int().describe('Lines that the rules before alone could rate.'),
        onlyAfter: z.number().int()
      })
      .describe(
        'Lines in quarantine, but for those at which a person looks first (`session-closed`, `unknown-session`). Both totals have what the side could rate of them.'
      ),
    total: z.object(Amounts),
    gates: z.array(z.looseObject({ gate: z.string(), ok: z.boolean(), broken: z.number().int() }))
  })
  .meta({ id: 'RulesImpact' })
export type ImpactView = z.infer<typeof ImpactView>
