using System.Text;

namespace TogetherAI.CrashTests.Batches;

/// <summary>
/// A line for every key, written before the next result is asked for. A key that is there is not written again, and half a line, which a crash
/// left, is written over: what a careful user does.
/// </summary>
internal sealed class ResultsFile : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly HashSet<string> _keys;

    private ResultsFile(FileStream file, HashSet<string> keys) => (_file, _keys) = (file, keys);

    public static async Task<ResultsFile> OpenAsync(string path)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, useAsync: true);
        byte[] content = new byte[file.Length];
        await file.ReadExactlyAsync(content);
        int whole = Array.LastIndexOf(content, (byte)'\n') + 1;
        file.SetLength(whole);
        file.Position = whole;
        return new ResultsFile(file, [.. Lines(Encoding.UTF8.GetString(content, 0, whole)).Select(static line => line.Key)]);
    }

    /// <summary>The results, one for each line.</summary>
    public static async Task<IReadOnlyList<(string Key, string Text)>> ReadAsync(string path) => [.. Lines(await File.ReadAllTextAsync(path))];

    public async Task WriteAsync(string key, string text)
    {
        if (_keys.Add(key))
            await _file.WriteAsync(Encoding.UTF8.GetBytes($"{key}\t{text}\n"));
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static IEnumerable<(string Key, string Text)> Lines(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).Select(static line => (line[0], line[1]));
}
