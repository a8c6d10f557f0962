using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>Judges the promises of the routing design (ROUTING.md 5.5) that a simulation can judge: T1 to T8, and T11.</summary>
internal sealed class TargetJudge(Matrix matrix)
{
    private const string Ours = PolicyCatalog.Ours;
    private static readonly string[] s_brownOuts = ["brown-out-3x", "brown-out-6x", "brown-out-10x"];

    /// <summary>What must have been run.</summary>
    public static IEnumerable<(Scenario Scenario, string Policy)> Needs()
    {
        foreach (Scenario scenario in ScenarioCatalog.All)
        {
            foreach (string policy in (IEnumerable<string>)[Ours, .. PolicyCatalog.Thresholds])
                yield return (scenario, policy);
        }

        foreach (string name in (IEnumerable<string>)["steady-60", "burst-5x", "replica-loss-2", .. s_brownOuts])
        {
            yield return (ScenarioCatalog.Find(name), PolicyCatalog.FallBack);
            yield return (ScenarioCatalog.Find(name), PolicyCatalog.Polly);
        }
    }

    public IEnumerable<Target> Judge() => [Burst(), Loss(), BrownOut(), ExtraAttempts(), HedgeSpend(), Steady(), Return(), Thresholds(), Fleet()];

    private Target Burst()
    {
        Cell ours = matrix["burst-5x", Ours];
        (bool beats, string against) = Compare("burst-5x");
        double p95 = ours.Mean(static figures => figures.P95);
        double goodput = ours.Mean(static figures => figures.Goodput);
        double failed = ours.Mean(static figures => figures.Failed);
        return new Target(
            "T1",
            p95 <= 1.10 && goodput >= 98 && failed == 0 && beats,
            Text($"5x burst: p95 {p95:F2} s, goodput {goodput:F2} %, failed {failed:F3} %; {against}"),
            "p95 <= 1.10 s, goodput >= 98 %, none failed, no baseline better by 0.5 points");
    }

    private Target Loss()
    {
        Cell ours = matrix["replica-loss-2", Ours];
        (bool beats, string against) = Compare("replica-loss-2");
        double p95 = ours.Mean(static figures => figures.P95);
        double steady = matrix["steady-60", Ours].Mean(static figures => figures.P95);
        double p999 = ours.Mean(static figures => figures.P999);
        return new Target(
            "T2",
            p95 <= 1.2 * steady && p999 <= 4.5 && beats,
            Text($"half the GPUs lost: p95 {p95:F2} s, {p95 / steady:F2} times the steady {steady:F2} s, p99.9 {p999:F2} s; {against}"),
            "1.2 times, p99.9 <= 4.5 s, no baseline better by 0.5 points");
    }

    private Target BrownOut()
    {
        string worst = s_brownOuts.MaxBy(name => matrix[name, Ours].Mean(static figures => figures.P99))!;
        double p99 = matrix[worst, Ours].Mean(static figures => figures.P99);
        (bool Beats, string Against)[] compared = [.. s_brownOuts.Select(Compare)];
        return new Target(
            "T3",
            p99 <= 2.3 && compared.All(static one => one.Beats),
            Text($"{worst}: p99 {p99:F2} s; {compared[Array.IndexOf(s_brownOuts, worst)].Against}"),
            "p99 <= 2.3 s, no baseline better by 0.5 points in any brown-out");
    }

    private Target ExtraAttempts()
    {
        Cell worst = WorstOurs(static figures => figures.WorstExtraOfAllowed);
        double share = ScenarioCatalog.All.Max(scenario => matrix[scenario.Name, Ours].Worst(static figures => figures.WorstExtra));
        double of = worst.Worst(static figures => figures.WorstExtraOfAllowed);
        return new Target(
            "T4",
            of <= 1,
            Text($"extra attempts worst 60 s of any scenario {share:F1} %; worst of what is allowed {100 * of:F0} %, in {worst.Scenario.Name}"),
            "over any 60 s at most the greater of 5 % of arrivals and 3, in every scenario");
    }

    private Target HedgeSpend()
    {
        Cell worst = WorstOurs(static figures => figures.HedgeUsd);
        double usd = worst.Worst(static figures => figures.HedgeUsd);
        return new Target("T5", usd <= 3, Text($"hedge spend worst scenario {usd:F2} % of dedicated spend, in {worst.Scenario.Name}"), "<= 3 %");
    }

    private Target Steady()
    {
        Cell ours = matrix["steady-60", Ours];
        double missed = 100 - ours.Mean(static figures => figures.Goodput);
        double before = 100 - matrix["steady-60", PolicyCatalog.FallBack].Mean(static figures => figures.Goodput);
        double usd = ours.Mean(static figures => figures.ExtraUsd);
        return new Target(
            "T6",
            missed <= 0.6 * before && usd <= 3,
            Text($"steady 60 %: {missed:F3} % miss the objective, fallback {before:F3} %: {100 * ((missed / before) - 1):F0} %; extra spend {usd:F2} %"),
            "-40 % at <= 3 % extra spend");
    }

    private Target Return()
    {
        Cell[] recovering = [.. ScenarioCatalog.All.Where(static scenario => scenario.RecoveredAt is not null).Select(scenario => matrix[scenario.Name, Ours])];
        Cell slowest = recovering.MaxBy(static cell => cell.Worst(static figures => figures.Return!.Value))!;
        Cell lowest = recovering.MinBy(static cell => cell.Mean(static figures => figures.AfterReturn!.Value))!;
        double seconds = slowest.Worst(static figures => figures.Return!.Value);
        double after = lowest.Mean(static figures => figures.AfterReturn!.Value);
        int late = recovering.Count(static cell => cell.Worst(static figures => figures.Return!.Value) > 15);
        return new Target(
            "T7",
            seconds <= 15 && after >= 98,
            Text($"95 % back on rented GPUs after at most {seconds:F0} s ({slowest.Scenario.Name}; {late} of {recovering.Length} scenarios late), goodput of the minute after at least {after:F1} % ({lowest.Scenario.Name})"),
            "<= 15 s in every scenario and seed, and no second overload: >= 98 %");
    }

    private Target Thresholds()
    {
        List<string> missed = [];
        foreach (string scenario in BehindThreshold(matrix))
        {
            (double behind, double usd, double allowed, Cell best) = AgainstThreshold(matrix, scenario);
            missed.Add(Text($"{scenario} {-behind:+0.00;-0.00;0.00} points at {usd:F1} % (allowed {allowed:F1} %, {best.Policy})"));
        }

        return new Target(
            "T8",
            missed.Count == 0,
            Text($"{ScenarioCatalog.All.Count - missed.Count} of {ScenarioCatalog.All.Count} scenarios within reach of the threshold that was best in hindsight")
                + (missed.Count > 0 ? "; not: " + string.Join("; ", missed) : ""),
            "its goodput - 0.5 points at <= 1.1 times its spend or 3 % of dedicated spend, in every scenario");
    }

    /// <summary>The scenarios in which a threshold is better in hindsight, or cheaper for nearly as much.</summary>
    public static IEnumerable<string> BehindThreshold(Matrix matrix) =>
        ScenarioCatalog.All.Select(static scenario => scenario.Name).Where(name => AgainstThreshold(matrix, name) is var (behind, usd, allowed, _) && (behind > 0.5 || usd > allowed));

    private static (double Behind, double Usd, double Allowed, Cell Best) AgainstThreshold(Matrix matrix, string scenario)
    {
        Cell ours = matrix[scenario, Ours];
        Cell best = matrix.BestThreshold(scenario);
        return (
            best.Mean(static figures => figures.Goodput) - ours.Mean(static figures => figures.Goodput),
            ours.Mean(static figures => figures.ExtraUsd),
            Math.Max(1.1 * best.Mean(static figures => figures.ExtraUsd), 3),
            best);
    }

    private Target Fleet()
    {
        double swing = matrix["fleet-50", Ours].Worst(static figures => figures.Swing);
        double best = matrix.BestThreshold("fleet-50").Worst(static figures => figures.Swing);
        return new Target("T11", swing <= 10, Text($"50 routers: the share on rented GPUs swings by {swing:F1} % of the load (best fixed threshold {best:F1} %)"), "<= 10 %");
    }

    /// <summary>Our goodput beside those of the baselines.</summary>
    private (bool Beats, string Says) Compare(string scenario)
    {
        double ours = matrix[scenario, Ours].Mean(static figures => figures.Goodput);
        Cell[] others = [matrix[scenario, PolicyCatalog.FallBack], matrix[scenario, PolicyCatalog.Polly], matrix.BestThreshold(scenario)];
        return (
            others.All(cell => ours >= cell.Mean(static figures => figures.Goodput) - 0.5),
            Text($"goodput {ours:F2} %, ") + string.Join(", ", others.Select(static cell => Text($"{cell.Policy} {cell.Mean(static figures => figures.Goodput):F2} %"))));
    }

    private Cell WorstOurs(Func<Figures, double> figure) =>
        ScenarioCatalog.All.Select(scenario => matrix[scenario.Name, Ours]).MaxBy(cell => cell.Worst(figure))!;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
