// The script of the frame in which a tab runs a guest: an opaque origin that may load nothing. It starts one worker from a script
// that it is handed, and passes on what the worker says, once and in bounds.
const MOST_PROGRESS = 2000;

if (self.origin !== 'null' || parent === self) throw new Error('This page runs in a sandboxed frame only.');

addEventListener(
  'message',
  ({ data, source }) => {
    if (source !== parent) return;
    const { script, parts, task, mostBytes, mostTested } = data;
    let worker;
    let hasSpoken = false;
    let progress = 0;
    let tested = 0;
    const tell = (said, bytes = []) => parent.postMessage(said, '*', bytes);
    const end = (said, bytes) => {
      worker?.terminate();
      tell(said, bytes);
    };
    const hear = ({ data: said }) => {
      hasSpoken = true;
      if (said?.kind === 'ready') return tell({ kind: 'ready' });
      if (said?.kind === 'progress') return void (progress++ < MOST_PROGRESS && tell(progressOf(said)));
      if (said?.kind === 'tested') return void (tested++ < mostTested && tell(testedOf(said)));
      if (said?.kind === 'done') return end({ kind: 'done' });
      const ended = endedOf(said, mostBytes);
      end(
        ended,
        [ended.end?.output, ended.end?.printed].flatMap((bytes) => (bytes ? [bytes.buffer] : []))
      );
    };
    const start = async (url, failed) => {
      const started = new Worker(url);
      worker = started;
      worker.onerror = failed;
      worker.onmessageerror = () => end({ kind: 'broken', detail: 'The worker said what cannot be read.' });
      worker.onmessage = hear;
      const read = await Promise.all(
        Object.entries(parts).map(async ([name, blob]) => [name, await blob.arrayBuffer()])
      );
      const own = Object.fromEntries(read.map(([name, buffer]) => [name, new Uint8Array(buffer)]));
      // One that has failed is not the one that is now heard.
      if (worker === started)
        worker.postMessage(
          { ...task, parts: own },
          Object.values(own).map(({ buffer }) => buffer)
        );
    };
    const broken = ({ message }) => end({ kind: 'broken', detail: `The worker failed: ${message}`.slice(0, 300) });
    // WebKit starts no worker from a blob where the page is cross-origin isolated; an address with the script in it takes longer.
    const restart = async () => {
      await start(`data:text/javascript;charset=utf-8,${encodeURIComponent(await script.text())}`, broken);
    };
    start(URL.createObjectURL(script), (event) => {
      if (hasSpoken || event.message) return broken(event);
      restart().catch(broken);
    }).catch(broken);
  },
  { once: true }
);
parent.postMessage({ kind: 'loaded' }, '*');

const textOf = (value) => String(value ?? '').slice(0, 20_000);
const numbersOf = (values) =>
  Object.fromEntries(
    ['memoryBytes', 'fileBytes', 'fileCount', 'printedBytes'].map((name) => [name, Number(values?.[name])])
  );
const progressOf = (said) => ({ kind: 'progress', resources: numbersOf(said.resources) });

const testedOf = ({ outcome, steps }) => ({
  kind: 'tested',
  steps: Number(steps),
  outcome:
    outcome?.passed === true
      ? { passed: true }
      : { passed: false, reason: textOf(outcome?.reason), part: Number(outcome?.part), detail: textOf(outcome?.detail) }
});

/** Only what an end has, so that the page never reads anything larger. */
function endedOf(said, mostBytes) {
  if (said?.kind !== 'ended') return { kind: 'broken', detail: textOf(said?.detail) };
  const { end } = said;
  const [output, printed] = [end?.output, end?.printed].map((bytes) => (bytes instanceof Uint8Array ? bytes : null));
  if ((output?.length ?? 0) + (printed?.length ?? 0) > mostBytes)
    return { kind: 'broken', detail: 'The worker said more than a run can say.' };
  return {
    kind: 'ended',
    end: {
      outcome: textOf(end?.outcome),
      exitCode: Number(end?.exitCode),
      reason: textOf(end?.reason),
      detail: textOf(end?.detail),
      errorsTail: textOf(end?.errorsTail),
      // Copies, which bring nothing along that lies behind a view.
      output: output?.slice() ?? null,
      printed: printed?.slice() ?? null,
      resources: numbersOf(end?.resources)
    }
  };
}
