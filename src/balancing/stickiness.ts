// How does a client stay where it was? By a cookie that names the place and when it was given (LB-033, TG-048).
import type { Request } from './conditions.ts'

export const GROUP_COOKIE = 'AWSALBTG'
export const TARGET_COOKIE = 'AWSALB'

export function cookieOf(name: string, place: string, nowMs: number): string {
  return `${name}=${place}@${nowMs}`
}

/** The place that the request's cookie names; null without one, or when it has run out. */
export function readCookie(
  { headers }: Pick<Request, 'headers'>,
  name: string,
  seconds: number | null,
  nowMs: number,
): string | null {
  if (seconds === null) return null
  for (const header of headers.get('cookie') ?? []) {
    for (const part of header.split(';')) {
      const hit = /^\s*([^=\s]+)=(.*)@(\d{1,16})\s*$/.exec(part)
      if (hit?.[1] === name && nowMs < Number(hit[3]) + seconds * 1_000) return hit[2] as string
    }
  }
  return null
}
