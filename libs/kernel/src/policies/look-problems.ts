// Accounts about which policies could not be asked: for the person who has to look.
import { sql, type Writer } from '../persistence/index.ts'

export interface LookProblem {
  /** Id. */
  readonly account: string
  readonly accountNumber: string
  readonly problem: string
  /** The next time it is tried, at the latest. */
  readonly nextDay: Temporal.PlainDate | null
}

export interface ProblemPage {
  /** Id of the last account of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** In order of account. */
export async function lookProblems(
  writer: Writer,
  tenant: string,
  { after, limit }: ProblemPage
): Promise<LookProblem[]> {
  const rows = await sql<{ account: string; number: string; problem: string; next_day: string | null }>(
    writer,
    `select s.account, a.number, s.problem, s.next_day::text from policy_standing s
     join account a on a.tenant = s.tenant and a.id = s.account
     where s.tenant = $1 and s.problem is not null and s.account > $2 order by s.account limit $3`,
    [tenant, after ?? BEFORE_ALL, limit]
  )
  return rows.map(({ account, next_day: nextDay, number: accountNumber, problem }) => {
    return { account, accountNumber, problem, nextDay: nextDay === null ? null : Temporal.PlainDate.from(nextDay) }
  })
}
