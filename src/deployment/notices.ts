// Which service events are due, and which are held back because they have just been said? (EV-201)
import type { Notice } from '../model/entities.ts'

/** A lasting condition and the words for it. */
export interface Condition {
  readonly rule: string
  readonly message: string
}

export interface Announcement {
  /** What to say now, in order. */
  readonly due: readonly string[]
  /** What has been said and still holds. */
  readonly notices: readonly Notice[]
}

/** Says a condition when it begins and again every `repeatMs` while it lasts; forgets those that are over. */
export function announce(
  held: readonly Notice[],
  conditions: readonly Condition[],
  nowMs: number,
  repeatMs: number,
): Announcement {
  const due: string[] = []
  const notices = conditions.map(({ rule, message }): Notice => {
    const said = held.find((notice) => notice.rule === rule && notice.message === message)
    if (said !== undefined && nowMs < said.atMs + repeatMs) return said
    due.push(message)
    return { rule, message, atMs: nowMs }
  })
  const unchanged = due.length === 0 && notices.length === held.length
  return { due, notices: unchanged ? held : notices }
}
