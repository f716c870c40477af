// What does a room offer to clients? Operations named as in the SDK's aggregated client: plain input, plain output, a Date for an instant.
export type Operations = Readonly<Record<string, (input: unknown) => unknown>>
