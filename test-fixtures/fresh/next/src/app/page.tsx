export default function Home() {
  return <main>Ask me</main>;
}
