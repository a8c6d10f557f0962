using System.Diagnostics;
using System.Text.Json;

namespace TogetherAI.Benchmarks.Batches;

/// <summary>
/// A corpus on its way into the files of jobs, with everything that a run does before it sends a thing: keys, the search for keys that come twice,
/// requests, inputs beside them, shards, all of it on the disk. Then the check of the files that an upload makes. Beside it the same bytes copied by
/// the system, and the same requests written by JsonSerializer alone, to nowhere.
/// </summary>
internal static class SpoolGoal
{
    public static async Task PrintAsync(long rows, TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("togetherai-spool-");
        try
        {
            string journal = Path.Combine(folder.FullName, "run.journal");
            TimeSpan spooling = await TimeAsync(() => SpoolAsync(rows, journal));
            long peak = Peak();
            FileInfo[] files = [.. new DirectoryInfo(journal + ".d").GetFiles().OrderBy(static file => file.Name, StringComparer.Ordinal)];
            long bytes = files.Sum(static file => file.Length);
            TimeSpan checking = await TimeAsync(() => CheckAsync(files));
            peak = Math.Max(peak, Peak());
            string copy = folder.CreateSubdirectory("copy").FullName;
            TimeSpan copying = Time(() => Copy(files, copy));
            TimeSpan flushing = Time(() => Flush(copy));
            TimeSpan writing = Time(() => Write(rows));
            await output.WriteLineAsync(FormattableString.Invariant(
                $"{rows:N0} rows, {files.Count(IsOfRequests)} jobs, {bytes / 1e6:N0} MB: spooled in {spooling.TotalSeconds:0.0} s ({rows / spooling.TotalSeconds:N0} rows/s), checked in {checking.TotalSeconds:0.0} s, peak {peak / 1e6:N0} MB"));
            await output.WriteLineAsync(FormattableString.Invariant(
                $"rate of spooling to File.Copy of the same bytes ({copying.TotalSeconds:0.0} s) {copying / spooling:0.00}, to a copy that is on the disk ({(copying + flushing).TotalSeconds:0.0} s) {(copying + flushing) / spooling:0.00}, to JsonSerializer alone ({writing.TotalSeconds:0.0} s) {writing / spooling:0.00}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SpoolAsync(long rows, string journal)
    {
        // The run ends where it would begin to send: it may cost more than a millionth of a dollar.
        using TogetherClient client = new(
            new TogetherClientOptions { ApiKey = "k" },
            new ReplayHandler("""[{"id":"meta-llama/Llama-3.3-70B-Instruct-Turbo","pricing":{"input":0.88,"output":0.88}}]"""u8.ToArray(), "application/json"));
        BatchInputs<Row> inputs = BatchInputs.From(Row.MakeAsync(rows), static row => row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), RowJson.Default.Row);
        try
        {
            await foreach (BatchResult<Row> _ in client.Batches.RunAsync(inputs, static row => row.Ask(), new BatchRunOptions { Journal = journal, MaxUsd = 0.000001m }))
                throw new InvalidOperationException("There is nothing that could have answered.");
        }
        catch (BatchBudgetException)
        {
            return;
        }

        throw new InvalidOperationException("The run cost nothing.");
    }

    private static async Task CheckAsync(FileInfo[] files)
    {
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "k" });
        foreach (FileInfo file in files.Where(IsOfRequests))
        {
            FileCheckReport report = await client.Files.CheckAsync(file.FullName, FilePurpose.BatchApi);
            if (report.Problems.Count > 0)
                throw new InvalidOperationException($"{file.Name}: {report.Problems[0]}");
        }
    }

    private static bool IsOfRequests(FileInfo file) => file.Name.EndsWith("-requests-0.jsonl", StringComparison.Ordinal);

    private static void Copy(FileInfo[] files, string to)
    {
        foreach (FileInfo file in files)
            File.Copy(file.FullName, Path.Combine(to, file.Name));
    }

    // A copy is in the system's memory when it returns, and a run waits for the disk.
    private static void Flush(string folder)
    {
        foreach (string file in Directory.GetFiles(folder))
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private static void Write(long rows)
    {
        using Utf8JsonWriter json = new(Stream.Null);
        for (long id = 1; id <= rows; id++)
        {
            json.Reset();
            JsonSerializer.Serialize(json, Row.Of(id).Ask(), TogetherJsonContext.Default.ChatRequest);
        }
    }

    private static TimeSpan Time(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started);
    }

    private static long Peak()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
