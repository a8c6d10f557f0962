using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>A file of rows or lines: how it is opened and read, and where in it something stands.</summary>
internal static class RowFile
{
    /// <summary>The fields that are a key where none is named, the first of them that there is.</summary>
    public static IReadOnlyList<string> UsualKeys { get; } = ["custom_id", "id", "key"];

    public static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Place(string path, long line) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {line}");

    public static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path, Strict);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ArgumentException($"There is no {path}.", exception);
        }
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="ArgumentException">The file is not UTF-8.</exception>
    public static async ValueTask<string?> LineAsync(StreamReader lines, string path, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"{Place(path, number)} or one after it is not UTF-8. Write the file anew as UTF-8.", exception);
        }
    }
}
