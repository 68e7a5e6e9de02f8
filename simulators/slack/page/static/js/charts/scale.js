// Round numbers for an axis.

/** Ticks from at or below the least value (zero for positive ones) to at or above the greatest. */
export function ticksFor(values, wanted = 5) {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep((high - low || 1) / wanted);
  const ticks = [];
  for (let at = Math.floor(low / step); at <= Math.ceil(high / step); at += 1)
    ticks.push(Number((at * step).toPrecision(12)));
  return ticks.length > 1 ? ticks : [0, step];
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  const round = unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 2.5 ? 2.5 : unit <= 5 ? 5 : 10;
  return round * power;
}

/** `12,000` as `12K`, so that labels stay short. */
export function short(value) {
  return new Intl.NumberFormat("en", {
    notation: Math.abs(value) >= 10_000 ? "compact" : "standard",
    maximumFractionDigits: 2,
  }).format(value);
}
