using System.Text;

namespace TogetherAI.Cli.Commands.Batches.Inputs;

/// <summary>Inputs that are files of text, in a folder and those within it. Their paths are their keys. Hidden ones are passed over.</summary>
internal static class FolderInputs
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly EnumerationOptions s_options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    public static IEnumerable<BatchInput> Read(string folder, RequestMaker maker)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", s_options).Order(StringComparer.Ordinal))
        {
            string key = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!key.StartsWith('.') && !key.Contains("/.", StringComparison.Ordinal))
                yield return new BatchInput(key, () => maker.OfText(Text(file, key), key));
        }
    }

    private static string Text(string file, string key)
    {
        try
        {
            return s_strict.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new ArgumentException($"{key} is no text in UTF-8. A folder of inputs holds texts and nothing else.", exception);
        }
    }
}
