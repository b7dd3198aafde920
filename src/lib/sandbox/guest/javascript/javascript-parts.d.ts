// Texts that are put into the guest's script as they are.

declare module '*.txt' {
  const source: string;
  export default source;
}
