using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>An advice for people to read.</summary>
internal static class AdviceText
{
    private const int Width = 120;

    public static string Write(WorkloadAdvice advice)
    {
        StringBuilder text = new();
        WriteTraffic(text, advice.Profile);
        Section(text, "Objective");
        Line(text, $"first token within {TimeText.Format(advice.Objective.TimeToFirstToken)} for {AdviceWords.Share(advice.Objective.Percentile)} of the requests"
            + (advice.Objective.LoadFactor == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", at {advice.Objective.LoadFactor:0.##} times the recorded load"))
            + (advice.Objective.TokensPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"; capacity for {rate:#,0} generated tokens/s") : ""));
        Section(text, "Advice");
        string provided = advice.IsProvisional ? " (if it is quick enough)" : "";
        Line(text, advice.Recommended is { } recommended ? $"{recommended}, {AdviceWords.Usd(recommended.UsdPerMonth!.Value)} a month{provided}" : "none yet");
        Bullets(text, advice.Reasons);
        WriteOptions(text, advice);
        WriteHardware(text, advice);
        if (advice.Schedule.Count > 0)
        {
            Section(text, "Replicas may stop (UTC)");
            Bullets(text, advice.Schedule.Select(static hint =>
                string.Create(CultureInfo.InvariantCulture, $"{hint.Hours}: {hint.HoursPerMonth:0} hours a month, saves {AdviceWords.Usd(hint.UsdPerMonth)}. {hint.Reason}")));
        }

        Section(text, "Not known");
        Bullets(text, advice.Unknowns);
        return text.ToString();
    }

    private static void WriteTraffic(StringBuilder text, TrafficProfile profile)
    {
        Section(text, "Traffic");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"{profile.Requests:#,0} requests in {AdviceWords.Hours(profile.Hours)}, {profile.First:yyyy-MM-dd HH:mm} to {profile.Last:yyyy-MM-dd HH:mm} UTC"));
        Row(text, "requests/s", Rates(profile.PerSecond, "second"));
        Row(text, "", Rates(profile.PerMinute, "minute"));
        Row(text, "prompt", Tokens(profile.PromptTokens));
        Row(text, "answer", Tokens(profile.CompletionTokens));
        if (profile.TimeToFirstToken is { } first)
            Row(text, "first token", Times(first));
        if (profile.Duration is { } whole)
            Row(text, "whole answer", Times(whole));
        Row(text, "nobody waits", profile.BackgroundShare is { } share ? $"for {AdviceWords.Share(share)}" : "not recorded");
    }

    private static void WriteOptions(StringBuilder text, WorkloadAdvice advice)
    {
        Section(text, string.Create(CultureInfo.InvariantCulture, $"Options, a month of {LoadCalendar.HoursOfMonth:0} hours"));
        foreach (WorkloadOption option in advice.Options)
        {
            string usd = option.UsdPerMonth is { } known ? AdviceWords.Usd(known) : "cost not known";
            string time = option.Kind == WorkloadOptionKind.Batch ? "within a day" : option.TimeToFirstToken is { } first ? TimeText.Format(first) : "time not known";
            string meets = option.MeetsObjective switch { true => "in time", false => "too late", null => "in time?" };
            text.Append(CultureInfo.InvariantCulture, $"  {usd,14}  {time,14}  {meets,-9} {option}\n");
            foreach (string note in option.Notes)
                Wrap(text, note, "                                            ", "                                            ");
        }
    }

    private static void WriteHardware(StringBuilder text, WorkloadAdvice advice)
    {
        if (advice.Replicas.Count == 0 && advice.BreakEven.Count == 0)
            return;
        Section(text, "Hardware");
        foreach (ReplicaPlan plan in advice.Replicas)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"{plan.Hardware}: a replica serves {plan.RequestsPerSecond:0.##} requests/s, {plan.TokensPerSecond:#,0} generated tokens/s"));
            Bullets(text, [plan.Scaling]);
        }

        foreach (BreakEven point in advice.BreakEven)
        {
            string hours = point.Hours.Count > 0 ? ": " + string.Join("; ", point.Hours) : "";
            Line(text, string.Create(
                CultureInfo.InvariantCulture,
                $"{point.Hardware}: {AdviceWords.ReplicasDo(point.Replicas, "pay")} ({point.UsdPerHour:0.00} USD/h) from {point.RequestsPerSecond:0.##} requests/s on ({point.TokensPerSecond:#,0} tokens/s)"));
            Bullets(text, [$"the mean load is above that in {AdviceWords.Share(point.ShareOfHours)} of the hours{hours}"]);
        }
    }

    private static string Rates(WindowRates rates, string window) => string.Create(
        CultureInfo.InvariantCulture,
        $"by {window}: mean {rates.Mean:0.##}, p50 {rates.P50:0.##}, p95 {rates.P95:0.##}, p99 {rates.P99:0.##}, peak {rates.Peak:0.##}; dispersion {rates.IndexOfDispersion:0.##}");

    private static string Tokens(TokenSummary tokens) => string.Create(
        CultureInfo.InvariantCulture, $"mean {tokens.Mean:#,0}, p50 {tokens.P50:#,0}, p95 {tokens.P95:#,0}, longest {tokens.Max:#,0} tokens");

    private static string Times(TimeSummary times) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {TimeText.Format(times.P50)}, p95 {TimeText.Format(times.P95)}, p99 {TimeText.Format(times.P99)} ({times.Count:#,0} measured)");

    private static void Section(StringBuilder text, string title) => text.Append(text.Length == 0 ? "" : "\n").Append(title).Append('\n');

    private static void Row(StringBuilder text, string name, string value) => text.Append(CultureInfo.InvariantCulture, $"  {name,-13}{value}\n");

    private static void Line(StringBuilder text, string line) => Wrap(text, line, "  ", "    ");

    private static void Bullets(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Wrap(text, line, "  - ", "    ");
    }

    private static void Wrap(StringBuilder text, string line, string first, string next)
    {
        int used = first.Length;
        text.Append(first);
        bool begun = false;
        foreach (string word in line.Split(' '))
        {
            if (begun && used + 1 + word.Length > Width)
            {
                text.Append('\n').Append(next);
                (used, begun) = (next.Length, false);
            }

            text.Append(begun ? " " : "").Append(word);
            used += word.Length + (begun ? 1 : 0);
            begun = true;
        }

        text.Append('\n');
    }
}
