// Puts probes that leave the interpreter running into one program.
import type { TriedProbe } from './probe.ts';

/** One program that tries them all and prints a line of JSON for each. */
export function triedProbesProgram(probes: readonly TriedProbe[], host: string, port: number): string {
  const listed = JSON.stringify(JSON.stringify(probes.map(({ name, code }) => [name, code])));
  return `
import gc, json
space = {"HOST": ${JSON.stringify(host)}, "PORT": ${port}, "URL": ${JSON.stringify(`http://${host}:${port}/`)}}
for name, code in json.loads(${listed}):
    names = dict(space, result=None)
    try:
        exec(code, names)
        said = "ok " + repr(names["result"])[:200]
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"[:200]
    names.clear()
    gc.collect()
    print(json.dumps([name, said]), flush=True)
`;
}
