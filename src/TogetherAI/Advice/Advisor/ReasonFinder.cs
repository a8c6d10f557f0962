namespace TogetherAI;

/// <summary>Says why an option is recommended.</summary>
internal static class ReasonFinder
{
    public static IReadOnlyList<string> Find(AdviceInput input, Choice choice, IReadOnlyList<WorkloadOption> options, IReadOnlyList<BreakEven> breakEven)
    {
        string objective = $"{TimeText.Format(input.Objective.TimeToFirstToken)} for {AdviceWords.Share(input.Objective.Percentile)} of the requests";
        if (choice.Recommended is not { UsdPerMonth: { } usd } recommended)
        {
            return [options.Any(static option => option.MeetsObjective != false)
                ? "Nothing can be recommended before what stands below as not known is known: a price or a throughput decides it."
                : $"No option gets the first token to anybody within {objective}. See what would help under the hardware."];
        }

        List<string> reasons = [];
        if (choice.IsProvisional)
            reasons.Add($"It is the cheapest, provided that it answers within {objective}: that is not known, so measure it first.");
        else if (recommended.MeetsObjective == true && input.BackgroundShare < 1)
            reasons.Add($"It is the cheapest of those that answer within {objective}: {TimeText.Format(recommended.TimeToFirstToken ?? TimeSpan.Zero)}.");
        else
            reasons.Add("Nobody waits for the answers, so the price decides.");
        if (choice.Otherwise is { UsdPerMonth: { } sure } otherwise)
            reasons.Add($"Known to be in time is {otherwise}, for {AdviceWords.Usd(sure - usd)} a month more.");
        AddOthers(choice, options, reasons);
        foreach (BreakEven point in breakEven)
            reasons.Add(Say(point, input.RequestsPerSecond));
        return reasons;
    }

    private static void AddOthers(Choice choice, IReadOnlyList<WorkloadOption> options, List<string> reasons)
    {
        foreach (WorkloadOption option in options)
        {
            if (option == choice.Recommended || option == choice.Otherwise)
                continue;
            if (option.MeetsObjective == false)
                reasons.Add($"{Capital(option.ToString())} is too late{(option.TimeToFirstToken is { } time ? $": {TimeText.Format(time)}" : "")}.");
            else if (option.UsdPerMonth > choice.Recommended!.UsdPerMonth)
                reasons.Add($"{Capital(option.ToString())} costs {AdviceWords.Usd(option.UsdPerMonth.Value - choice.Recommended.UsdPerMonth!.Value)} a month more.");
        }
    }

    private static string Say(BreakEven point, double load)
    {
        string rate = FormattableString.Invariant($"{point.RequestsPerSecond:0.##} requests/s");
        if (point.IsWithinCapacity == false)
            return $"On {point.Hardware} serverless is always cheaper: {AdviceWords.Replicas(point.Replicas)} would pay from {rate}, and cannot serve so many.";
        return FormattableString.Invariant($"{AdviceWords.ReplicasDo(point.Replicas, "pay", $" of {point.Hardware}")} from {rate}; the mean load is {load:0.##}{(point.IsWithinCapacity is null ? ", and whether so few replicas serve that many is not known" : "")}.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
