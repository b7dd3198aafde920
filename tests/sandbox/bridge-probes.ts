// What a program tries once it has JavaScript's global object, which a closed import gate does not let it have. For tests that open the
// gate, to look at the walls behind it.

export interface BridgeProbe {
  name: string;
  /** Python; `js` is the global object, `URL` leads to a server that listens. An expression that says what was reached. */
  code: string;
}

export const BRIDGE_PROBES: readonly BridgeProbe[] = [
  { name: 'fetch', code: 'fetch(URL + "fetch")' },
  { name: 'fetch, not asking', code: 'fetch(URL + "no-cors", options(mode="no-cors"))' },
  { name: 'XMLHttpRequest', code: 'send(js.XMLHttpRequest.new())' },
  { name: 'WebSocket', code: 'js.WebSocket.new(URL.replace("http", "ws"))' },
  { name: 'EventSource', code: 'js.EventSource.new(URL + "events")' },
  { name: 'WebTransport', code: 'js.WebTransport.new(URL.replace("http", "https"))' },
  { name: 'importScripts', code: 'js.importScripts(URL + "script.js")' },
  { name: 'a font', code: 'js.FontFace.new("x", "url(" + URL + "font)").load()' },
  { name: 'a beacon', code: 'js.navigator.sendBeacon(URL + "beacon", "x")' },
  { name: 'a peer', code: 'js.RTCPeerConnection.new()' },
  {
    name: 'a worker from a blob',
    code: 'js.Worker.new(js.URL.createObjectURL(blob("fetch(" + repr(URL + "nested") + ")")))'
  },
  { name: 'a worker from elsewhere', code: 'js.Worker.new(URL + "worker.js")' },
  { name: 'a shared worker', code: 'js.SharedWorker.new(URL + "shared.js")' },
  { name: 'eval', code: 'js.eval("1")' },
  { name: 'a function from text', code: 'js.Function.new("return fetch(" + repr(URL + "function") + ")")()' },
  { name: 'a timer from text', code: 'js.setTimeout("fetch(" + repr(URL + "timer") + ")", 0)' },
  { name: 'localStorage', code: 'js.localStorage' },
  { name: 'indexedDB', code: 'js.indexedDB.open("x")' },
  { name: 'caches', code: 'js.caches.open("x")' },
  { name: 'a private file system', code: 'js.navigator.storage.getDirectory()' },
  { name: 'cookies', code: 'js.document.cookie' },
  { name: 'the page', code: 'js.parent' },
  { name: 'a window', code: 'js.open(URL + "window")' },
  { name: 'an address', code: 'setattr(js.location, "href", URL + "address")' },
  { name: 'shared memory', code: 'js.SharedArrayBuffer.new(8)' },
  { name: 'Node’s process', code: 'js.process.binding' },
  { name: 'Node’s modules', code: 'js.process.getBuiltinModule("fs")' },
  { name: 'Node’s streams, by its console', code: 'js.console._stdout.constructor' },
  { name: 'require', code: 'js.require("fs")' }
];

/** Prints a line of JSON for each: what was refused, and how, or what was done, which the server may still hear of or not. */
export function bridgeProbesProgram(probes: readonly BridgeProbe[], url: string): string {
  const listed = JSON.stringify(JSON.stringify(probes.map(({ name, code }) => [name, code])));
  return `
import gc, json
finder = next(o for o in gc.get_objects() if type(o).__name__ == "JsFinder")
js = finder.jsproxies["js"]
URL = ${JSON.stringify(url)}


def fetch(*given):
    return getattr(js, "ownFetch", js.fetch)(*given)


def options(**named):
    made = js.Object.new()
    for name, value in named.items():
        setattr(made, name, value)
    return made


def blob(text):
    parts = js.Array.new()
    parts.push(text)
    return js.Blob.new(parts)


def send(request):
    request.open("GET", URL + "request", False)
    request.send()
    return request.responseText


for name, code in json.loads(${listed}):
    try:
        said = "done: " + repr(eval(code))[:80]
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"[:160]
    print(json.dumps([name, said]), flush=True)
`;
}
