let h
h = h || fetch
export const ALL = () => {
}
+ function () { console.log('plus') }()
