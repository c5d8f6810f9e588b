function run(code) {
  'use trace';
  return eval(code);
}
