// The facts of a life, told to the kernel as an integrator tells them.
import type { Answer, Api } from '../../api/api.ts'
import type { Fact } from '../lives/kinds-of-facts.ts'

export interface ToldAccount {
  readonly id: string
  readonly number: string
  readonly zone: string
  /** Ids of its subscriptions by their names in the life. */
  readonly subscriptions: Map<string, string>
}

/** What the kernel answered: null where it did what it was told, else why not. */
export async function tell(api: Api, account: ToldAccount, fact: Fact): Promise<string | null> {
  const { as, do: does, on: effective } = fact as { readonly as?: string; readonly do: string; readonly on: string }
  if (does === 'use') return use(api, account, fact as unknown as Use)
  const request = requestOf(account, fact)
  if (request === null) return 'never-began'
  const [path, body] = request
  const answer = await api.post(path, { effective, ...body })
  const refused = refusalIn(answer)
  if (refused === null && does === 'subscribe') account.subscriptions.set(as ?? '', answer.body.id)
  return refused
}

interface Use {
  readonly as: string
  /** On the account's clock. */
  readonly at: string
  readonly quantity: string
  readonly to: string
}

/** By the number that its subscription began with. */
async function use(api: Api, account: ToldAccount, { as, at, quantity, to }: Use): Promise<string | null> {
  const started = Temporal.PlainDateTime.from(at).toZonedDateTime(account.zone).toInstant().toString()
  const said = { id: `${as} ${account.number} ${at}`, service: 'voice', subscriber: numberOf(account, as), to }
  const event = { ...said, started_at: started, quantity: Number.parseInt(quantity, 10), unit: 's' }
  const answer = await api.post('/usage/events', event)
  return refusalIn(answer) ?? (answer.body.rated === 1 ? null : 'not-rated')
}

function numberOf({ number }: ToldAccount, as: string): string {
  return `+614${number.slice(-4)}${as.slice(1).padStart(4, '0')}`
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
function requestOf(whom: ToldAccount, fact: Fact): Request | null {
  const { number, subscriptions } = whom
  const { as, do: does, on: _, ...said } = fact as Fact & { readonly as?: string; readonly do: string }
  const account = `/accounts/${number}`
  if (does === 'subscribe') return [`${account}/subscriptions`, { as: numberOf(whom, as ?? ''), ...said }]
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
      return [`/subscriptions/${id}/${does}`, fields]
    case 'resume':
    case 'terminate':
      return [`/subscriptions/${id}/${does}`, {}]
    case 'renumber':
      return [`/subscriptions/${id}/number`, { number: `${String(to)}${number.slice(-3)}` }]
    case 'move-bill-day':
      return [`${account}/bill-day`, fields]
    case 'tax-place':
      return [`${account}/tax-places`, { ...whose, ...fields }]
    case 'charge':
      return [`${account}/items`, { ...whose, ...fields, amount }]
    case 'credit':
      return [`${account}/items`, { ...whose, ...fields, amount: `-${String(amount)}` }]
    default:
      return [`${account}/deeds/${does}`, { ...whose, fields: said }]
  }
}
