// Whether a use began near enough to now to be charged while it happens.
import { formatPlace } from '@farthing/billing-core/values'
import type { UsageRating } from '@farthing/simulator'

const DAY_MS = 86_400_000

/** What is wrong with a beginning that is more than 24 hours ago, or further ahead than the operator allows. */
export function farFromNow(
  startedAt: Temporal.Instant,
  { limits, now }: Pick<UsageRating, 'limits' | 'now'>
): string | undefined {
  const ahead = startedAt.epochMilliseconds - now
  if (ahead < -DAY_MS) return `${startedAt} is more than 24 hours ago: import such usage.`
  const { futureUsage } = limits
  if (ahead <= (futureUsage?.ms ?? DAY_MS)) return undefined
  const most =
    futureUsage === null
      ? '24 hours ahead'
      : `${futureUsage.text} ahead (${futureUsage.at.rule}, ${formatPlace(futureUsage.at)})`
  return `${startedAt} is more than ${most}: ask when it begins, and look at the clock of whoever asks.`
}
