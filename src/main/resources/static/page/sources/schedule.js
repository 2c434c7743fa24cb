// Schedules in words and in the parts of a form.

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

export const unitNames = UNITS.map(([unit]) => unit);

/** `{every: "PT90M"}` as `{kind: "every", amount: 90, unit: "minute"}`; a cron expression or null likewise. */
export function partsOf(schedule) {
  if (schedule?.cron) {
    return { kind: "cron", cron: schedule.cron };
  }
  if (!schedule?.every) {
    return { kind: "never" };
  }
  const [, days, hours, minutes, seconds] = DURATION.exec(schedule.every) ?? [];
  const total = Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  const [unit, size] = UNITS.find(([, size]) => total % size === 0);
  return { kind: "every", amount: total / size, unit };
}

export function scheduleOf({ kind, amount, unit, cron }) {
  switch (kind) {
    case "every":
      return { every: `PT${amount * UNITS.find(([name]) => name === unit)[1]}S` };
    case "cron":
      return { cron };
    default:
      return null;
  }
}

export function inWords(schedule) {
  const { kind, amount, unit, cron } = partsOf(schedule);
  return { never: "only by hand", every: `every ${amount === 1 ? unit : `${amount} ${unit}s`}`, cron: `at ${cron}` }[kind];
}
