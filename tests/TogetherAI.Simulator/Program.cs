using System.Diagnostics;
using TogetherAI.Simulator;

if (args is ["scenario", var name, ..])
{
    string policy = Array.IndexOf(args, "--policy") is >= 0 and var at ? args[at + 1] : "all";
    int seed = Array.IndexOf(args, "--seed") is >= 0 and var s ? int.Parse(args[s + 1]) : 1;
    foreach (string p in policy == "all" ? PolicyCatalog.All : [policy])
    {
        long t = Stopwatch.GetTimestamp();
        Figures f = SimulationThread.Run(() => { RunResult r = Simulation.Run(ScenarioCatalog.Find(name), p, seed); Console.Write(r.Digest()[..8] + " "); return r.Judged(); });
        Console.WriteLine($"{p,-20} n={f.Requests} p50={f.P50:F2} p95={f.P95:F2} p99={f.P99:F2} p999={f.P999:F2} good={f.Goodput:F2} fail={f.Failed:F2} extra={f.Extra:F1}/{f.WorstExtra:F1} spill={f.SpillUsd:F1} hedge={f.HedgeUsd:F1} 429={f.Throttled:F1} ded={f.OnDedicated:F1} ret={f.Return} after={f.AfterReturn:F1} swing={f.Swing:F1}  [{Stopwatch.GetElapsedTime(t).TotalSeconds:F1}s]");
    }
}
if (args is ["capacity"])
{
    RunResult r = SimulationThread.Run(() => Simulation.Run(new Scenario("capacity", "", 600) { Rate = 70 }, "dedicated", 1));
    var done = r.Attempts.Where(a => a.Outcome == AttemptOutcome.Completed).ToList();
    Console.WriteLine($"{done.Count(a => a.EndedAt > 60 * TimeSpan.TicksPerSecond && a.EndedAt <= 600 * TimeSpan.TicksPerSecond) / 540.0} {TogetherAI.Simulator.Trace.Current.MeanPromptTokens} {TogetherAI.Simulator.Trace.Current.MeanOutputTokens}");
    foreach (var rate in new[]{21.0,25,28,30,31,32,33,34,35,36}) {
        var f = SimulationThread.Run(() => Simulation.Run(new Scenario("capacity", "", 900) { Rate = rate }, "dedicated", 1).Judged());
        Console.WriteLine($"{rate} p50={f.P50:F2} p95={f.P95:F2} good={f.Goodput:F1} fail={f.Failed:F2}"); }
}
