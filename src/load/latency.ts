// How long does a request take, and how many can be served? Queueing theory in closed form (LD-21, LD-24, LD-25, LD-32, LD-09).

/** Near full use the steady state is minutes away: no answer is taken to last longer than a hundred times its service (assumption). */
const MOST_USE = 0.99

/** Requests a second that CPU allows: the utilisation law. Without a cost there is no limit. */
export function capacityOf(cpuUnits: number, cpuSecondsPerRequest: number): number {
  return cpuSecondsPerRequest === 0 ? Number.POSITIVE_INFINITY : Math.max(0, cpuUnits) / (1_024 * cpuSecondsPerRequest)
}

/** Seconds in the system, one server with Poisson arrivals (M/M/1): S/(1 - ρ). */
export function responseOfOne(arrivals: number, capacity: number): number {
  return 1 / capacity / (1 - Math.min(MOST_USE, arrivals / capacity))
}

/** Seconds in the system, `servers` with one queue (M/M/c): 1/μ + C/(cμ - λ). */
export function responseOfPool(servers: number, arrivals: number, capacity: number): number {
  const offered = Math.min(MOST_USE * servers, arrivals / capacity)
  return 1 / capacity + erlangC(servers, offered) / (servers * capacity - offered * capacity)
}

/** How likely a request is to wait, `offered` in Erlang: by the recurrence of Erlang B, which never overflows (LD-32). */
export function erlangC(servers: number, offered: number): number {
  if (offered >= servers) return 1
  let blocked = 1
  for (let nth = 1; nth <= servers; nth++) blocked = (offered * blocked) / (nth + offered * blocked)
  return blocked / (1 - (offered / servers) * (1 - blocked))
}

/**
 * Requests a second of a closed population on one server: each of its users thinks, asks and waits for the answer, X = U/(R + Z) with
 * R = S/(1 - XS) (LD-09). What solves it is the lesser root of a quadratic.
 */
export function closedThroughput(users: number, thinkSeconds: number, capacity: number): number {
  const service = 1 / capacity
  if (users <= 0) return 0
  const ownTime = thinkSeconds + service + users * service
  const rest = ownTime * ownTime - 4 * thinkSeconds * users * service
  // The other form of the root: it does not cancel, and holds for no thinking at all.
  return ((2 * users * service) / (ownTime + Math.sqrt(rest))) * capacity
}
