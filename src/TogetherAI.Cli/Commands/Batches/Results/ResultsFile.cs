using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Cli.Output;

namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>
/// The file with the results, to which a run adds in each of its lives. A line is written in one go; what a crash left of one is cut off, and a
/// result that is there already is not written again. So every key is there once.
/// </summary>
internal sealed class ResultsFile : IResultSink
{
    private readonly FileStream _file;
    private readonly HashSet<UInt128> _keys = [];

    private ResultsFile(FileStream file) => _file = file;

    /// <exception cref="ArgumentException">The file holds something else than results; it is left as it is.</exception>
    /// <exception cref="IOException">The file cannot be written, or somebody else writes it.</exception>
    public static async Task<ResultsFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        // One writer at a time; elsewhere than on Windows, "for nobody else" holds for those who ask, and who just reads does not.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
        ResultsFile results = new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0));
        try
        {
            await results.ReadKnownAsync(path, cancellationToken);
            return results;
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    public void Write(JsonObject line)
    {
        if (_keys.Add(Hash((string)line[ResultLine.Key]!)))
            _file.Write(Encoding.UTF8.GetBytes(JsonLine.Of(line) + "\n"));
    }

    public void Flush() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();

    private async Task ReadKnownAsync(string path, CancellationToken cancellationToken)
    {
        long whole = Whole();
        using StreamReader lines = new(_file, leaveOpen: true);
        _file.Position = 0;
        long number = 0;
        for (long at = 0; at < whole;)
        {
            string line = await lines.ReadLineAsync(cancellationToken) ?? "";
            at += Encoding.UTF8.GetByteCount(line) + 1;
            number++;
            _keys.Add(Hash(KeyOf(line) ?? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{path}, line {number} is no result of tai batch run. The file was left as it is; name another one with --out."))));
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    /// <summary>How long the file is without the beginning of a line at its end.</summary>
    private long Whole()
    {
        byte[] block = new byte[64 * 1024];
        for (long end = _file.Length; end > 0;)
        {
            int length = (int)Math.Min(block.Length, end);
            _file.Position = end - length;
            _file.ReadExactly(block, 0, length);
            int last = block.AsSpan(0, length).LastIndexOf((byte)'\n');
            if (last >= 0)
                return end - length + last + 1;
            end -= length;
        }

        return 0;
    }

    private static string? KeyOf(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(ResultLine.Key, out JsonElement key) && key.ValueKind == JsonValueKind.String
                ? key.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static UInt128 Hash(string key) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(key));
}
