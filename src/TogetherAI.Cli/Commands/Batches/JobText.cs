using System.Globalization;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>A job, for people and for scripts.</summary>
internal static class JobText
{
    public static string State(BatchJob? job) => job is null
        ? "?"
        : string.Create(CultureInfo.InvariantCulture, $"{job.Status}{(job is { Status.IsFinal: false, Progress: { } percent } ? $" ({percent:0} %)" : "")}");

    public static string Line(BatchJob job) =>
        $"{job.Id}: {State(job)}{(job.ModelId is { Length: > 0 } model ? ", " + model : "")}{(job.Error is { Length: > 0 } error ? ": " + error : "")}";

    public static JsonObject Json(BatchJob job) => new()
    {
        ["job"] = job.Id,
        ["status"] = job.Status?.Value,
        ["percent"] = job.Progress,
        ["model"] = job.ModelId,
        ["createdAt"] = job.CreatedAt?.ToString("O"),
        ["completedAt"] = job.CompletedAt?.ToString("O"),
        ["error"] = job.Error,
    };
}
