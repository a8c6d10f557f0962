using System.Globalization;
using System.Text;

namespace TogetherAI.Simulator;

/// <summary>The report's text.</summary>
internal static class Report
{
    /// <summary>The scenarios in which parts of the router are left out or turned.</summary>
    public static IReadOnlyList<string> Ablated { get; } = ["steady-60", "burst-5x", "replica-loss-2"];

    public static string Text(Matrix matrix, IEnumerable<string> pictured)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Overflow routing, simulated

            The router's own code and the client's, in virtual time, against a model of two services. **The model is an assumption**: each of its numbers
            stands with its source in [service-model.json](../../tests/TogetherAI.Simulator/Model/service-model.json), and was fixed before anything was tuned.
            Trust the shapes, not the digits. Traffic: {Trace.Current.Source}. {matrix.Seeds} seeds, {matrix.Requests:N0} requests; means and 95 %
            intervals (Student's t). Policies meet the same requests with the same luck.

            Made by `dotnet run -c Release --project tests/TogetherAI.Simulator -- report --seeds {matrix.Seeds}`; the numbers below are that program's, none is typed in.

            - *Goodput*: the first token came within {ServiceModel.Current.Workload.ObjectiveSeconds.Value} s and the answer became whole.
            - *Extra attempts*: attempts beyond arrivals. *Worst 60 s*: the same in the worst window, of its arrivals.
            - *Spill $*, *hedge $*: spent on serverless, of what the rented GPUs cost meanwhile; a hedge is an attempt that began beside another one.
            - *Back after*: from the recovery to the end of the first 5 s whose arrivals are answered by rented GPUs to 95 %.
            - *Swing*: half of what lies between the 5th and the 95th percentile of the share on rented GPUs, over windows of 10 s.
            - *latency-as-written*, *latency-rolling*: the lane with the lower mean latency, after LiteLLM. *fixed-0.8*: a threshold at 0.8 of the true capacity in flight.

            ## Targets

            """);
        Target[] targets = [.. new TargetJudge(matrix).Judge()];
        foreach (Target target in targets)
            text.AppendLine("- " + target);
        if (targets.Any(static target => !target.IsMet))
        {
            text.AppendLine().AppendLine("### What is not met, and why").AppendLine();
            foreach (string line in Unmet.Lines(matrix, targets))
                text.AppendLine(line);
        }

        text.AppendLine().AppendLine("T9 and T10 measure the machine they run on: `-- targets` prints them.");

        foreach (string name in pictured)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"""

                ## {name}: {ScenarioCatalog.Find(name).Says}

                ![percentiles]({name}-percentiles.svg)
                ![goodput against spend]({name}-frontier.svg)
                ![goodput over time]({name}-goodput.svg)
                ![share on rented GPUs over time]({name}-share.svg)
                """);
        }

        text.AppendLine().AppendLine("## Ablation").AppendLine().AppendLine("`ours-no-hedge` spills only; `ours-X` has an `OnTimeValue` of X in place of 20.");
        foreach (string name in Ablated)
            Table(text, matrix, ScenarioCatalog.Find(name), [PolicyCatalog.Ours, .. PolicyCatalog.Variants]);
        text.AppendLine().AppendLine("## Every scenario");
        foreach (Scenario scenario in ScenarioCatalog.All)
            Table(text, matrix, scenario, PolicyCatalog.All);
        return text.ToString();
    }

    private static void Table(StringBuilder text, Matrix matrix, Scenario scenario, IEnumerable<string> policies)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {scenario.Name}: {scenario.Says}").AppendLine();
        foreach (string row in MatrixTable.Rows(matrix, scenario, policies))
            text.AppendLine(row);
        double[] bounds = [.. Enumerable.Range(1, matrix.Seeds).Select(seed => Clairvoyant.Run(scenario, seed).Goodput)];
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Bound, without queues and with foresight: goodput {Estimate.Of(bounds)} %.");
    }
}
