// Another program on the machine, which takes a core for itself until it is killed or left alone.
process.on("disconnect", () => process.exit(0));
process.send({ spinning: true });
function spin() {
  const until = performance.now() + 200;
  while (performance.now() < until);
  setImmediate(spin);
}
spin();
