using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>Texts that are lines of a file, or files of a folder.</summary>
internal static class TextRows
{
    private static readonly EnumerationOptions s_options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    public static async IAsyncEnumerable<BatchRow> OfLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using StreamReader lines = RowFile.Open(path);
        for (long number = 1; await RowFile.LineAsync(lines, path, number, cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return Row(number.ToString(CultureInfo.InvariantCulture), RowFile.Place(path, number), line);
        }
    }

    public static IEnumerable<BatchRow> OfFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ArgumentException($"There is no folder {folder}.");
        foreach (string file in Directory.EnumerateFiles(folder, "*", s_options).Order(StringComparer.Ordinal))
        {
            string key = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!key.StartsWith('.') && !key.Contains("/.", StringComparison.Ordinal))
                yield return Row(key, key, Text(file, key));
        }
    }

    private static BatchRow Row(string key, string place, string text) => new() { Key = key, Place = place, Fields = new JsonObject { ["text"] = text } };

    private static string Text(string file, string key)
    {
        try
        {
            return RowFile.Strict.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"{key} is no text in UTF-8. A folder of inputs holds texts and nothing else.", exception);
        }
    }
}
