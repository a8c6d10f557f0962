using System.Globalization;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches.Telling;

/// <summary>How far a run has come, for people and for scripts.</summary>
internal static class RunText
{
    public static string Line(BatchRunProgress now)
    {
        if (now is { Jobs: 0, Delivered: 0 })
            return string.Create(CultureInfo.InvariantCulture, $"{now.Inputs:N0} inputs read");
        string line = string.Create(CultureInfo.InvariantCulture, $"{now.Delivered:N0} of {now.Inputs:N0} done, {now.JobsEnded} of {now.Jobs} jobs");
        if (now.Submitted > 0)
            line += string.Create(CultureInfo.InvariantCulture, $", {now.Submitted:N0} at the service");
        if (now.Repeated > 0)
            line += string.Create(CultureInfo.InvariantCulture, $", {now.Repeated:N0} repeated");
        if (now.Failed > 0)
            line += string.Create(CultureInfo.InvariantCulture, $", {now.Failed:N0} failed");
        return line + Cost(now) + Left(now);
    }

    public static JsonObject Json(BatchRunProgress now, DateTimeOffset at) => new()
    {
        ["at"] = at.ToString("O"),
        ["inputs"] = now.Inputs,
        ["jobs"] = now.Jobs,
        ["jobsEnded"] = now.JobsEnded,
        ["submitted"] = now.Submitted,
        ["answered"] = now.Answered,
        ["failed"] = now.Failed,
        ["repeated"] = now.Repeated,
        ["delivered"] = now.Delivered,
        ["tokens"] = now.Tokens,
        ["spentUsd"] = now.SpentUsd,
        ["mostUsd"] = now.MostUsd,
        ["projectedUsd"] = now.ProjectedUsd,
        ["unlimitedRequests"] = now.UnlimitedRequests,
        ["secondsLeft"] = now.TimeLeft is { } left ? Math.Round(left.TotalSeconds) : null,
    };

    private static string Left(BatchRunProgress now) => now.TimeLeft is not { } left || left <= TimeSpan.Zero
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $", {(left.TotalHours >= 1 ? $"{left.TotalHours:0.0} h" : $"{Math.Ceiling(left.TotalMinutes):0} min")} left");

    private static string Cost(BatchRunProgress now) => now.SpentUsd is null || now.MostUsd is null
        ? ""
        : $", {Money.Usd(now.SpentUsd)} of at most {Money.Usd(now.MostUsd)}{(now.UnlimitedRequests > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({now.UnlimitedRequests:N0} requests without a limit may make it more)") : "")}";
}
