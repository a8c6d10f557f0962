using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// Logs of requests: CSV with a first line that names the columns (separated by comma, semicolon or tab), or a JSON object a line. Memory is
/// bounded by the longest line.
/// </summary>
/// <remarks>
/// Needed are the time, the prompt's tokens and the answer's tokens. Many names are understood, in any case and with any punctuation:
/// <c>timestamp</c>, <c>created_at</c>; <c>prompt_tokens</c>, <c>input_tokens</c>, <c>ContextTokens</c>; <c>completion_tokens</c>,
/// <c>output_tokens</c>, <c>GeneratedTokens</c>. Of use besides: <c>ttft_ms</c>, <c>duration_s</c> (a unit must stand in the name or beside the
/// number), <c>background</c> (whether nobody waits), <c>model</c>. Times without a zone are UTC. Other columns are passed over.
/// </remarks>
public static class TrafficLog
{
    private const int MaxLine = 16 * 1024 * 1024;

    /// <summary>Reads a log and tells what its requests are like.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="TrafficLogException">A line cannot be read, or no request is in the log; the message says where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<TrafficProfile> ProfileAsync(string path, TrafficLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            TrafficProfiler profiler = new();
            long requests = 0;
            await foreach (TrafficRecord record in ReadAsync(file, options, cancellationToken).ConfigureAwait(false))
            {
                profiler.Record(record);
                requests++;
            }

            return requests > 0 ? profiler.GetProfile() : throw new TrafficLogException(1, 1, options?.Model is { } model
                ? $"The log holds no request of the model '{model}'."
                : "The log holds no request.");
        }
    }

    /// <summary>Reads the requests of a log, one after the other.</summary>
    /// <param name="log">The log, in UTF-8; it stays open.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The requests, in the log's order.</returns>
    /// <exception cref="TrafficLogException">A line cannot be read; the message says where.</exception>
    public static async IAsyncEnumerable<TrafficRecord> ReadAsync(
        Stream log, TrafficLogOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        LineReader lines = new(log, MaxLine);
        LogRow row = new();
        LogLines? format = null;
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.IsTruncated)
                throw TooLong(line.Number);
            if (line.IsBlank)
                continue;
            row.Begin(line.Number);
            if (format is null)
            {
                format = LogLines.Of(line.Text, line.Number, options?.Model is not null);
                if (format.IsHeaderLine)
                    continue;
            }

            bool whole = format.Read(line.Text, row);
            while (!whole)
            {
                if (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } more)
                    throw new TrafficLogException(row.Line, 1, "A quote that is opened in this line is never closed.");
                if (more.IsTruncated || format.OpenLength > MaxLine)
                    throw TooLong(row.Line);
                whole = format.Read(more.Text, row);
            }

            if (options?.Model is null || row.Model == options.Model)
                yield return row.ToRecord();
        }
    }

    private static TrafficLogException TooLong(long line) =>
        new(line, MaxLine, $"The line is longer than {MaxLine / 1024 / 1024} MiB. Leave out what is not needed, such as the prompts.");
}
