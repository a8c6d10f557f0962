using System.Globalization;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>The name of one of several files of a model: <c>Name-00002-of-00003.gguf</c>. Numbers count from 1.</summary>
internal readonly record struct GgufPart(string Name, int Number, int Count)
{
    private const string Ending = "-00000-of-00000.gguf";

    /// <summary>Takes a file's name apart; null where it is no part's.</summary>
    public static GgufPart? Of(string file)
    {
        if (file.Length <= Ending.Length)
            return null;
        ReadOnlySpan<char> ending = file.AsSpan(file.Length - Ending.Length);
        return ending[0] == '-' && ending[6..10] is "-of-" && ending[15..] is ".gguf"
            && int.TryParse(ending[1..6], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(ending[10..15], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? new GgufPart(file[..^Ending.Length], number, count)
            : null;
    }

    /// <summary>The file that a model is opened by: the first of its parts, or itself.</summary>
    public static string FirstOf(string file) => Of(file)?.Named(1) ?? file;

    /// <summary>The name of another part of the same model.</summary>
    public string Named(int number) => string.Create(CultureInfo.InvariantCulture, $"{Name}-{number:D5}-of-{Count:D5}.gguf");
}
