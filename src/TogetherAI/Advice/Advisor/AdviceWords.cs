using System.Globalization;

namespace TogetherAI;

/// <summary>Words that more than one part of an advice uses.</summary>
internal static class AdviceWords
{
    public static string Replicas(int count) => count == 1 ? "1 replica" : string.Create(CultureInfo.InvariantCulture, $"{count} replicas");

    /// <summary>So many replicas do something: <c>1 replica holds</c>, <c>2 replicas hold</c>.</summary>
    public static string ReplicasDo(int count, string verb, string of = "") => $"{Replicas(count)}{of} {verb}{(count == 1 ? "s" : "")}";

    public static string Usd(decimal usd) => usd < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{usd:#,0.00} USD")
        : string.Create(CultureInfo.InvariantCulture, $"{usd:#,0} USD");

    public static string Hours(double hours) => hours < 48
        ? string.Create(CultureInfo.InvariantCulture, $"{hours:0.##} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{hours / 24:0.#} days");

    public static string Share(double share) => share is > 0 and < 0.001
        ? "under 0.1 %"
        : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    public static string Name(WorkloadOption option)
    {
        List<string> parts = [];
        if (option.Hardware is not null)
        {
            parts.Add(option.Replicas is { } replicas ? string.Create(CultureInfo.InvariantCulture, $"{replicas} x {option.Hardware}")
                : option.MeetsObjective == false ? option.Hardware : $"{option.Hardware}, replicas not known");
        }

        if (option.ReplicaHours is > 0 and < LoadCalendar.HoursOfMonth - 0.01)
            parts[^1] += string.Create(CultureInfo.InvariantCulture, $" for {option.ReplicaHours:0} h");
        if (option.Kind == WorkloadOptionKind.Mix && option.ServerlessShare > 0)
            parts.Add(Share(option.ServerlessShare) + " to serverless");
        if (option.Kind == WorkloadOptionKind.Mix && option.BatchShare > 0)
            parts.Add(Share(option.BatchShare) + " to a batch");
        string kind = option.Kind.ToString().ToLowerInvariant();
        return parts.Count == 0 ? kind : $"{kind}: {string.Join(", ", parts)}";
    }
}
