// Stories as a billing person writes them: what happened, a line, and every bill that came of it.
import { invoicesOf, play, table } from './play.ts'

const DOES: Readonly<Record<string, (words: readonly string[]) => object>> = {
  subscribe: ([plan, ...features]) => ({ do: 'subscribe', plan, as: 's1', ...(features.length > 0 && { features }) }),
  change: ([plan, ...said]) => ({ do: 'change', plan, as: 's1', ...timeIn(said) }),
  withdraw: ([what]) => ({ do: 'withdraw', what, as: 's1' }),
  sign: ([contract]) => ({ do: 'sign-contract', contract, as: 's1' }),
  turn: ([feature, state]) => ({ do: 'feature', feature, state, as: 's1' }),
  suspend: () => ({ do: 'suspend', as: 's1' }),
  resume: () => ({ do: 'resume', as: 's1' }),
  end: said => ({ do: 'terminate', as: 's1', ...timeIn(said) }),
  billed: () => ({ do: 'advance' })
}

/**
 * Before the line `---` what happens to one subscription, '2026-03-01 subscribe home' and so on up to the day until which it is
 * billed, `known 2026-04-02` behind what is told late; after it the bills, and what was refused. 'bill day 15' and 'zone Europe/Berlin' may come first.
 */
export async function toldAndBilled(story: string, rules: string): Promise<{ told: string[]; billed: string[] }> {
  const [happened = '', bills = ''] = story.split('---')
  const lines = table(happened)
  const wish = lines.find(line => line.startsWith('bill day '))?.slice('bill day '.length)
  const zone = lines.find(line => line.startsWith('zone '))?.slice('zone '.length)
  const facts = lines.filter(line => /^\d/.test(line)).map(factOf)
  const life = await play({ rules, facts, billDay: Number(wish ?? 1), ...(zone === undefined ? {} : { zone }) })
  const refused = life.refused.map(({ detail, reason }) => `refused: ${reason} (${detail})`)
  return { told: table(bills), billed: [...invoicesOf(life), ...refused] }
}

/** 'next-cycle', 'end-of-term', a day; 'replace' or 'keep' for what is pending. */
function timeIn(said: readonly string[]): object {
  const pending = said.find(word => word === 'replace' || word === 'keep')
  const when = said.find(word => word !== pending)
  return { ...(when !== undefined && { when }), ...(pending !== undefined && { pending }) }
}

function factOf(line: string): object {
  const [happened = '', known] = line.split(' known ')
  const [on, does = '', ...words] = happened.split(' ')
  const fact = DOES[does]?.(words)
  if (fact === undefined) throw new Error(`nothing is done by '${line}'`)
  return { on, ...fact, ...(known === undefined ? {} : { known }) }
}
