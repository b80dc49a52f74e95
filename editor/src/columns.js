// The columns of an answer as people see them: `?venue` and `?venueLabel` are one, and numbers are known as such.

const NUMERIC = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger)$/;
const LATITUDE = /^(lat|latitude|breedtegraad)$/i;
const LONGITUDE = /^(lon|long|lng|longitude|lengtegraad)$/i;
const POINT = /^(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)$/i;
const TIME = /^-?\d{4}(-\d\d(-\d\d)?)?$/;

/** Describe the columns: name, the column that labels it, whether all its values are numbers or times. */
export function describe(answer) {
  const known = new Set(answer.columns);
  return answer.columns
    .filter((name) => !(name.endsWith("Label") && known.has(name.slice(0, -5))))
    .map((name) => {
      const label = known.has(`${name}Label`) ? `${name}Label` : null;
      const values = answer.rows.map((row) => row[name]).filter(Boolean);
      return {
        name,
        label,
        number: values.length > 0 && values.every((one) => NUMERIC.test(one.datatype || "")),
        time: values.length > 0 && values.every((one) => one.type === "literal" && TIME.test(one.value)),
        uri: values.some((one) => one.type === "uri"),
      };
    });
}

/** Give the text of a cell for people. */
export function text(row, column, shorten) {
  const label = column.label && row[column.label];
  if (label) return label.value;
  const term = row[column.name];
  if (!term) return "";
  return term.type === "uri" ? shorten(term.value) : term.value;
}

/** Give the number of a cell, or 0. */
export function number(row, name) {
  return Number(row[name]?.value) || 0;
}

/** Find where each row lies; null where no column says so. */
export function places(answer) {
  const latitude = answer.columns.find((name) => LATITUDE.test(name));
  const longitude = answer.columns.find((name) => LONGITUDE.test(name));
  if (latitude && longitude) {
    return (row) => at(Number(row[latitude]?.value || NaN), Number(row[longitude]?.value || NaN));
  }
  const point = answer.columns.find((name) => answer.rows.some((row) => POINT.test(row[name]?.value || "")));
  if (!point) return null;
  return (row) => {
    const found = POINT.exec(row[point]?.value || "");
    return found && at(Number(found[2]), Number(found[1]));
  };
}

function at(latitude, longitude) {
  const there = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return there ? [latitude, longitude] : null;
}

/** Say whether a column only tells where a row lies. */
export function tellsPlace(name) {
  return LATITUDE.test(name) || LONGITUDE.test(name);
}
