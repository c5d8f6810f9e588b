{ function fetch(u, i) { return 'own ' + u + (i ? 'init' : '') } }
console.log(fetch('a'))
