// The facts of a life, told to the kernel as an integrator tells them.
import type { Answer, Api } from '../../api/api.ts'
import type { Fact } from '../lives/kinds-of-facts.ts'

export interface ToldAccount {
  readonly id: string
  readonly number: string
  /** Ids of its subscriptions by their names in the life. */
  readonly subscriptions: Map<string, string>
}

/** What the kernel answered: null where it did what it was told, else why not. */
export async function tell(api: Api, account: ToldAccount, fact: Fact): Promise<string | null> {
  const { as, do: does, on: effective } = fact as { readonly as?: string; readonly do: string; readonly on: string }
  const request = requestOf(account, fact)
  if (request === null) return 'never-began'
  const [path, body] = request
  const answer = await api.post(path, { effective, ...body })
  const refused = refusalIn(answer)
  if (refused === null && does === 'subscribe') account.subscriptions.set(as ?? '', answer.body.id)
  return refused
}

/** A subscription of one account goes to another. */
export async function move(
  api: Api,
  { subscriptions }: ToldAccount,
  as: string,
  { on: effective, to }: { readonly on: string; readonly to: string }
): Promise<string | null> {
  const id = subscriptions.get(as)
  return id === undefined ? 'never-began' : refusalIn(await api.post(`/subscriptions/${id}/move`, { to, effective }))
}

/** Null: it was done. */
export function refusalIn({ body, status }: Answer): string | null {
  if (status >= 500) throw new Error(JSON.stringify(body))
  return status >= 400 ? String(body.reason) : null
}

type Request = readonly [path: string, body: object]

/** Null: of a subscription that was refused when it was to begin. */
function requestOf({ number, subscriptions }: ToldAccount, fact: Fact): Request | null {
  const { as, do: does, on: _, ...said } = fact as Fact & { readonly as?: string; readonly do: string }
  const account = `/accounts/${number}`
  if (does === 'subscribe') return [`${account}/subscriptions`, { as: `${as}-${number}`, ...said }]
  const id = as === undefined ? undefined : subscriptions.get(as)
  if (as !== undefined && id === undefined) return null
  const whose = id === undefined ? {} : { subscription: id }
  const { amount, feature, plan, state, to, ...fields } = said as Record<string, unknown>
  switch (does) {
    case 'change':
      return [`/subscriptions/${id}/plan`, { plan }]
    case 'feature':
      return [`/subscriptions/${id}/features/${String(feature)}/${String(state)}`, {}]
    case 'suspend':
    case 'resume':
    case 'terminate':
      return [`/subscriptions/${id}/${does}`, {}]
    case 'renumber':
      return [`/subscriptions/${id}/number`, { number: `${String(to)}${number.slice(-3)}` }]
    case 'move-bill-day':
      return [`${account}/bill-day`, fields]
    case 'charge':
      return [`${account}/items`, { ...whose, ...fields, amount }]
    case 'credit':
      return [`${account}/items`, { ...whose, ...fields, amount: `-${String(amount)}` }]
    default:
      return [`${account}/deeds/${does}`, { ...whose, fields: said }]
  }
}
