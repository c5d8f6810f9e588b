// A class is exported by the name of a handler.
const Base = class { hi() { return 'hi' } }
export { Base as handler }
class Sub extends Base {}
console.log(new Sub().hi())
