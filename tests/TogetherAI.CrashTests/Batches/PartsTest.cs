using System.Globalization;
using TogetherAI.CrashTests.Hosting;
using TogetherAI.CrashTests.Processes;

namespace TogetherAI.CrashTests.Batches;

/// <summary>
/// Several programs at the same time, each with one part of one corpus and a journal of its own, that know nothing of each other: together they do
/// all of it, once.
/// </summary>
internal static class PartsTest
{
    public static async Task<int> RunAsync(int count, TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-parts-");
        await using CrashCloud cloud = await CrashCloud.StartAsync();
        Ledger ledger = new(cloud);
        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        string[] journals = [.. Enumerable.Range(1, count).Select(part => Path.Combine(folder.FullName, FormattableString.Invariant($"part{part}.journal")))];
        ChildProcess[] programs = [.. journals.Select((journal, i) => LabellingProgram.Start(cloud.Address, journal, FormattableString.Invariant($"program-{i + 1}"), start, "corpus", (i + 1, count), life: 0))];
        try
        {
            await Task.WhenAll(programs.Select(static program => program.WaitForExitAsync(LabellingProgram.Limit)));
            if (Array.Find(programs, static program => program.ExitCode != 0) is { } failed)
            {
                output.WriteLine($"{failed.Name} ended with {failed.ExitCode}:\n{failed.Output}");
                return 2;
            }

            List<(string Key, string Text)> written = [];
            foreach (string journal in journals)
            {
                IReadOnlyList<(string Key, string Text)> results = await ResultsFile.ReadAsync(LabellingProgram.ResultsOf(journal));
                output.WriteLine(FormattableString.Invariant($"{Path.GetFileName(journal)}: {results.Count} results"));
                written.AddRange(results);
            }

            return ledger.Judge([.. LabellingProgram.Keys("corpus")], written, kills: 0, FormattableString.Invariant($"processes {count}"), output);
        }
        finally
        {
            foreach (ChildProcess program in programs)
                program.Dispose();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads the command line: nothing, or <c>--count N</c>.</summary>
    public static int? Count(string[] args) => args switch
    {
        [] => 3,
        ["--count", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 32 => count,
        _ => null,
    };
}
