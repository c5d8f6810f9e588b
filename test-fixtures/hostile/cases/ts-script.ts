// A module without a word of module syntax.
fetch('data:text/plain,x').then((r) => console.log(r.status));
