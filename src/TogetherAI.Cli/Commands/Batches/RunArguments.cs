using System.Text.Json;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches;

/// <summary>
/// What a run was begun with. It lies in a file beside the journal, so that the run can be taken up by its journal alone. Paths are full paths.
/// </summary>
internal sealed record RunArguments
{
    public required string Input { get; init; }

    /// <summary>One of <see cref="RunTask"/>'s.</summary>
    public string Task { get; init; } = RunTask.Chat;

    public string? Model { get; init; }

    public required string Prompt { get; init; }

    public string? Key { get; init; }

    public required string Text { get; init; }

    public required int MaxTokens { get; init; }

    public decimal? MaxUsd { get; init; }

    public IReadOnlyDictionary<string, decimal> PriceFactors { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Of how few requests, left of a job, each is sent by itself.</summary>
    public int Fallback { get; init; }

    public int Part { get; init; } = 1;

    public int Parts { get; init; } = 1;

    public string? Out { get; init; }

    public required int RequestsPerJob { get; init; }

    public static string PathBeside(string journal) => journal + ".args.json";

    /// <returns>Null where there are none.</returns>
    /// <exception cref="ArgumentException">The file is damaged.</exception>
    public static RunArguments? LoadBeside(string journal)
    {
        string path = PathBeside(journal);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<RunArguments>(File.ReadAllBytes(path), JsonSerializerOptions.Web);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{path} cannot be read: {exception.Message} Delete it, and go on with: tai batch run INPUT --journal {journal} …", exception);
        }
    }

    /// <summary>Writes them down, if they go with what was written down before.</summary>
    /// <exception cref="ArgumentException">The journal belongs to another run; the message says in what.</exception>
    public void SaveBeside(string journal)
    {
        if (Path.Exists(Input) is false)
            throw new ArgumentException($"there is no {Input}.");
        RefuseIdle();
        RunArguments? before = LoadBeside(journal);
        if (before is not null && File.Exists(journal))
            RefuseOther(journal, before);
        else if (Out is not null && File.Exists(Out) && new FileInfo(Out).Length > 0 && !File.Exists(journal))
            throw new ArgumentException($"{Out} is there already, and not by this run. Name another file with --out, or delete it.");
        WholeFile.Write(PathBeside(journal), file => JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web));
    }

    /// <summary>Options that do nothing in a task are said to.</summary>
    /// <exception cref="ArgumentException">One is set.</exception>
    public void RefuseIdle()
    {
        if (Task == RunTask.Embed && Fallback > 0)
            throw new ArgumentException($"--fallback has no effect with --task {Task}, where every request goes by itself. Leave it out, or give 0.");
        if (Task != RunTask.Chat && PriceFactors.Count > 0)
            throw new ArgumentException($"--price-factor has no effect with --task {Task}: the discount is for batches of conversations. Begin anew without it and with another --journal.");
        if (Task == RunTask.Transcribe && MaxUsd is not null)
            throw new ArgumentException($"--max-usd cannot be kept with --task {Task}, since the price of a recording goes by its length. Begin anew without it and with another --journal.");
    }

    // Requests that are on disk stay as they are: other arguments would hold for some inputs only.
    private void RefuseOther(string journal, RunArguments before)
    {
        string? other = (this with { MaxUsd = before.MaxUsd, PriceFactors = before.PriceFactors, Fallback = before.Fallback, RequestsPerJob = before.RequestsPerJob }) == before
            ? null
            : Input != before.Input ? $"the input {before.Input}"
            : Task != before.Task ? $"--task {before.Task}"
            : (Part, Parts) != (before.Part, before.Parts) ? FormattableString.Invariant($"--part {before.Part}/{before.Parts}")
            : Model != before.Model ? $"--model {before.Model}"
            : Prompt != before.Prompt ? $"--prompt '{before.Prompt}'"
            : Out != before.Out ? before.Out is null ? "no --out" : $"--out {before.Out}"
            : Key != before.Key ? before.Key is null ? "no --key" : $"--key {before.Key}"
            : Text != before.Text ? $"--text {before.Text}"
            : FormattableString.Invariant($"--max-tokens {before.MaxTokens}");
        if (other is not null)
            throw new ArgumentException($"{journal} is the journal of a run with {other}. tai batch resume {journal} goes on with that; name another --journal for a new run.");
    }
}
