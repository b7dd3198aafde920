// The imports of CPython that would tell it the time, the zone or something random, replaced by the run's own.
import type { VirtualClock } from '../virtual-clock.ts';
import type { ImportFunction } from './import-gate.ts';

const UTC = [85, 84, 67, 0];
const REALTIME = 0;

export interface ClockImportsOptions {
  clock: VirtualClock;
  fill: (view: Uint8Array) => Uint8Array;
  memory(): WebAssembly.Memory;
  /** Functions of the interpreter that know no zone. */
  original(name: '_gmtime_js' | '_timegm_js'): ImportFunction;
}

export function clockImports({ clock, fill, memory, original }: ClockImportsOptions): Record<string, ImportFunction> {
  const bytes = (at: number, length: number): Uint8Array => new Uint8Array(memory().buffer, at >>> 0, length >>> 0);
  const writeNanoseconds = (at: number, microseconds: number): number => {
    new DataView(memory().buffer).setBigInt64(at >>> 0, BigInt(Math.round(microseconds)) * 1000n, true);
    return 0;
  };
  return {
    clock_time_get: (id, _precision, at) =>
      writeNanoseconds(at!, id === REALTIME ? clock.readUs() : clock.readSinceStartUs()),
    clock_res_get: (_id, at) => writeNanoseconds(at!, 1),
    emscripten_get_now: () => clock.readSinceStartUs() / 1000,
    emscripten_date_now: () => clock.readUs() / 1000,
    random_get: (at, length) => {
      fill(bytes(at!, length!));
      return 0;
    },
    _localtime_js: (time, at) => {
      original('_gmtime_js')(time!, at!);
      // Whether it is summer, and the offset from UTC.
      bytes(at! + 32, 8).fill(0);
      return 0;
    },
    _mktime_js: (at) => original('_timegm_js')(at!),
    _tzset_js: (zone, daylight, standardName, daylightName) => {
      bytes(zone!, 4).fill(0);
      bytes(daylight!, 4).fill(0);
      bytes(standardName!, 4).set(UTC);
      bytes(daylightName!, 4).set(UTC);
    }
  };
}
