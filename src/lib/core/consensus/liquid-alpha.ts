// Liquid alpha: how fast one bond follows its weight, a sigmoid of how far weight, consensus and bond lie apart
// (subtensor `epoch/run_epoch.rs` alpha_sigmoid). Only Yuma 3 reads it.
import { divide, fromInteger, fromU16Share, multiply, ONE, type Fixed } from './fixed-point.ts';
import { reciprocalOfOnePlusExp } from './fixed-exp.ts';

/** The subnet's parameters as stored. */
export interface LiquidAlpha {
  /** u16 share of 65535. */
  alphaLow: number;
  /** u16 share of 65535. */
  alphaHigh: number;
  /** i16, hundredths. */
  sigmoidSteepness: number;
}

/** Smoothing factor of one bond; all three are shares of 1. */
export type AlphaOf = (consensus: Fixed, weight: Fixed, bond: Fixed) => Fixed;

const HALF = ONE / 2;

/** The smoothing factor for a subnet's parameters. Always within [alphaLow, alphaHigh]. */
export function liquidAlpha({ alphaLow, alphaHigh, sigmoidSteepness }: LiquidAlpha): AlphaOf {
  const low = fromU16Share(alphaLow);
  const high = fromU16Share(alphaHigh);
  const slope = divide(fromInteger(sigmoidSteepness), fromInteger(-100));
  const alphaAt = (difference: Fixed): Fixed => {
    const sigmoid = reciprocalOfOnePlusExp(multiply(slope, difference - HALF));
    return clamp(low + multiply(sigmoid, high - low), low, high);
  };
  // Under the full bonds penalty no weight exceeds consensus, so this is the case of every bond that grows.
  const alphaAtZero = alphaAt(0);
  return (consensus, weight, bond) => {
    const difference = weight >= bond ? clamp(weight - consensus, 0, ONE) : clamp(bond - weight, 0, ONE);
    return difference === 0 ? alphaAtZero : alphaAt(difference);
  };
}

/** As the chain clamps: where low exceeds high, low wins. */
const clamp = (value: Fixed, low: Fixed, high: Fixed): Fixed => Math.max(Math.min(value, high), low);
