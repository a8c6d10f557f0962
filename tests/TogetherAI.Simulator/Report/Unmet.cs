using System.Globalization;

namespace TogetherAI.Simulator;

/// <summary>Says why a target is not met, and shows beside it what each policy reaches for what it spends.</summary>
internal static class Unmet
{
    private static readonly Dictionary<string, (string[] Scenarios, string Why)> s_reasons = new()
    {
        ["T2"] = (["replica-loss-2"], "A fifth of what arrives must go elsewhere, and there a first token takes longer at the 95th percentile than on an idle GPU; a shorter queue on the GPUs that are left is bought with spending, as the points show."),
        ["T6"] = (["steady-60"], "Rented GPUs alone miss so seldom at this load that a handful of requests decides; what is left of them waits behind a single long prompt, and is known to be late when it is."),
        ["T7"] = ([], "After a recovery an ejection must end, a probe must answer and the ramp must pass; a burst in those seconds is spilled, and counts as not back. Where no lane was ejected, the share of requests that had to move must be forgotten. To forget it as soon as nobody waits on the lane brings them back some seconds sooner, and makes first tokens later while half the GPUs are lost, which T2 does not bear."),
        ["T11"] = (["fleet-50"], "The load itself swings about the capacity: what is in excess must go elsewhere in the windows in which it comes, or everybody waits."),
    };

    private static readonly Dictionary<string, string> s_thresholdReasons = new()
    {
        ["503-storm"] = "The threshold wins by attempts: it repeats every second request that serverless refuses. At most 5 % of the arrivals may be repeated here (T4), and serverless answers 40 %, so its places cannot be had; what the GPUs cannot serve in time is late or fails. A shorter queue on the GPUs wins back a few points, and spends more at a steady 60 % than T6 allows.",
        ["silence"] = "To the threshold, silent requests are in flight, so it sends most of what arrives elsewhere, and pays for that. Here they are hedged as far as 5 % of extra attempts go: a tenth is silent, and a chance of a tenth moves nothing by itself.",
        ["cuts"] = "At this load the router spends as much where nothing is cut (slow-reader), on requests that would wait behind long prompts; the threshold never moves any.",
        ["outage"] = "When the lanes are back, serverless takes all that waited and, for the four seconds of the ramp, what the GPUs do not get yet. The threshold never leaves the GPUs: during the outage it fails as much.",
        ["scale-2-6"] = "The threshold serves a tenth of all requests late; the same spending with as many late is to be had with a lower OnTimeValue.",
        ["prompt-mix"] = "The threshold serves a tenth of all requests late. Long prompts are dear: all that the GPUs cannot serve in time costs what it costs.",
    };

    public static IEnumerable<string> Lines(Matrix matrix, IEnumerable<Target> targets)
    {
        foreach (Target target in targets)
        {
            if (target.IsMet)
                continue;
            if (target.Name == "T8")
            {
                foreach (string scenario in TargetJudge.BehindThreshold(matrix))
                    yield return Point("T8", matrix, scenario, s_thresholdReasons.GetValueOrDefault(scenario, "Better than the threshold by more than it costs at the prices of OnTimeValue, and dearer than the goal allows; a lower OnTimeValue spends less."));
            }
            else if (s_reasons.TryGetValue(target.Name, out (string[] Scenarios, string Why) reason))
            {
                if (reason.Scenarios.Length == 0)
                    yield return $"- **{target.Name}**: {reason.Why}";
                foreach (string scenario in reason.Scenarios)
                    yield return Point(target.Name, matrix, scenario, reason.Why);
            }
        }
    }

    private static string Point(string id, Matrix matrix, string scenario, string why)
    {
        string points = string.Join(", ", matrix.Cells.Where(cell => cell.Scenario.Name == scenario && IsShown(cell.Policy)).Select(static cell => string.Create(
            CultureInfo.InvariantCulture,
            $"{cell.Policy} {cell.Mean(static figures => figures.Goodput):F2} % for {cell.Mean(static figures => figures.ExtraUsd):F1} % (p95 {cell.Mean(static figures => figures.P95):F2} s, swing {cell.Mean(static figures => figures.Swing):F1})")));
        return $"- **{id}, {scenario}**: {why} Goodput for spending: {points}.";
    }

    private static bool IsShown(string policy) => policy.StartsWith("ours", StringComparison.Ordinal) || policy.StartsWith("fixed", StringComparison.Ordinal) || policy == PolicyCatalog.FallBack;
}
