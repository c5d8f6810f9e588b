document.querySelector('#app')?.classList.add('ready')
