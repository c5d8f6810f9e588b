export function twice(value: number) {
  'use trace';
  let result = value;
  function value() {}
  return result;
}
export const arrow = () => {
  'use trace: a name';
  var helper = 1;
  function helper() {}
};
