// The package ships no types for this entry; its main entry calls Math.random on import, so we do not use that one.
declare module 'seedrandom/lib/alea.js' {
  const alea: unknown
  export default alea
}
